import {
  chartWidths,
  figureHtml,
  figureIdPrefix,
  isWide,
} from '../../web/shared/figure/figure-html.ts';
import type { Figure } from '../../web/shared/figure/figure.ts';
import { withQuery } from '../../web/shared/figure/links.ts';
import { listQueryProblems } from '../../web/shared/text/problem.ts';
import type { ReadComparison } from '../http/read-comparison.ts';
import type { Services } from '../http/services.ts';
import { createBreather } from '../work.ts';
import { embedPage } from './embed-page.ts';
import { composeComparison, drawFigure } from './page-tools.ts';

/** What most sites give a frame in their text column, in pixels. */
const columnWidth = 680;

/** Width in pixels that an embed's wide drawing is laid out for. */
export function embedChartWidth(figure: Figure): number {
  return isWide(figure) ? columnWidth : chartWidths.half;
}

/** The embed page for one comparison. */
export async function renderEmbed(services: Services, read: ReadComparison): Promise<string> {
  const { answer, page } = await composeComparison(services, read, 2);
  const alone = page.figures.length === 1;
  const figures: string[] = [];
  const breathe = createBreather();
  for (const [i, figure] of page.figures.entries()) {
    await breathe();
    const drawn = await drawFigure(figure, embedChartWidth(figure));
    const headingLevel = alone ? 1 : 2;
    const idPrefix = figureIdPrefix(i);
    figures.push(figureHtml(figure, { ...drawn, headingLevel, idPrefix, tableOpen: true }));
  }
  const origin = services.origin();
  const embedUrl = `${origin}${withQuery('/inbaddat', read.canonical)}`;
  return embedPage({
    page,
    answer,
    figures,
    problems: listQueryProblems(read.problems),
    comparisonHref: withQuery('/jamfor', read.canonical),
    oembedUrl: `${origin}/oembed?url=${encodeURIComponent(embedUrl)}`,
  });
}
