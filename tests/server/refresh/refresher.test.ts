import { expect, test } from 'vitest';
import type { IngestJob, Outcome } from '../../../server/ingest/job.ts';
import { msUntilDue, startRefresher, type Timer } from '../../../server/refresh/refresher.ts';

const hour = 3_600_000;
const failed: Outcome = { kind: 'failed', reason: 'kolada-network', detail: '' };
const locked: Outcome = { kind: 'failed', reason: 'locked', detail: '' };
const unchanged: Outcome = { kind: 'unchanged', release: '2026-11-22.1', alarms: [] };

/** A refresher on a clock that is moved by hand; `checkedAt` follows each refresh that succeeds. */
function createWorld(options: {
  refreshHours: number;
  checkedHoursAgo: number;
  source?: 'snapshot';
  lastFailed?: boolean;
}) {
  let time = Date.parse('2026-11-22T00:00:00Z');
  let checkedAt = time - options.checkedHoursAgo * hour;
  let source: 'kolada' | 'snapshot' = options.source ?? 'kolada';
  let next: { at: number; work: () => void } | undefined;
  let answer: Outcome = unchanged;
  const runs: { job: IngestJob; atHours: number }[] = [];
  const outcomes: Outcome[] = [];
  const begin = time;
  const timer: Timer = (ms, work) => {
    next = { at: time + ms, work };
    return () => (next = undefined);
  };
  const refresher = startRefresher({
    queue: {
      run: async (job) => {
        runs.push({ job, atHours: (time - begin) / hour });
        if (answer.kind !== 'failed') {
          checkedAt = time;
          source = 'kolada';
        }
        return answer;
      },
    },
    refreshHours: options.refreshHours,
    release: () => ({ checkedAt: new Date(checkedAt).toISOString(), source }),
    lastFailed: async () => options.lastFailed ?? false,
    onOutcome: (outcome) => void outcomes.push(outcome),
    log: { info: () => {} },
    now: () => new Date(time),
    timer,
    random: () => 0,
  });
  const pass = async (hours: number) => {
    const until = time + hours * hour;
    while (next !== undefined && next.at <= until) {
      const { at, work } = next;
      next = undefined;
      time = at;
      work();
      await new Promise(setImmediate);
    }
    time = until;
  };
  return {
    pass,
    runs,
    outcomes,
    answer: (outcome: Outcome) => (answer = outcome),
    /** What another process's refresh does to the figures. */
    checkedNow: () => (checkedAt = time),
    refresher,
  };
}

test('old figures are refreshed at once, and then every REFRESH_HOURS', async () => {
  const world = createWorld({ refreshHours: 24, checkedHoursAgo: 30 });
  await world.pass(49);
  expect(world.runs).toEqual([0, 24, 48].map((atHours) => ({ job: { kind: 'refresh' }, atHours })));
});

test('fresh figures are left alone until they are due', async () => {
  const world = createWorld({ refreshHours: 24, checkedHoursAgo: 5 });
  await world.pass(18.9);
  expect(world.runs).toEqual([]);
  await world.pass(0.2);
  expect(world.runs.map(({ atHours }) => atHours)).toEqual([19]);
});

test('the snapshot is always due, however new it is', async () => {
  const world = createWorld({ refreshHours: 24, checkedHoursAgo: 0, source: 'snapshot' });
  await world.pass(1);
  expect(world.runs).toHaveLength(1);
});

test('a refresh that failed before the server was restarted is tried again at once', async () => {
  const world = createWorld({ refreshHours: 24, checkedHoursAgo: 1, lastFailed: true });
  await world.pass(22);
  expect(world.runs.map(({ atHours }) => atHours)).toEqual([0]);
});

test('0 hours means never', async () => {
  const world = createWorld({ refreshHours: 0, checkedHoursAgo: 900 });
  await world.pass(100);
  expect(world.runs).toEqual([]);
});

test('after a failure it tries again soon, then more seldom, and succeeds by itself', async () => {
  const world = createWorld({ refreshHours: 24, checkedHoursAgo: 30 });
  world.answer(failed);
  await world.pass(0.3);
  const minutes = world.runs.map(({ atHours }) => Math.round(atHours * 120) / 2);
  expect(minutes).toEqual([0, 0.5, 1.5, 3.5, 7.5, 15.5]);
  world.answer(unchanged);
  await world.pass(2);
  const afterwards = world.runs.length;
  await world.pass(10);
  expect(world.runs).toHaveLength(afterwards);
});

test('a folder that another process refreshes is looked at again soon, and that is no failure', async () => {
  const world = createWorld({ refreshHours: 24, checkedHoursAgo: 30 });
  world.answer(locked);
  await world.pass(0.1);
  expect(world.runs).toHaveLength(7);
  expect(world.outcomes).toEqual([]);
  world.checkedNow();
  await world.pass(10);
  expect(world.runs).toHaveLength(7);
});

test('a failed refresh is still owed when the lock was taken at the first try', async () => {
  const world = createWorld({ refreshHours: 24, checkedHoursAgo: 1, lastFailed: true });
  world.answer(locked);
  await world.pass(0);
  world.answer(unchanged);
  await world.pass(1);
  expect(world.runs).toHaveLength(2);
});

test('nothing is asked once it has been closed', async () => {
  const world = createWorld({ refreshHours: 24, checkedHoursAgo: 30 });
  await world.pass(0);
  world.refresher.close();
  await world.pass(100);
  expect(world.runs).toHaveLength(1);
});

test('figures checked in the future, as a clock set back makes them, are due', () => {
  const checked = { checkedAt: '2027-01-01T00:00:00Z', source: 'kolada' } as const;
  expect(msUntilDue(checked, 24, new Date('2026-11-22T00:00:00Z'))).toBe(0);
});
