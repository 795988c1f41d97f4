import type { Frame } from './frame.ts';
import type { RuleRow, TextRow } from './layer.ts';
import { endLabelLines, pushApart } from './line-labels.ts';
import { mostColored, type Series } from './line-series.ts';

interface Plot {
  readonly toX: (year: number) => number;
  readonly toY: (value: number) => number;
  readonly top: number;
  readonly bottom: number;
  readonly plotRight: number;
}

/** The names and last values at the lines' ends. */
export interface EndLabels {
  /** Pixels to the right of the plot. */
  readonly width: number;
  readonly heights: readonly number[];
  readonly place: (plot: Plot) => {
    readonly texts: readonly TextRow[];
    readonly leaders: readonly RuleRow[];
    readonly bottom: number;
  };
}

/** As many labels as a tall plot has room for; the rest are named in the table. */
export const mostLabels = 36;
const labelGap = 18;

/** @param series in drawing order; @param span first and last year drawn */
export function endLabels(
  series: readonly Series[],
  [, lastYear]: readonly [number, number],
  frame: Frame,
): EndLabels {
  const shown = labelled(series);
  const texts = shown.map(({ name, last }) =>
    last.year === lastYear ? `${name} ${last.label}` : `${name} ${last.label} (${last.year})`,
  );
  const { lines, width } = endLabelLines(texts, frame);
  const lineHeight = shown.length > mostColored ? frame.sizes.line - 1 : frame.sizes.line;
  const heights = lines.map((block) => block.length * lineHeight + (block.length > 1 ? 4 : 1));
  return {
    width: width + labelGap,
    heights,
    place: ({ toX, toY, top, bottom, plotRight }) => {
      const targets = shown.map(({ last }) => toY(last.value));
      const middles = pushApart(
        shown.map((_, i) => ({ target: targets[i] ?? 0, height: heights[i] ?? 0 })),
        { top: top - 8, bottom: bottom + 8 },
      );
      const rows = shown.flatMap((one, i) =>
        (lines[i] ?? []).map((text, row): TextRow => {
          const first = (middles[i] ?? 0) - (((lines[i]?.length ?? 1) - 1) * lineHeight) / 2;
          return {
            x: plotRight + labelGap,
            y: first + row * lineHeight,
            text,
            size: frame.sizes.label,
            color: frame.colors[one.textColor],
            weight: one.isFocus ? 'semibold' : 'regular',
          };
        }),
      );
      const leaders = shown.flatMap((one, i): RuleRow[] => {
        const [from, to] = [targets[i] ?? 0, middles[i] ?? 0];
        if (one.last.year !== lastYear || Math.abs(to - from) < 4) return [];
        const color = frame.colors[one.color];
        return [{ x: toX(lastYear) + 5, y: from, x2: plotRight + labelGap - 4, y2: to, color }];
      });
      const last = Math.max(0, ...rows.map(({ y }) => y)) + lineHeight / 2;
      return { texts: rows, leaders, bottom: last };
    },
  };
}

/** The own kommun, those drawn apart, the highest and the lowest first; then evenly by value. */
function labelled(series: readonly Series[]): readonly Series[] {
  if (series.length <= mostLabels) return series;
  const byValue = series.toSorted((a, b) => a.last.value - b.last.value);
  const kept = new Set(series.filter(({ isFocus, color }) => isFocus || color !== 'other'));
  const step = (byValue.length - 1) / (mostLabels - kept.size - 1);
  for (let i = 0; kept.size < mostLabels && i * step <= byValue.length - 1; i++) {
    const one = byValue[Math.round(i * step)];
    if (one !== undefined) kept.add(one);
  }
  return series.filter((one) => kept.has(one));
}
