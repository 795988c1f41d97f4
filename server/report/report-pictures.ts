import { chartSpec } from '../../web/shared/charts/chart-spec.ts';
import { sizedSvg } from '../../web/shared/figure/figure-html.ts';
import type { Figure } from '../../web/shared/figure/figure.ts';
import { drawChart } from '../charts/draw-chart.ts';
import { pngPicture } from '../charts/png-picture.ts';
import type { ReportPicture } from './report-docx.ts';

/** The text width of an A4 page with 25 mm margins, in 1/96 inch. */
export const paperWidth = 604;

/** A printer shows text at three times its size without its edges being seen; for much text, two will do. */
const scale = { usual: 3, tall: 2 } as const;
const tallPx = 500;

/**
 * A figure's chart for paper: without heading and source, which the document has as text.
 * @returns undefined where there is nothing to draw
 * @throws {ProblemError} 503 `busy` @throws {ThreadError}
 */
export async function drawPicture({ chart }: Figure): Promise<ReportPicture | undefined> {
  const spec = chart && chartSpec(chart, { width: paperWidth, palette: 'print' });
  if (spec === undefined) return undefined;
  const svg = await drawChart({ ...spec, background: '#ffffff' });
  const height = Number(/viewBox="[\d.]+ [\d.]+ [\d.]+ ([\d.]+)"/.exec(svg)?.[1] ?? 0);
  return {
    png: await pngPicture(sizedSvg(svg), height > tallPx ? scale.tall : scale.usual),
    width: paperWidth,
    height,
  };
}
