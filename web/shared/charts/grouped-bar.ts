import { genders } from '../comparison/comparison.ts';
import type { ChartInput, ChartPoint } from '../figure/figure.ts';
import { genderText } from '../text/chart.ts';
import { orderedGroups } from './bar-order.ts';
import { barLayer, barScale, labelRoom, valueText, zeroRules, type BarRow } from './bar-parts.ts';
import { referenceAreas, type Drawing, type Frame } from './frame.ts';
import { ruleLayer, textLayers, type TextRow } from './layer.ts';
import { nameColumn, nameText, nameGap } from './name-column.ts';
import { textWidth } from './text-width.ts';

const thickness = 17;
const inner = 3;
const between = 14;
/** More years than this become bars for the first and the last alone; the words say so. */
const mostYears = 4;

/** Whether the points hold more than one bar for an area. */
export function isGrouped(points: readonly ChartPoint[]): boolean {
  return new Set(points.map(({ year, gender }) => `${year} ${gender}`)).size > 1;
}

/** The years drawn as bars: all up to four, else the first and the last. */
export function barYears(points: readonly ChartPoint[]): readonly number[] {
  const years = [...new Set(points.map(({ year }) => year))].toSorted((a, b) => a - b);
  return years.length <= mostYears ? years : [years[0] ?? 0, years.at(-1) ?? 0];
}

/** Bars for two years (or genders) beside each other, the later filled, the earlier outlined. */
export function drawGroupedBars(input: ChartInput, frame: Frame): Drawing {
  const { colors, sizes } = frame;
  const years = barYears(input.points);
  const points = input.points
    .filter(({ year }) => years.includes(year))
    .toSorted((a, b) => a.year - b.year || genders.indexOf(a.gender) - genders.indexOf(b.gender));
  const slotOf = slotNames(points);
  const groups = orderedGroups({ ...input, points }, slotOf);
  const slots = [...new Set(points.map(slotOf))];
  const slotWidth = Math.ceil(
    Math.max(...slots.map((slot) => textWidth(slot, { size: sizes.small }))),
  );
  const room = labelRoom(points, sizes);
  const names = nameColumn(points, frame, {
    before: slotWidth + nameGap,
    plot: room.before + room.after,
  });
  const scale = barScale(points, names.plotLeft, frame);
  const references = referenceAreas(points);
  const groupHeight = slots.length * (thickness + inner) - inner;
  const lead = names.above ? sizes.line + 2 : 0;
  const placed = groups.map((group, i) => ({
    ...group,
    top: frame.top + lead + i * (groupHeight + between + lead),
    strong: group.area === input.focus,
  }));
  const rows = placed.flatMap(({ points: own, top, strong, area }) =>
    own.map((point, slot): BarRow => {
      const isReference = !strong && references.has(area);
      const isLast = slot === own.length - 1;
      const color = strong ? colors.focus : isReference ? colors.soft : colors.other;
      return {
        point,
        top: top + slot * (thickness + inner),
        height: thickness,
        fill: isReference ? colors.shade : isLast ? color : colors.paper,
        stroke: color,
        dash: isReference ? [4, 3] : [],
        textColor: strong ? colors.focus : colors.soft,
        strong: strong && isLast,
      };
    }),
  );
  const slotTexts = rows.map(({ point, top }): TextRow => ({
    x: names.plotLeft - nameGap + 2,
    y: top + thickness / 2,
    text: slotOf(point),
    align: 'right',
    size: sizes.small,
    color: colors.soft,
  }));
  const nameTexts = placed.map(({ points: own, top, strong, name }) =>
    nameText({ point: own[0] ?? { name }, top, height: groupHeight, strong }, names, frame),
  );
  const bottom = (placed.at(-1)?.top ?? frame.top) + groupHeight;
  return {
    layers: [
      barLayer(rows, scale),
      ...ruleLayer(zeroRules(rows, scale, { above: names.above, color: colors.soft })),
      ...textLayers([
        ...nameTexts,
        ...slotTexts,
        ...rows.map((row) => valueText(row, scale, frame)),
      ]),
    ],
    bottom: bottom + 4,
  };
}

/** What tells an area's bars apart: year, gender, or both. */
function slotNames(points: readonly ChartPoint[]): (point: ChartPoint) => string {
  const severalYears = new Set(points.map(({ year }) => year)).size > 1;
  const severalGenders = new Set(points.map(({ gender }) => gender)).size > 1;
  return ({ year, gender }) =>
    [...(severalYears ? [year] : []), ...(severalGenders ? [genderText[gender]] : [])].join(' ');
}
