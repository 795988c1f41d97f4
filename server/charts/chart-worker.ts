import type { TopLevelSpec } from 'vega-lite';
import {
  renderChart,
  renderChartWithPoints,
  type RenderedChart,
} from '../../web/shared/charts/render-chart.ts';
import { answerJobs } from '../threads/answer-jobs.ts';

/** One chart to draw. */
export interface ChartJob {
  /** JSON, which goes over to the thread many times faster than the objects it describes. */
  readonly spec: string;
  /** Where the values stand is more than the drawing itself, and seldom asked for. */
  readonly withPoints: boolean;
}

/** A lull in which nobody is kept waiting by what follows. */
const lullMs = 5000;

const tidying = setTimeout(() => globalThis.gc?.(), lullMs).unref();

answerJobs<ChartJob, RenderedChart>(
  async ({ spec, withPoints }) => {
    const described: TopLevelSpec = JSON.parse(spec);
    if (withPoints) return { done: await renderChartWithPoints(described) };
    return { done: { svg: await renderChart(described), points: [] } };
  },
  // V8 keeps what it has grown to, until somebody asks for more; here nobody may for hours.
  () => void tidying.refresh(),
);
