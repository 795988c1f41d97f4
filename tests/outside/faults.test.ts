import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { tableOfFaults } from './faults/print.ts';
import { trials } from './faults/table.ts';
import { createLane, type Verdict } from './support/lane.ts';
import { refresh } from './support/product.ts';
import { startProxy, type Proxy } from './support/proxy.ts';

vi.setConfig({ hookTimeout: 900_000 });

/** Most of a refused run is waiting between attempts, so that more lanes than cores pay. */
const laneCount = 5;
const seed = process.env['OUTSIDE_SEED'] ?? 'outside';
/** A part of a fault's name, to try those alone. */
const only = process.env['OUTSIDE_ONLY'] ?? '';
const chosen = trials.filter(({ holds, name }) => new RegExp(only).test(`${holds}: ${name}`));

let proxy: Proxy;
let base: string;
const verdicts = new Map<string, Verdict>();

beforeAll(async () => {
  console.log(`The world outside: OUTSIDE_SEED=${seed}`);
  proxy = await startProxy(seed);
  base = await mkdtemp(join(tmpdir(), 'outside-base-'));
  const first = await refresh({ dir: base, kolada: proxy.open().url });
  if (first.code !== 0) throw new Error(`the first honest run failed: ${first.err}`);
  const waiting = [...chosen];
  await Promise.all(
    Array.from({ length: laneCount }, async (_, index) => {
      const lane = createLane({ proxy, base, offset: index * 1000 });
      for (let trial = waiting.shift(); trial !== undefined; trial = waiting.shift()) {
        const verdict = await lane.attempt(trial);
        verdicts.set(trial.name, verdict);
        if (only !== '') console.log(trial.name, verdict.seconds.toFixed(1), verdict.faults);
      }
      await lane.close();
    }),
  );
});

afterAll(async () => {
  await proxy.close();
  await rm(base, { recursive: true });
  const all = [...verdicts.values()];
  const count = (...outcomes: readonly string[]) =>
    all.filter(({ trial, faults }) => faults.length === 0 && outcomes.includes(trial.holds)).length;
  console.log(
    `${all.length} faults tried: ${count('held')} held, ${count('refused')} refused, ` +
      `${count('healed')} healed, ${count('right')} published right, ${count('safe')} refused or right, ` +
      `${all.filter(({ faults }) => faults.length > 0).length} not withstood.`,
  );
});

it('there are at least 66 kinds of fault, each with a name of its own', () => {
  expect(new Set(trials.map(({ name }) => name)).size).toBe(trials.length);
  expect(trials.length).toBeGreaterThanOrEqual(66);
});

it('the README lists them all, as they are', () => {
  const text = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8').replaceAll(/ +/g, ' ');
  const absent = tableOfFaults().filter((row) => !text.includes(row.replaceAll(/ +/g, ' ')));
  expect(absent).toEqual([]);
});

it.each(chosen)('$holds: $name', ({ name }) => {
  expect(verdicts.get(name)?.faults).toEqual([]);
});
