import type { ChartInput } from '../figure/figure.ts';
import { chartText } from '../text/chart.ts';
import { formatValue } from '../text/number.ts';
import type { Frame } from './frame.ts';
import type { RuleRow, TextRow } from './layer.ts';
import type { Box } from './place-names.ts';
import type { Axis } from './scale.ts';
import type { ScatterPair } from './scatter-pairs.ts';
import { textWidth } from './text-width.ts';

/** Where a scatter plot is drawn, and how its values become pixels. */
export interface Plot {
  readonly x: Axis;
  readonly y: Axis;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly toX: (value: number) => number;
  readonly toY: (value: number) => number;
}

export interface Place {
  readonly plot: Plot;
  readonly frame: Frame;
}

/** Above the plot, where the median of the first measure is written. */
export const medianLane = 18;
export const radius = { own: 7, other: 5 } as const;

/** Dotted lines at the medians; few areas have no middle, and then none are given. */
export function medianMarks(
  pairs: readonly ScatterPair[],
  input: ChartInput,
  { plot, frame }: Place,
): { rules: readonly RuleRow[]; texts: readonly TextRow[]; boxes: readonly Box[] } {
  if (input.medians === undefined) return { rules: [], texts: [], boxes: [] };
  const { first: x, second: y } = input.medians;
  const line = { color: frame.colors.soft, dash: [2, 3] };
  const texts = [
    besideLine(`${chartText.median} ${formatValue(x, input.unit)}`, plot.toX(x), { plot, frame }),
    aboveLine(`${chartText.median} ${formatValue(y, input.secondUnit ?? '')}`, plot.toY(y), {
      plot,
      frame,
      marks: pairs.map((pair) => ({ x: plot.toX(pair.x), y: plot.toY(pair.y) })),
    }),
  ];
  return {
    rules: [
      { ...line, x: plot.toX(x), x2: plot.toX(x), y: plot.top - medianLane, y2: plot.bottom },
      { ...line, x: plot.left, x2: plot.right, y: plot.toY(y), y2: plot.toY(y) },
    ],
    texts,
    boxes: texts.map(textBox),
  };
}

/** In the lane above the plot, to the right of its line unless it would be cut. */
function besideLine(text: string, x: number, { plot, frame: { colors, sizes } }: Place): TextRow {
  const style = { size: sizes.small, color: colors.soft };
  const fits = x + 5 + textWidth(text, style) <= plot.right;
  return {
    ...style,
    text,
    x: fits ? x + 5 : x - 5,
    y: plot.top - medianLane / 2 - 2,
    align: fits ? 'left' : 'right',
  };
}

/** Over or under its line, at the end where it meets no mark. */
function aboveLine(
  text: string,
  y: number,
  { plot, frame, marks }: Place & { readonly marks: readonly { x: number; y: number }[] },
): TextRow {
  const { colors, sizes } = frame;
  const away = sizes.small * 0.75;
  const base = { size: sizes.small, color: colors.soft, halo: colors.paper, text };
  const places = (['right', 'left'] as const).flatMap((align) =>
    [-away, away].map((dy): TextRow => ({
      ...base,
      align,
      x: align === 'right' ? plot.right - 4 : plot.left + 4,
      y: y + dy,
    })),
  );
  const isFree = (row: TextRow) => {
    const box = textBox(row);
    const inPlot = box.top > plot.top && box.bottom < plot.bottom;
    return inPlot && !marks.some((mark) => holds(box, mark, radius.own + 2));
  };
  return places.find(isFree) ?? places[0] ?? { ...base, x: plot.left, y };
}

function textBox(row: TextRow): Box {
  const width = textWidth(row.text, row);
  const left = row.align === 'right' ? row.x - width : row.x;
  return { left, right: left + width, top: row.y - row.size / 2, bottom: row.y + row.size / 2 };
}

function holds(box: Box, { x, y }: { x: number; y: number }, margin: number): boolean {
  return (
    x > box.left - margin &&
    x < box.right + margin &&
    y > box.top - margin &&
    y < box.bottom + margin
  );
}
