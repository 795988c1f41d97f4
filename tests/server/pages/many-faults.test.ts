import { afterAll, beforeAll, expect, test } from 'vitest';
import { routePaths } from '../../../server/app.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';

let served: TestApp;
beforeAll(async () => {
  served = await createTestApp();
});
afterAll(() => served.close());

const own = await createTestApp();
const paths = routePaths(own.app);
await own.close();

/** Says something else each time. */
const changing = new Set(['/metrics']);
const examples: Readonly<Record<string, string>> = {
  '/badda-in/:system': '/badda-in/wordpress',
  '/api/v1/kpis/:id/spread': '/api/v1/kpis/N21006/spread?ar=2024',
  '/api/v1/likeness': '/api/v1/likeness?kommun=bracke',
  '/api/v1/releases/:id/changes':
    '/api/v1/releases/2026-11-22.1/changes?since=2026-11-22.1&kommuner=bracke',
  '/oembed': '/oembed?url=http://localhost:3000/jamfor',
};

/** The answer to an address with so many parts that mean nothing anywhere. */
async function answerTo(path: string, count: number): Promise<string> {
  const address = (examples[path] ?? path).replaceAll(/:\w+/g, 'N21006');
  const parts = Array.from({ length: count }, (_, i) => `okand${String(i).padStart(4, '0')}=1`);
  const response = await served.app.request(
    address + (address.includes('?') ? '&' : '?') + parts.join('&'),
    {
      headers: { Accept: 'text/html,*/*;q=0.8' },
    },
  );
  // A file that is sent all the same holds nothing of the address.
  if (!/text|json|xml/.test(response.headers.get('Content-Type') ?? '')) {
    await response.body?.cancel();
    return '';
  }
  return response.text();
}

const named = (text: string) => new Set(text.match(/okand\d{4}/g));

test.each(paths.filter((path) => !changing.has(path)))(
  '%s is no longer for 1 800 faults than for eight, and says how many it leaves out',
  async (path) => {
    const few = await answerTo(path, 8);
    const many = await answerTo(path, 1800);
    const more = 'och 1\u00a0792 till';
    expect(named(many).size).toBeLessThanOrEqual(8);
    expect(many.length - few.length).toBeLessThan(200);
    // A route that has no use for what it does not know may pass it over.
    const isNamed = named(few).size === 8;
    expect(many.includes(more)).toBe(isNamed);
    expect(few).not.toMatch(/och \d+ till/);
    expect((await answerTo(path, 9)).includes('och 1 till')).toBe(isNamed);
  },
  60_000,
);

test('the pages and the API name what they do not know', async () => {
  for (const path of ['/', '/jamfor', '/inbaddat', '/rapport', '/hme', '/liknande', '/nyckeltal']) {
    expect([...named(await answerTo(path, 8))], path).toHaveLength(8);
  }
});
