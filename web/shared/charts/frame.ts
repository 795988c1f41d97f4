import type { ChartPoint } from '../figure/figure.ts';
import type { Layer } from './layer.ts';
import type { Colors } from './palette.ts';

/** The room a kind of chart may draw in, in pixels of the chart's own box. */
export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly colors: Colors;
  readonly sizes: Sizes;
}

export interface Sizes {
  /** Names and values. */
  readonly label: number;
  /** Ticks and notes in the chart. */
  readonly small: number;
  /** From one line of label text to the next. */
  readonly line: number;
}

/** What a kind of chart answers: its layers, and where it ends. */
export interface Drawing {
  readonly layers: readonly Layer[];
  readonly bottom: number;
}

/** The layer whose marks are the chart's values; tooltips and focus rings are placed by it. */
export const pointsLayer = 'points';

export function sizesFor(width: number): Sizes {
  return width < 400 ? { label: 13, small: 12, line: 16 } : { label: 14, small: 13, line: 18 };
}

/** What a mark carries for interaction: fixed field names, whatever Kolada calls things. */
export function markData({ area, year, gender, label, name }: ChartPoint) {
  return { area, year, gender, label: `${name} ${label}` };
}

/**
 * Riket and groups of kommuner are read against, not ranked with, the others; so is a region
 * when kommuner are shown.
 */
export function referenceAreas(points: readonly ChartPoint[]): ReadonlySet<string> {
  const areas = [...new Set(points.map(({ area }) => area))];
  const hasMunicipality = areas.some((area) => /^(?!00)\d{4}$/.test(area));
  return new Set(
    areas.filter(
      (area) =>
        area === '0000' || area.startsWith('G') || (hasMunicipality && area.startsWith('00')),
    ),
  );
}
