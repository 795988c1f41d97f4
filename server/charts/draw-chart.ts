import type { TopLevelSpec } from 'vega-lite';
import type { PlacedPoint, RenderedChart } from '../../web/shared/charts/render-chart.ts';
import { createThreadPool, type ThreadPool } from '../threads/thread-pool.ts';
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

function draw(spec: TopLevelSpec, withPoints: boolean): Promise<RenderedChart> {
  return drawingThread().run({ spec: JSON.stringify(spec), withPoints });
}

let shared: ThreadPool<ChartJob, RenderedChart> | undefined;

/** One is enough: the largest legal chart takes a tenth of a second, and another costs 50 MB. */
function drawingThread(): ThreadPool<ChartJob, RenderedChart> {
  shared ??= createThreadPool({
    script: new URL('chart-worker.ts', import.meta.url),
    threads: 1,
    mostWaiting: 1000,
    deadlineMs: 20_000,
    limits: { oldMb: 128, youngMb: 12 },
  });
  return shared;
}
