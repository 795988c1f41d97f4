import type { ComparisonAnswer } from '../../web/shared/api.ts';
import { chartSpec } from '../../web/shared/charts/chart-spec.ts';
import type { FigureContext } from '../../web/shared/figure/figure-context.ts';
import { chartWidths, isWide } from '../../web/shared/figure/figure-html.ts';
import { figurePageInSteps } from '../../web/shared/figure/figure-page.ts';
import type { Figure, FigurePage } from '../../web/shared/figure/figure.ts';
import { withoutEmptyPages } from '../../web/shared/figure/offline-links.ts';
import { drawChart } from '../charts/draw-chart.ts';
import { answerComparison } from '../http/comparison-answer.ts';
import { costOf } from '../http/comparison-cost.ts';
import { figureContext } from '../http/figure-context.ts';
import type { ReadComparison } from '../http/read-comparison.ts';
import type { Services } from '../http/services.ts';
import { claim, createBreather } from '../work.ts';
import { inventedHtml } from '../../web/shared/figure/status-html.ts';
import { readAssets, type Assets } from './assets.ts';

/** A comparison with all that can be said and drawn of it. */
export interface ComposedComparison {
  readonly read: ReadComparison;
  readonly answer: ComparisonAnswer;
  readonly context: FigureContext;
  readonly page: FigurePage;
}

/** A chart for a wide and for a narrow column; both absent where there is nothing to draw. */
export interface DrawnFigure {
  readonly svg?: string;
  readonly narrowSvg?: string;
}

/**
 * From an address that has been read to answer, findings and figures, when it is its turn.
 * @param drawings that will be made of each figure
 * @throws {ProblemError} 503 `busy` @throws {ReaderGoneError}
 */
export async function composeComparison(
  services: Services,
  read: ReadComparison,
  drawings: number,
): Promise<ComposedComparison> {
  await claim(costOf(read.comparison, drawings));
  const answer = await answerComparison(services, read);
  const context = await figureContext(services, read.comparison, answer);
  const breathe = createBreather();
  const steps = figurePageInSteps(answer, context);
  let step = steps.next();
  while (step.done !== true) {
    await breathe();
    step = steps.next();
  }
  return { read, answer, context, page: step.value };
}

/**
 * The chart in both widths, in the page's own colours.
 * @param wide width in pixels of the wide drawing; by default what the dashboard's card has room for
 */
export async function drawFigure(
  figure: Figure,
  wide: number = isWide(figure) ? chartWidths.full : chartWidths.half,
): Promise<DrawnFigure> {
  const { chart } = figure;
  if (chart === undefined) return {};
  const draw = async (width: number) => {
    const spec = chartSpec(chart, { width, palette: 'page' });
    return spec === undefined ? undefined : drawChart(spec);
  };
  // Both at once, so that behind a large drawing of somebody else's they wait for it only once.
  const [svg, narrowSvg] = await Promise.all([draw(wide), draw(chartWidths.narrow)]);
  return svg === undefined || narrowSvg === undefined ? {} : { svg, narrowSvg };
}

/** Reads the built front end once, when first asked for. */
export function createAssetReader(webRoot: string): () => Promise<Assets> {
  let assets: Promise<Assets> | undefined;
  return () => (assets ??= readAssets(webRoot));
}

/**
 * The template for pages that do not tell themselves where their figures are from: while the
 * newest release is simulated, every one of them says so above all else.
 */
export function createTemplateReader({
  webRoot,
  store,
}: Pick<Services, 'webRoot' | 'store'>): () => Promise<string> {
  const assets = createAssetReader(webRoot);
  return async () => {
    const { source } = store.release();
    const template = withoutEmptyPages((await assets()).template, source);
    return source === 'simulated' ? template.replace('<!--banner-->', inventedHtml()) : template;
  };
}
