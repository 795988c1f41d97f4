import type { TopLevelSpec } from 'vega-lite';

import type { ChartInput } from '../figure/figure.ts';
import { drawBars } from './bar.ts';
import { sizesFor, type Drawing, type Frame } from './frame.ts';
import { drawGenderGap } from './gender-gap.ts';
import { drawGroupedBars, isGrouped } from './grouped-bar.ts';
import type { Layer } from './layer.ts';
import { drawLines } from './line.ts';
import { chartColors, type Palette } from './palette.ts';
import { pictureFooter, pictureHeader, type PictureText } from './picture-text.ts';
import { drawScatter } from './scatter.ts';
import { drawSpread } from './spread.ts';

export interface ChartOptions {
  /** Pixels; all charts are legible from 280 to 1600. */
  readonly width: number;
  readonly palette: Palette;
}

export interface PictureOptions extends ChartOptions {
  /** Written inside the picture, which must stand alone. */
  readonly picture: PictureText;
}

const fonts = {
  page: "'Source Sans 3', sans-serif",
  // A picture may be shown where our font is not: Calibri and Carlito are no wider.
  print: "'Source Sans 3', 'Source Sans Pro', Calibri, Carlito, sans-serif",
} as const;

/**
 * The chart as Vega-Lite, laid out for exactly this width; its height follows from what it holds.
 * Pure: the same input gives the same specification on server and in browser.
 * Undefined when there is nothing to draw (no value at all).
 */
export function chartSpec(input: ChartInput, options: ChartOptions): TopLevelSpec | undefined {
  const { width, palette } = options;
  const frame = { left: 0, right: width, top: 2, ...look(options) };
  const body = draw(input, frame);
  return body && toSpec(body.layers, { width, height: Math.ceil(body.bottom), palette });
}

/**
 * The chart with heading, measure and source inside, on paper. Without anything to draw (no input,
 * or no value in it) the texts stand alone.
 */
export function pictureSpec(input: ChartInput | undefined, options: PictureOptions): PictureSpec {
  const { width, palette, picture } = options;
  const margin = width < 480 ? 14 : 24;
  const base = { left: margin, right: width - margin, ...look(options) };
  const header = pictureHeader(picture, { ...base, top: margin });
  const body = input && draw(input, { ...base, top: header.bottom + 14 });
  const footer = pictureFooter(picture, { ...base, top: (body ?? header).bottom + 16 });
  const height = Math.ceil(footer.bottom + margin * 0.75);
  const layers = [...header.layers, ...(body?.layers ?? []), ...footer.layers];
  return { ...toSpec(layers, { width, height, palette }), height, background: base.colors.paper };
}

export type PictureSpec = TopLevelSpec & { readonly height: number };

function look({ width, palette }: ChartOptions) {
  return { colors: chartColors(palette), sizes: sizesFor(width) };
}

function toSpec(
  layers: readonly Layer[],
  { width, height, palette }: ChartOptions & { readonly height: number },
) {
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width,
    height,
    padding: 0,
    autosize: { type: 'none' as const },
    config: {
      aria: false,
      font: fonts[palette],
      view: { stroke: null },
      mark: { aria: false, tooltip: null },
    },
    layer: [...layers],
  };
}

function draw(input: ChartInput, frame: Frame): Drawing | undefined {
  if (!input.points.some(({ value }) => value !== null)) return undefined;
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
