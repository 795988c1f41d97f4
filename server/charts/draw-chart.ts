import type { TopLevelSpec } from 'vega-lite';
import type { PlacedPoint, RenderedChart } from '../../web/shared/charts/render-chart.ts';
import { createThreadPool, type ThreadPool } from '../threads/thread-pool.ts';
import { currentWork, isLarge } from '../work.ts';
import type { ChartJob } from './chart-worker.ts';

/**
 * `renderChart`, in a thread of its own that is shared by the whole process: neither does anybody
 * wait while Vega draws, nor does the process end when a drawing takes too much memory.
 * @throws {ProblemError} 503 `busy` @throws {ThreadError}
 */
export async function drawChart(spec: TopLevelSpec): Promise<string> {
  return (await draw(spec, false)).svg;
}

/**
 * Where each value of a chart stands when it is drawn.
 * @throws {ProblemError} 503 `busy` @throws {ThreadError}
 */
export async function placeChart(spec: TopLevelSpec): Promise<readonly PlacedPoint[]> {
  return (await draw(spec, true)).points;
}

/** Loads what drawing needs, for one who knows that somebody soon will draw. */
export function warmRenderer(): void {
  drawingThread().warm();
}

/** Of jobs that large works have given and still wait for. */
let large = 0;

async function draw(spec: TopLevelSpec, withPoints: boolean): Promise<RenderedChart> {
  const job = { spec: JSON.stringify(spec), withPoints };
  if (!isLarge(currentWork())) return (large > 0 ? spareThread() : drawingThread()).run(job);
  large += 1;
  try {
    return await drawingThread().run(job);
  } finally {
    large -= 1;
  }
}

const script = new URL('chart-worker.ts', import.meta.url);
const common = { script, threads: 1, mostWaiting: 1000, deadlineMs: 20_000 };
let shared: ThreadPool<ChartJob, RenderedChart> | undefined;
let spare: ThreadPool<ChartJob, RenderedChart> | undefined;

/** One is enough as a rule: the largest legal chart takes a tenth of a second, and another costs 40 MB. */
function drawingThread(): ThreadPool<ChartJob, RenderedChart> {
  shared ??= createThreadPool({ ...common, limits: { oldMb: 128, youngMb: 12 } });
  return shared;
}

/** For small charts while large ones are drawn; behind those each would wait for a tenth of a second. */
function spareThread(): ThreadPool<ChartJob, RenderedChart> {
  spare ??= createThreadPool({ ...common, limits: { oldMb: 64, youngMb: 3 }, idleMs: 5000 });
  return spare;
}
