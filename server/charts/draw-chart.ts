import type { TopLevelSpec } from 'vega-lite';

/**
 * `renderChart`, with Vega loaded by the first who draws: it takes a third of the time that the
 * whole server takes to load, and answers of data need none of it.
 */
export async function drawChart(spec: TopLevelSpec): Promise<string> {
  const { renderChart } = await renderer();
  const drawn = last.then(breathe).then(() => renderChart(spec));
  last = drawn.catch(() => undefined);
  return drawn;
}

/** One drawing after another, so that other requests have their turn between any two. */
let last: Promise<unknown> = Promise.resolve();

function breathe(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** Loads what drawing needs, for one who knows that somebody soon will draw. */
export const renderer = () => import('../../web/shared/charts/render-chart.ts');
