import type { TopLevelSpec } from 'vega-lite';

import type { ChartInput } from '../figure/figure.ts';
import { drawBars } from './bar.ts';
import { sizesFor, type Drawing, type Frame } from './frame.ts';
import { drawGenderGap } from './gender-gap.ts';
import { drawGroupedBars, isGrouped } from './grouped-bar.ts';
import { drawLines } from './line.ts';
import { chartColors, type Palette } from './palette.ts';
import { pictureFooter, pictureHeader, type PictureText } from './picture-text.ts';
import { drawScatter } from './scatter.ts';
import { drawSpread } from './spread.ts';

export interface ChartOptions {
  /** Pixels; all charts are legible from 280 to 1600. */
  readonly width: number;
  readonly palette: Palette;
  /** Written inside the picture, when it must stand alone. */
  readonly picture?: PictureText;
}

export const fontFamily = "'Source Sans 3', sans-serif";
const pictureMargin = { narrow: 12, wide: 24 } as const;

/**
 * The chart as Vega-Lite, laid out for exactly this width; its height follows from what it holds.
 * Pure: the same input gives the same specification on server and in browser.
 * Undefined when there is nothing to draw (no value at all).
 */
export function chartSpec(input: ChartInput, options: ChartOptions): TopLevelSpec | undefined {
  const { width, palette, picture } = options;
  if (!input.points.some(({ value }) => value !== null)) return undefined;
  const colors = chartColors(palette);
  const margin =
    picture === undefined ? 0 : width < 480 ? pictureMargin.narrow : pictureMargin.wide;
  const base = { left: margin, right: width - margin, colors, sizes: sizesFor(width) };
  const header = picture && pictureHeader(picture, { ...base, top: margin });
  const body = draw(input, { ...base, top: header?.bottom ?? 2 });
  if (body === undefined) return undefined;
  const footer = picture && pictureFooter(picture, { ...base, top: body.bottom });
  const height = Math.ceil(footer === undefined ? body.bottom : footer.bottom + margin);
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width,
    height,
    padding: 0,
    autosize: { type: 'none' },
    ...(picture === undefined ? {} : { background: colors.paper }),
    config: {
      aria: false,
      font: fontFamily,
      view: { stroke: null },
      mark: { aria: false, tooltip: null },
    },
    layer: [...(header?.layers ?? []), ...body.layers, ...(footer?.layers ?? [])],
  };
}

function draw(input: ChartInput, frame: Frame): Drawing | undefined {
  switch (input.view) {
    case 'linje':
      return drawLines(input, frame);
    case 'samband':
      return drawScatter(input, frame);
    case 'spridning':
      return drawSpread(input, frame);
    case 'kon':
      return drawGenderGap(input, frame);
    case 'stapel':
      return isGrouped(input.points) ? drawGroupedBars(input, frame) : drawBars(input, frame);
  }
}
