import { expect, test } from 'vitest';
import type { Outcome } from '../../../server/ingest/job.ts';
import { createIngestQueue, type RunIngest } from '../../../server/refresh/ingest-queue.ts';

const log = { info: () => {}, warn: () => {} };
const unchanged: Outcome = { kind: 'unchanged', release: '2026-11-22.1', alarms: [] };
const locked: Outcome = { kind: 'failed', reason: 'locked', detail: '' };

test('runs wait for each other, and each ends with the store serving what it gave', async () => {
  const steps: string[] = [];
  const runIngest: RunIngest = async ({ kind }) => {
    steps.push(`${kind} begins`);
    await new Promise(setImmediate);
    steps.push(`${kind} ends`);
    return unchanged;
  };
  const afterRun = async () => void steps.push('store looks');
  const queue = createIngestQueue({ runIngest, afterRun, log });
  await Promise.all([queue.run({ kind: 'snapshot' }), queue.run({ kind: 'refresh' })]);
  expect(steps).toEqual([
    'snapshot begins',
    'snapshot ends',
    'store looks',
    'refresh begins',
    'refresh ends',
    'store looks',
  ]);
});

test('a lock that another process holds is waited for', async () => {
  const answers = [locked, locked, unchanged];
  let pauses = 0;
  const queue = createIngestQueue({
    runIngest: async () => answers.shift() ?? locked,
    afterRun: async () => {},
    log,
    pause: async () => void pauses++,
  });
  expect(await queue.run({ kind: 'kpis', kpis: ['N21006'] })).toEqual(unchanged);
  expect(pauses).toBe(2);
});

test('a refresh leaves the work to the process that holds the lock, without a warning', async () => {
  const warnings: unknown[] = [];
  const queue = createIngestQueue({
    runIngest: async () => locked,
    afterRun: async () => {},
    log: { info: () => {}, warn: (line: unknown) => void warnings.push(line) },
    pause: async () => {
      throw new Error('waited');
    },
  });
  expect(await queue.run({ kind: 'refresh' })).toEqual(locked);
  expect(warnings).toEqual([]);
});

test('a run that throws is an outcome, and the next one runs', async () => {
  let runs = 0;
  const runIngest: RunIngest = async () => {
    if (++runs === 1) throw new Error('no process');
    return unchanged;
  };
  const queue = createIngestQueue({ runIngest, afterRun: async () => {}, log });
  expect(await queue.run({ kind: 'refresh' })).toMatchObject({
    kind: 'failed',
    reason: 'internal',
  });
  expect(await queue.run({ kind: 'refresh' })).toEqual(unchanged);
});

test('closing ends the run under way and refuses those that wait', async () => {
  let begun = 0;
  const runIngest: RunIngest = (_job, { signal }) => {
    begun++;
    return new Promise((resolve) => {
      signal.addEventListener('abort', () =>
        resolve({ kind: 'failed', reason: 'aborted', detail: '' }),
      );
    });
  };
  const queue = createIngestQueue({ runIngest, afterRun: async () => {}, log });
  const first = queue.run({ kind: 'refresh' });
  const second = queue.run({ kind: 'refresh' });
  await new Promise(setImmediate);
  await queue.close();
  expect(await first).toMatchObject({ reason: 'aborted' });
  expect(await second).toMatchObject({ reason: 'aborted' });
  expect(begun).toBe(1);
});
