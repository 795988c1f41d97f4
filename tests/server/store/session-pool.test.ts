import { afterEach, expect, test } from 'vitest';
import { defineQuery } from '../../../server/store/query.ts';
import { queries } from '../../../server/store/queries.ts';
import { openReleaseFile, type ReleaseFile } from '../../../server/store/release-file.ts';
import { QueryTimeoutError } from '../../../server/store/session-pool.ts';
import { ReaderGoneError, within } from '../../../server/work.ts';
import { createReleaseFixture, type ReleaseFixture } from '../../support/release-fixture.ts';

let fixture: ReleaseFixture;
let file: ReleaseFile;

afterEach(async () => {
  file.close();
  await fixture.close();
});

const limits = {
  memoryLimit: '256MB',
  threads: 2,
  quickSessions: 2,
  slowSessions: 2,
  quickTimeoutMs: 10_000,
  slowTimeoutMs: 60_000,
};

async function open(changes: Partial<typeof limits> = {}) {
  fixture = await createReleaseFixture({
    releases: [{ observations: [{ kpi: 'N21006', area: '2305', year: 2024, value: 1 }] }],
  });
  const release = { release: '2026-11-22.1', number: 1 };
  file = await openReleaseFile(fixture.pathOf(release.release), release, { ...limits, ...changes });
}

/** Asks the whole catalogue over and over on one session. */
const manyTimes = (times: number) =>
  file.slow(async (session) => {
    for (let time = 0; time < times; time++) await session.all(queries.kpis, { release: 1 });
  });

test('more questions than sessions all get their answer, in turn', async () => {
  await open();
  const answers = await Promise.all(
    Array.from({ length: 50 }, () =>
      file.quick((session) => session.all(queries.areas, { release: 1 })),
    ),
  );
  expect(new Set(answers.map((rows) => rows.length))).toEqual(new Set([11]));
});

test('slow questions, however many, leave the quick ones their own sessions', async () => {
  await open();
  const slow = Promise.all(Array.from({ length: 8 }, () => manyTimes(20)));
  const quick = file.quick((session) => session.all(queries.areas, { release: 1 }));
  expect(await Promise.race([slow.then(() => 'slow'), quick.then(() => 'quick')])).toBe('quick');
  await slow;
});

test('a question that takes too long is stopped, and its session answers the next one', async () => {
  await open({ slowSessions: 1, slowTimeoutMs: 1500 });
  await expect(manyTimes(100_000)).rejects.toThrow(QueryTimeoutError);
  expect(await file.slow((session) => session.all(queries.sources, {}))).toHaveLength(1);
});

test('a statement that fails leaves its session usable', async () => {
  await open({ quickSessions: 1 });
  const missing = defineQuery('no-such-statement', { params: {}, row: {} });
  await expect(file.quick((session) => session.all(missing, {}))).rejects.toThrow('ENOENT');
  expect(await file.quick((session) => session.all(queries.sources, {}))).toHaveLength(1);
});

test('a question whose reader has gone is stopped, one that waits is never put, and the session goes on', async () => {
  await open({ slowSessions: 1 });
  const reader = new AbortController();
  const asReader = <T>(ask: () => Promise<T>) =>
    within({ signal: reader.signal, cost: () => 0, claim: () => Promise.resolve() }, () =>
      ask().catch((error: unknown) => error),
    );
  let put = 0;
  const running = asReader(() => manyTimes(100_000));
  const waiting = asReader(() => file.slow(async () => (put += 1)));
  await file.quick((session) => session.all(queries.sources, {}));
  reader.abort(new ReaderGoneError('gone'));
  expect(await running).toBeInstanceOf(ReaderGoneError);
  expect(await waiting).toBeInstanceOf(ReaderGoneError);
  expect(await file.slow((session) => session.all(queries.sources, {}))).toHaveLength(1);
  expect(put).toBe(0);
});

/** Work as that of a reader who asked for what costs so much. */
const costing = <T>(cost: number, ask: () => Promise<T>) => {
  const { signal } = new AbortController();
  return within({ signal, cost: () => cost, claim: () => Promise.resolve() }, ask);
};

/** Asks that keep their sessions until `open`. */
function gated(cost: number, count: number) {
  const { promise, resolve } = Promise.withResolvers<void>();
  let running = 0;
  const done = Array.from({ length: count }, () =>
    costing(cost, () =>
      file.quick(async () => {
        running += 1;
        await promise;
      }),
    ),
  );
  return { running: () => running, open: resolve, done: Promise.all(done) };
}

test('large works have half of the sessions at most, and a small one finds one free', async () => {
  await open({ quickSessions: 4 });
  const large = gated(1000, 10);
  const rows = await costing(5, () => file.quick((session) => session.all(queries.sources, {})));
  expect(rows).toHaveLength(1);
  expect(large.running()).toBe(2);
  large.open();
  await large.done;
  expect(large.running()).toBe(10);
});

test('large works have one session always, however many small ones wait', async () => {
  await open({ quickSessions: 2 });
  const first = gated(5, 2);
  const small = gated(5, 10);
  const large = gated(1000, 1);
  first.open();
  await first.done;
  expect(large.running()).toBe(1);
  expect(small.running()).toBe(1);
  large.open();
  small.open();
  await Promise.all([large.done, small.done]);
});
