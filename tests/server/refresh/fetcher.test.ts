import { expect, test } from 'vitest';
import type { IngestJob, Outcome, Progress } from '../../../server/ingest/job.ts';
import { createFetcher, shareDone, type FetchLimits } from '../../../server/refresh/fetcher.ts';

const published: Outcome = {
  kind: 'published',
  release: '2026-11-22.2',
  inserted: 1,
  closed: 0,
  alarms: [],
};

function createWorld(limits: Partial<FetchLimits> = {}) {
  let time = 0;
  const runs: {
    job: IngestJob;
    progress: (progress: Progress) => void;
    end: (outcome: Outcome) => void;
  }[] = [];
  const queue = {
    run: (job: IngestJob, progress: (progress: Progress) => void = () => {}) =>
      new Promise<Outcome>((end) => runs.push({ job, progress, end })),
  };
  const fetcher = createFetcher({ queue, now: () => new Date(time), limits });
  const end = async (outcome: Outcome) => {
    runs.at(-1)?.end(outcome);
    await new Promise(setImmediate);
  };
  return { fetcher, runs, end, pass: (ms: number) => (time += ms) };
}

test('a hundred readers who choose the same KPI make one fetch', async () => {
  const { fetcher, runs, end } = createWorld();
  for (let reader = 0; reader < 100; reader++) fetcher.start('N21017');
  await end(published);
  expect(runs.map(({ job }) => job)).toEqual([{ kind: 'kpis', kpis: ['N21017'] }]);
});

test('KPIs chosen while one is fetched go together in the next run', async () => {
  const { fetcher, runs, end } = createWorld();
  for (const kpi of ['N21017', 'N21009', 'N21024']) fetcher.start(kpi);
  expect(fetcher.progress('N21009')?.state).toBe('queued');
  await end(published);
  expect(runs.map(({ job }) => job)).toEqual([
    { kind: 'kpis', kpis: ['N21017'] },
    { kind: 'kpis', kpis: ['N21009', 'N21024'] },
  ]);
});

test('progress grows with the run and ends at one', async () => {
  const { fetcher, runs, end } = createWorld();
  fetcher.start('N21017');
  runs[0]?.progress({ phase: 'values', done: 1, total: 2 });
  expect(fetcher.progress('N21017')).toEqual({ kpi: 'N21017', state: 'running', progress: 0.5 });
  runs[0]?.progress({ phase: 'copy', done: 0, total: 0 });
  expect(fetcher.progress('N21017')?.progress).toBe(0.5);
  await end(published);
  expect(fetcher.progress('N21017')).toEqual({ kpi: 'N21017', state: 'done', progress: 1 });
});

test('a failure says why, and the next one who asks starts anew', async () => {
  const { fetcher, runs, end } = createWorld();
  fetcher.start('N21017');
  await end({ kind: 'failed', reason: 'kolada-network', detail: 'secret inside' });
  expect(fetcher.progress('N21017')).toEqual({
    kpi: 'N21017',
    state: 'failed',
    progress: 0,
    reason: 'kolada-network',
  });
  expect(fetcher.start('N21017').state).toBe('running');
  expect(runs).toHaveLength(2);
});

test('a KPI that Kolada gave no rows for has failed, whatever the others did', async () => {
  const { fetcher, end } = createWorld();
  fetcher.start('N21017');
  await end({ ...published, alarms: [{ kpi: 'N21017', code: 'no-rows' }] });
  expect(fetcher.progress('N21017')).toMatchObject({ state: 'failed', reason: 'no-rows' });
});

test('one just fetched is not fetched again, until it has aged or a new group is asked for', async () => {
  const { fetcher, runs, end, pass } = createWorld({ freshMs: 1000 });
  fetcher.start('N21017', ['G1']);
  await end(published);
  expect(fetcher.start('N21017', ['G1']).state).toBe('done');
  expect(runs).toHaveLength(1);
  fetcher.start('N21017', ['G2']);
  expect(runs[1]?.job).toEqual({ kind: 'kpis', kpis: ['N21017'], groups: ['G1', 'G2'] });
  await end(published);
  pass(1001);
  fetcher.start('N21017');
  expect(runs).toHaveLength(3);
});

test('a group asked for while its KPI is being fetched is fetched next', async () => {
  const { fetcher, runs, end } = createWorld();
  fetcher.start('N21017');
  expect(fetcher.start('N21017', ['G1']).state).toBe('queued');
  await end(published);
  expect(runs[1]?.job).toEqual({ kind: 'kpis', kpis: ['N21017'], groups: ['G1'] });
});

test('an hour has room for so many, and the next hour for more', async () => {
  const { fetcher, end, pass } = createWorld({ hourly: 2 });
  fetcher.start('N21001');
  await end(published);
  fetcher.start('N21002');
  await end(published);
  expect(() => fetcher.start('N21003')).toThrow(expect.objectContaining({ status: 429 }));
  pass(3_600_001);
  expect(fetcher.start('N21003').state).toBe('running');
});

test('the share done never passes one and never falls as a run goes on', () => {
  const steps: Progress[] = [
    { phase: 'lock', done: 0, total: 0 },
    { phase: 'catalogue', done: 0, total: 0 },
    { phase: 'values', done: 0, total: 4 },
    { phase: 'values', done: 4, total: 4 },
    { phase: 'verify', done: 0, total: 0 },
    { phase: 'clean', done: 0, total: 0 },
  ];
  const shares = steps.map(shareDone);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares.at(-1)).toBeLessThan(1);
});
