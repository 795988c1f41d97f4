import type { ChartInput, ChartPoint } from '../figure/figure.ts';
import { orderedGroups } from './bar-order.ts';
import { barLayer, barScale, labelRoom, valueText, type BarRow } from './bar-parts.ts';
import { referenceAreas, type Drawing, type Frame } from './frame.ts';
import { ruleLayer, textLayers, type TextRow } from './layer.ts';
import { shorten, textWidth } from './text-width.ts';

const thickness = 24;
const step = 31;
const nameGap = 8;
/** A plot narrower than this share of the width puts the names above the bars instead. */
const leastPlotShare = 0.32;

/** One bar per area, from zero, ordered by value; areas without a value at the bottom. */
export function drawBars(input: ChartInput, frame: Frame): Drawing {
  const { colors, sizes } = frame;
  const groups = orderedGroups(input, ({ year, gender }) => `${year} ${gender}`);
  const points = groups.flatMap((group) => group.points);
  const names = nameColumn(points, frame);
  const scale = barScale(points, names.plotLeft, frame);
  const references = referenceAreas(points);
  const rowStep = names.above ? step + sizes.line : step;
  const rows = points.map((point, i): BarRow => {
    const isFocus = point.area === input.focus;
    const isReference = !isFocus && references.has(point.area);
    return {
      point,
      top: frame.top + i * rowStep + (names.above ? sizes.line + 2 : 0),
      height: thickness,
      fill: isFocus ? colors.focus : isReference ? colors.shade : colors.other,
      stroke: isFocus ? colors.focus : isReference ? colors.soft : colors.other,
      dash: isReference ? [4, 3] : [],
      textColor: isFocus ? colors.focus : colors.soft,
      strong: isFocus,
    };
  });
  const nameTexts = rows.map(({ point, top, strong }): TextRow => ({
    x: names.above ? frame.left : names.plotLeft - nameGap,
    y: names.above ? top - sizes.line / 2 - 1 : top + thickness / 2,
    align: names.above ? 'left' : 'right',
    text: shorten(point.name, names.width, { size: sizes.label, weight: 'semibold' }),
    size: sizes.label,
    color: strong ? colors.focus : colors.ink,
    weight: strong ? 'semibold' : 'regular',
  }));
  const bottom = (rows.at(-1)?.top ?? frame.top) + thickness;
  return {
    layers: [
      barLayer(rows, scale),
      ...ruleLayer([
        { x: scale.zero, x2: scale.zero, y: frame.top - 2, y2: bottom + 3, color: colors.soft },
      ]),
      ...textLayers([...nameTexts, ...rows.map((row) => valueText(row, scale, frame))]),
    ],
    bottom: bottom + 4,
  };
}

export interface NameColumn {
  /** Names stand on a line of their own above the bars. */
  readonly above: boolean;
  readonly width: number;
  readonly plotLeft: number;
}

/** Names to the left of the bars, or above them where too little would be left for the bars. */
export function nameColumn(
  points: readonly ChartPoint[],
  { left, right, sizes }: Frame,
  extra = 0,
): NameColumn {
  const width = right - left;
  const widest = Math.max(
    ...points.map(({ name }) => textWidth(name, { size: sizes.label, weight: 'semibold' })),
  );
  const room = labelRoom(points, sizes);
  const plot = width - widest - nameGap - extra - room.before - room.after;
  if (plot >= width * leastPlotShare)
    return {
      above: false,
      width: widest + 1,
      plotLeft: Math.ceil(left + widest + nameGap + extra),
    };
  return { above: true, width, plotLeft: left + extra + 1 };
}
