import { expect, test, vi } from 'vitest';
import { drawChart } from '../../../server/charts/draw-chart.ts';
import { within } from '../../../server/work.ts';

const { pools } = vi.hoisted(() => ({ pools: [] as { readonly finish: () => void }[][] }));

/** Pools whose jobs end when the test says so. */
vi.mock('../../../server/threads/thread-pool.ts', () => ({
  createThreadPool: () => {
    const jobs: { readonly finish: () => void }[] = [];
    pools.push(jobs);
    const run = () =>
      new Promise((resolve) => {
        jobs.push({ finish: () => resolve({ svg: '<svg/>', points: [] }) });
      });
    return { run, warm: () => undefined, size: () => 1, close: () => Promise.resolve() };
  },
}));

const draw = (cost: number) => {
  const { signal } = new AbortController();
  const work = { signal, cost: () => cost, claim: () => Promise.resolve() };
  return within(work, () => drawChart({ mark: 'bar' } as never));
};

test('a small chart waits for no large one, and a spare thread is taken only for that', async () => {
  const alone = draw(10);
  expect(pools.map((jobs) => jobs.length)).toEqual([1]);
  const large = draw(1000);
  const small = draw(10);
  expect(pools.map((jobs) => jobs.length)).toEqual([2, 1]);
  for (const { finish } of pools.flat()) finish();
  await Promise.all([alone, large, small]);
  void draw(10);
  expect(pools.map((jobs) => jobs.length)).toEqual([3, 1]);
});
