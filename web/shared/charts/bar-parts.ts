import type { ChartPoint } from '../figure/figure.ts';
import { chartText } from '../text/chart.ts';
import { markData, pointsLayer, type Frame } from './frame.ts';
import { asIs, pixel, tenth, type Layer, type RuleRow, type TextRow } from './layer.ts';
import { linear } from './scale.ts';
import { textWidth } from './text-width.ts';

/** One bar with its place; `value` null is told in words instead. */
export interface BarRow {
  readonly point: ChartPoint;
  readonly top: number;
  readonly height: number;
  readonly fill: string;
  readonly stroke: string;
  readonly dash: readonly number[];
  readonly textColor: string;
  readonly strong: boolean;
}

export interface BarScale {
  readonly domain: readonly [number, number];
  readonly range: readonly [number, number];
  readonly zero: number;
  readonly toPixel: (value: number) => number;
}

const gap = 7;
const outline = 1.5;

/** From zero to the extremes, with room for the longest value label on the sides that need one. */
export function barScale(
  points: readonly ChartPoint[],
  left: number,
  { right, sizes }: Frame,
): BarScale {
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const domain = [low, low === high ? 1 : high] as const;
  const room = labelRoom(points, sizes);
  const range = [tenth(left + room.before), tenth(right - room.after)] as const;
  const toPixel = linear(domain, range);
  return { domain, range, zero: tenth(toPixel(0)), toPixel };
}

/** Pixels that the value labels need before (negative values) and after the bars. */
export function labelRoom(
  points: readonly ChartPoint[],
  { label: size }: Frame['sizes'],
): { readonly before: number; readonly after: number } {
  const room = (texts: readonly string[]) =>
    Math.max(0, ...texts.map((text) => textWidth(text, { size, weight: 'semibold' }) + gap));
  const texts = (side: (value: number) => boolean) =>
    points.flatMap(({ value, label }) => (value !== null && side(value) ? [label] : []));
  return {
    before: room(texts((value) => value < 0)),
    after: room([...texts((value) => value >= 0), chartText.missing]),
  };
}

/** The bars themselves: the layer that carries the chart's data. */
export function barLayer(rows: readonly BarRow[], { domain, range }: BarScale): Layer {
  return {
    name: pointsLayer,
    data: {
      values: rows
        .filter(({ point }) => point.value !== null)
        .map(({ point, top, height, fill, stroke, dash }) => ({
          ...markData(point),
          value: point.value,
          top: tenth(top + outline / 2),
          bottom: tenth(top + height - outline / 2),
          fill,
          stroke,
          dash,
        })),
    },
    mark: { type: 'bar', orient: 'horizontal', strokeWidth: outline },
    encoding: {
      x: {
        field: 'value',
        type: 'quantitative',
        scale: { domain: [...domain], range: [...range], nice: false, zero: false },
        axis: null,
      },
      x2: { datum: 0 },
      y: pixel('top'),
      y2: { field: 'bottom' },
      fill: asIs('fill'),
      stroke: asIs('stroke'),
      strokeDash: asIs('dash'),
    },
  };
}

/** The line at zero: along all rows, or beside each where names stand between them. */
export function zeroRules(
  rows: readonly Pick<BarRow, 'top' | 'height'>[],
  { zero }: BarScale,
  { above, color }: { readonly above: boolean; readonly color: string },
): RuleRow[] {
  const first = rows[0];
  const last = rows.at(-1);
  if (first === undefined || last === undefined) return [];
  const line = { x: zero, x2: zero, color };
  return above
    ? rows.map(({ top, height }) => ({ ...line, y: top - 1, y2: top + height + 1 }))
    : [{ ...line, y: first.top - 2, y2: last.top + last.height + 3 }];
}

/** The value at the end of its bar, on the side it grows towards; `saknas` where there is none. */
export function valueText(row: BarRow, scale: BarScale, { colors, sizes }: Frame): TextRow {
  const { value, label } = row.point;
  const style = { size: sizes.label, y: row.top + row.height / 2 };
  if (value === null)
    return { ...style, x: scale.zero + gap, text: chartText.missing, color: colors.soft };
  return {
    ...style,
    x: scale.toPixel(value) + (value < 0 ? -gap : gap),
    text: label,
    align: value < 0 ? 'right' : 'left',
    color: row.textColor,
    weight: row.strong ? 'semibold' : 'regular',
  };
}
