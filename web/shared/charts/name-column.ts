import type { ChartPoint } from '../figure/figure.ts';
import type { Frame } from './frame.ts';
import type { TextRow } from './layer.ts';
import { shorten, textWidth } from './text-width.ts';

export interface NameColumn {
  /** Names stand on a line of their own above their row. */
  readonly above: boolean;
  readonly width: number;
  readonly plotLeft: number;
  /** Right edge of names that stand beside their row. */
  readonly right: number;
}

export const nameGap = 8;
/** A plot narrower than this share of the width puts the names above the rows instead. */
const leastPlotShare = 0.32;

/**
 * Names to the left of the rows, or above them where too little would be left for the plot.
 * @param room pixels taken between names and plot (`before`) and inside the plot by labels (`plot`)
 */
export function nameColumn(
  points: readonly Pick<ChartPoint, 'name'>[],
  { left, right, sizes }: Frame,
  room: { readonly before: number; readonly plot: number },
): NameColumn {
  const width = right - left;
  const style = { size: sizes.label, weight: 'semibold' } as const;
  const widest = Math.ceil(Math.max(...points.map(({ name }) => textWidth(name, style)))) + 1;
  const plot = width - widest - nameGap - room.before - room.plot;
  if (plot < width * leastPlotShare)
    return { above: true, width, plotLeft: left + room.before + 1, right };
  return {
    above: false,
    width: widest,
    plotLeft: left + widest + nameGap + room.before,
    right: left + widest,
  };
}

/** The name of a row `top` to `top + height`; the own kommun's is strong. */
export function nameText(
  row: {
    readonly point: Pick<ChartPoint, 'name'>;
    readonly top: number;
    readonly height: number;
    readonly strong: boolean;
  },
  { above, width, right }: NameColumn,
  { left, colors, sizes }: Frame,
): TextRow {
  const style = {
    size: sizes.label,
    weight: row.strong ? ('semibold' as const) : ('regular' as const),
    color: row.strong ? colors.focus : colors.ink,
    text: shorten(row.point.name, width, { size: sizes.label, weight: 'semibold' }),
  };
  return above
    ? { ...style, x: left, y: row.top - sizes.line / 2 - 1 }
    : { ...style, x: right, y: row.top + row.height / 2, align: 'right' };
}
