import { formatTick } from '../text/chart.ts';
import type { Frame } from './frame.ts';
import type { RuleRow, TextRow } from './layer.ts';
import type { Axis } from './scale.ts';
import { textWidth } from './text-width.ts';

/** Grid lines and tick labels of a horizontal value axis; every other label goes where they are tight. */
export function valueAxisMarks(
  axis: Axis,
  { colors, sizes }: Frame,
  place: { readonly toX: (value: number) => number; readonly top: number; readonly bottom: number },
): { readonly rules: readonly RuleRow[]; readonly texts: readonly TextRow[] } {
  const { toX, top, bottom } = place;
  const labels = axis.ticks.map((value) => formatTick(value, axis.step));
  const widest = Math.max(...labels.map((text) => textWidth(text, { size: sizes.small })));
  const distance = Math.abs(toX(axis.ticks[1] ?? 1) - toX(axis.ticks[0] ?? 0));
  const every = Math.max(1, Math.ceil((widest + 12) / Math.max(1, distance)));
  return {
    rules: axis.ticks.map((value) => ({
      x: toX(value),
      x2: toX(value),
      y: top,
      y2: bottom,
      color: value === 0 ? colors.soft : colors.rule,
    })),
    texts: axis.ticks.flatMap((value, i) =>
      i % every === 0
        ? [
            {
              x: toX(value),
              y: bottom + 14,
              text: labels[i] ?? '',
              align: 'center' as const,
              size: sizes.small,
              color: colors.soft,
            },
          ]
        : [],
    ),
  };
}
