import type { Figure } from '../../web/shared/figure/figure.ts';
import type { ReportPicture } from './report-docx.ts';

/** Placeholder until the PNG renderer stands. */
export async function drawPicture(figure: Figure): Promise<ReportPicture | undefined> {
  return Promise.resolve(figure.chart === undefined ? undefined : undefined);
}
