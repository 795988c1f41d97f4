import type { ChartInput } from '../figure/figure.ts';
import { orderedGroups } from './bar-order.ts';
import { barLayer, barScale, labelRoom, valueText, zeroRules, type BarRow } from './bar-parts.ts';
import { referenceAreas, type Drawing, type Frame } from './frame.ts';
import { ruleLayer, textLayers } from './layer.ts';
import { nameColumn, nameText } from './name-column.ts';

const thickness = 24;
const step = 31;
/** One bar per area, from zero, ordered by value; areas without a value at the bottom. */
export function drawBars(input: ChartInput, frame: Frame): Drawing {
  const { colors, sizes } = frame;
  const groups = orderedGroups(input, ({ year, gender }) => `${year} ${gender}`);
  const points = groups.flatMap((group) => group.points);
  const room = labelRoom(points, sizes);
  const names = nameColumn(points, frame, { before: 0, plot: room.before + room.after });
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
  const nameTexts = rows.map((row) => nameText(row, names, frame));
  const bottom = (rows.at(-1)?.top ?? frame.top) + thickness;
  return {
    layers: [
      barLayer(rows, scale),
      ...ruleLayer(zeroRules(rows, scale, { above: names.above, color: colors.soft })),
      ...textLayers([...nameTexts, ...rows.map((row) => valueText(row, scale, frame))]),
    ],
    bottom: bottom + 4,
  };
}
