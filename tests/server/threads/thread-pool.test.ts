import { afterEach, expect, test } from 'vitest';
import { ProblemError } from '../../../server/errors.ts';
import {
  createThreadPool,
  ThreadError,
  type ThreadPool,
  type ThreadPoolOptions,
} from '../../../server/threads/thread-pool.ts';
import { within } from '../../../server/work.ts';
import type { Task } from '../../support/tasks-worker.ts';

let pool: ThreadPool<Task, string>;
afterEach(() => pool.close());

const open = (options: Partial<ThreadPoolOptions> = {}) => {
  const script = new URL('../../support/tasks-worker.ts', import.meta.url);
  pool = createThreadPool({ script, threads: 1, mostWaiting: 10, deadlineMs: 20_000, ...options });
};

/** Fills the only thread until it is opened. */
function hold() {
  const gate = new Int32Array(new SharedArrayBuffer(4));
  const held = pool.run({ kind: 'hold', gate });
  return {
    open: () => {
      Atomics.store(gate, 0, 1);
      Atomics.notify(gate, 0);
      return held;
    },
  };
}

const work = (cost: number, signal = new AbortController().signal) => ({
  cost: () => cost,
  signal,
  claim: () => Promise.resolve(),
});

const echo = (text: string, cost: number, signal?: AbortSignal) =>
  within(work(cost, signal), () => pool.run({ kind: 'echo', text }));

test('of those who wait the cheapest work goes first, and every sixteenth turn is the eldest’s', async () => {
  open({ mostWaiting: 30 });
  const gate = hold();
  const done: number[] = [];
  const cheap = Array.from({ length: 20 }, (_, index) => 20 - index);
  const asked = [900, ...cheap].map((cost) =>
    echo(String(cost), cost).then((text) => void done.push(Number(text))),
  );
  await gate.open();
  await Promise.all(asked);
  const inOrder = cheap.toReversed();
  // The one that held the thread was the first of sixteen turns.
  expect(done).toEqual([...inOrder.slice(0, 14), 900, ...inOrder.slice(14)]);
});

test('a job whose readers have gone is never begun, and one that has begun is answered', async () => {
  open();
  const gate = hold();
  const reader = new AbortController();
  const left = echo('left', 1, reader.signal);
  const stayed = echo('stayed', 1);
  reader.abort(new ProblemError(503, 'busy'));
  await expect(left).rejects.toMatchObject({ code: 'busy' });
  await expect(echo('late', 1, reader.signal)).rejects.toMatchObject({ code: 'busy' });
  expect(await gate.open()).toBe('held');
  expect(await stayed).toBe('stayed');
});

test('more than may wait are told when to come back', async () => {
  open({ mostWaiting: 1 });
  const gate = hold();
  const waits = echo('waits', 1);
  const refused = await echo('refused', 1).catch((error: unknown) => error);
  expect(refused).toMatchObject({ status: 503, code: 'busy', headers: { 'Retry-After': '5' } });
  await gate.open();
  expect(await waits).toBe('waits');
});

const badly = ['fail', 'swell', 'exit'] as const;
test.each(badly.flatMap((kind) => [true, false].map((inProcesses) => ({ kind, inProcesses }))))(
  'a job that ends badly ($kind, in processes: $inProcesses) costs itself, and neither the server nor the next job',
  async ({ kind, inProcesses }) => {
    open({ inProcesses, limits: { oldMb: 24, youngMb: 4 } });
    const bad = pool.run({ kind });
    const next = pool.run({ kind: 'echo', text: 'next' });
    await expect(bad).rejects.toThrow(ThreadError);
    expect(await next).toBe('next');
  },
);

test('a job that takes too long is given up, and the next is done in a new thread', async () => {
  open({ deadlineMs: 3000 });
  const gate = new Int32Array(new SharedArrayBuffer(4));
  await expect(pool.run({ kind: 'hold', gate })).rejects.toThrow(ThreadError);
  expect(await pool.run({ kind: 'echo', text: 'next' })).toBe('next');
});

test('a thread that has nothing to do ends, and another starts when there is', async () => {
  open({ idleMs: 1 });
  expect(await pool.run({ kind: 'echo', text: 'one' })).toBe('one');
  await expect.poll(() => pool.size()).toBe(0);
  expect(await pool.run({ kind: 'echo', text: 'two' })).toBe('two');
});
