import type { EmbedValues } from '../../web/shared/api.ts';
import { chartSpec } from '../../web/shared/charts/chart-spec.ts';
import type { PlacedPoint } from '../../web/shared/charts/render-chart.ts';
import { chartWidths } from '../../web/shared/figure/figure-html.ts';
import type { Figure } from '../../web/shared/figure/figure.ts';
import { placeChart } from '../charts/draw-chart.ts';
import type { ReadComparison } from '../http/read-comparison.ts';
import type { Services } from '../http/services.ts';
import { composeComparison } from './page-tools.ts';
import { embedChartWidth } from './render-embed.ts';

/** Where each value stands in the embed's drawings, for whoever points at them. */
export async function embedValues(services: Services, read: ReadComparison): Promise<EmbedValues> {
  const { page } = await composeComparison(services, read, 2);
  const charts: EmbedValues['charts'][number][] = [];
  for (const figure of page.figures) {
    if (figure.chart === undefined) continue;
    charts.push({
      wide: await pointsOf(figure, embedChartWidth(figure)),
      narrow: await pointsOf(figure, chartWidths.narrow),
    });
  }
  return { charts };
}

async function pointsOf({ chart }: Figure, width: number): Promise<readonly PlacedPoint[]> {
  const spec = chart && chartSpec(chart, { width, palette: 'page' });
  return spec === undefined ? [] : placeChart(spec);
}
