import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Guard } from './guard.ts';
import { guards } from './guards.ts';
import { openWorkshop, withoutGuard, type Workshop } from './workshop.ts';

const root = join(import.meta.dirname, '../..');
const quick = [
  'client: letters that XML cannot hold are kept out',
  'store: the latest year is one that two thirds have',
  'shared: years go forward',
];

let workshop: Workshop;
beforeAll(async () => {
  workshop = await openWorkshop();
});
afterAll(() => workshop.close());

function guardNamed(name: string): Guard {
  const guard = guards.find((one) => one.name === name);
  if (guard === undefined) throw new Error(`no guard is called ${name}`);
  return guard;
}

test('every guard still stands once where the list says, so that it can be broken', () => {
  expect(guards.length).toBeGreaterThanOrEqual(20);
  for (const guard of guards) {
    const text = readFileSync(join(root, guard.file), 'utf8');
    expect(withoutGuard(guard, text)).not.toBe(text);
    for (const file of guard.tests)
      expect(readFileSync(join(root, file), 'utf8')).toContain('expect');
  }
});

test.each(quick)('a test notices the loss of %s', { timeout: 240_000 }, async (name) => {
  const { caughtBy } = await workshop.tryWithout(guardNamed(name));
  expect(caughtBy).not.toEqual([]);
});

test('what no test holds is told', { timeout: 240_000 }, async () => {
  const harmless: Guard = {
    name: 'nothing at all',
    file: 'server/kolada/text.ts',
    from: 'const escapedBreaks =',
    to: 'const  escapedBreaks =',
    tests: ['tests/hostile/odd-letters.test.ts'],
  };
  expect((await workshop.tryWithout(harmless)).caughtBy).toEqual([]);
});
