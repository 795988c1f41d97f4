import type { TopLevelSpec } from 'vega-lite';

import type { TextStyle } from './text-width.ts';

/** One Vega-Lite layer. Positions without a scale are pixels in the chart's own box. */
export type Layer = Extract<TopLevelSpec, { layer: unknown }>['layer'][number];

/** A piece of text; `y` is the middle of its line. */
export interface TextRow extends TextStyle {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly color: string;
  readonly align?: 'left' | 'right' | 'center';
  /** Paper colour drawn behind the letters where they may cross a line. */
  readonly halo?: string;
}

export interface RuleRow {
  readonly x: number;
  readonly y: number;
  readonly x2: number;
  readonly y2: number;
  readonly color: string;
  readonly width?: number;
  readonly dash?: readonly number[];
}

export interface RectRow {
  readonly x: number;
  readonly y: number;
  readonly x2: number;
  readonly y2: number;
  readonly color: string;
}

/** A field that already is a pixel, a colour, a dash or a shape. */
export const asIs = (field: string) => ({ field, type: 'nominal', scale: null }) as const;
/** A field that already is a size or a width. */
export const asNumber = (field: string) => ({ field, type: 'quantitative', scale: null }) as const;
export const pixel = (field: string) =>
  ({ field, type: 'quantitative', scale: null, axis: null }) as const;

/** Texts in as few layers as their styles allow (weight and alignment are not encodable). */
export function textLayers(rows: readonly TextRow[]): Layer[] {
  const haloed = rows.filter(({ halo }) => halo !== undefined);
  return [...groups(haloed, true), ...groups(rows, false)];
}

export function ruleLayer(rows: readonly RuleRow[]): Layer[] {
  if (rows.length === 0) return [];
  const values = rows.map(({ width = 1, dash = [], ...row }) => ({ ...rounded(row), width, dash }));
  return [
    {
      data: { values },
      mark: { type: 'rule' },
      encoding: {
        x: pixel('x'),
        y: pixel('y'),
        x2: { field: 'x2' },
        y2: { field: 'y2' },
        stroke: asIs('color'),
        strokeWidth: asNumber('width'),
        strokeDash: asIs('dash'),
      },
    },
  ];
}

export function rectLayer(rows: readonly RectRow[]): Layer[] {
  if (rows.length === 0) return [];
  return [
    {
      data: { values: rows.map(rounded) },
      mark: { type: 'rect' },
      encoding: {
        x: pixel('x'),
        y: pixel('y'),
        x2: { field: 'x2' },
        y2: { field: 'y2' },
        fill: asIs('color'),
      },
    },
  ];
}

/** Names come from outside: control characters would break the SVG, line breaks the layout. */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029\ufffe\uffff]+/gu, ' ')
    .trim();
}

/** Pixels to a tenth: stable snapshots, smaller pictures. */
export function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

function styleKey({ weight = 'regular', align = 'left' }: TextRow): string {
  return `${weight} ${align}`;
}

function groups(rows: readonly TextRow[], asHalo: boolean): Layer[] {
  const byStyle = Map.groupBy(rows, styleKey);
  return [...byStyle.values()].map((group): Layer => {
    const { weight = 'regular', align = 'left' } = group[0] ?? {};
    return {
      data: {
        values: group.map(({ x, y, text, color, size, halo }) => ({
          ...rounded({ x, y }),
          text: cleanText(text),
          size,
          color: asHalo ? (halo ?? color) : color,
        })),
      },
      mark: {
        type: 'text',
        align,
        baseline: 'middle',
        fontWeight: weight === 'semibold' ? 600 : 400,
        ...(asHalo ? { strokeWidth: 4, strokeJoin: 'round' as const } : {}),
      },
      encoding: {
        x: pixel('x'),
        y: pixel('y'),
        text: { field: 'text', type: 'nominal' },
        size: asNumber('size'),
        color: asIs('color'),
        ...(asHalo ? { stroke: asIs('color') } : {}),
      },
    };
  });
}

function rounded<Row extends object>(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key,
      typeof value === 'number' ? tenth(value) : value,
    ]),
  ) as Row;
}
