import type { ChartInput } from '../figure/figure.ts';
import { quartiles, type Quartiles } from '../statistics/quantile.ts';
import { formatTick, spreadText } from '../text/chart.ts';
import { formatValue } from '../text/number.ts';
import { markData, pointsLayer, referenceAreas, type Drawing, type Frame } from './frame.ts';
import {
  asIs,
  asNumber,
  pixel,
  rectLayer,
  ruleLayer,
  tenth,
  textLayers,
  type Layer,
  type RuleRow,
  type TextRow,
} from './layer.ts';
import { linear, niceAxis, type Axis } from './scale.ts';
import { dotStrip, type Valued } from './dot-strip.ts';
import { shorten, textWidth } from './text-width.ts';
import { valueAxisMarks } from './value-axis.ts';

const rowStep = 25;

/** Every kommun as a dot, the middle half shaded, and the chosen ones as a staircase of names. */
export function drawSpread(input: ChartInput, frame: Frame): Drawing | undefined {
  const axis = spreadAxis(input);
  if (axis === undefined) return undefined;
  const { colors, sizes } = frame;
  const everyone = spreadPoints(input);
  const chosen = chosenOf(everyone, input);
  const references = referenceAreas(everyone);
  const population = everyone.filter(({ area }) => !references.has(area));
  const edges = axis.domain.map((value) =>
    textWidth(formatTick(value, axis.step), { size: sizes.small }),
  );
  const inset = Math.ceil(Math.max(16, ...edges) / 2) + 1;
  const range = [frame.left + inset, frame.right - inset] as const;
  const toX = linear(axis.domain, range);
  const quarters =
    population.length < leastQuarters
      ? undefined
      : (input.quartiles ?? quartiles(population.map(({ value }) => value)));
  const lanes = quarters === undefined ? 0 : 2 * (sizes.small + 5);
  const top = frame.top + lanes + 4;
  const dots = dotStrip(population, { toX, frame, colorOf: colorsOf(chosen, input, frame) });
  const baseline = top + dots.height + 6;
  const rows = chosen.map((point, i) => ({
    point,
    y: baseline + 22 + i * rowStep,
    strong: point.area === input.focus,
  }));
  const bottom = (rows.at(-1)?.y ?? baseline) + rowStep / 2 + 2;
  const axisMarks = valueAxisMarks(axis, frame, { toX, top, bottom });
  const guides = rows.map(({ point, y, strong }): RuleRow => ({
    x: toX(point.value),
    x2: toX(point.value),
    y: baseline,
    y2: y,
    color: strong ? colors.focus : colors.other,
  }));
  const middle = quarters && {
    half: { x: toX(quarters.low), x2: toX(quarters.high), y: top, y2: bottom, color: colors.shade },
    median: { x: toX(quarters.median), x2: toX(quarters.median), y: top - 2, y2: baseline },
    texts: captions(population.length, quarters, { input, frame, toX }),
  };
  return {
    layers: [
      ...rectLayer(middle === undefined ? [] : [middle.half]),
      ...ruleLayer([
        ...axisMarks.rules,
        ...(middle === undefined ? [] : [{ ...middle.median, color: colors.soft, dash: [2, 3] }]),
        { x: frame.left, x2: frame.right, y: baseline, y2: baseline, color: colors.soft },
        ...guides,
      ]),
      dots.layer(baseline),
      chosenLayer(rows, { axis, range, frame }),
      ...textLayers([
        ...axisMarks.texts,
        ...(middle?.texts ?? []),
        ...rows.map((row) => nameText(row, toX, frame)),
      ]),
    ],
    bottom: bottom + 14 + sizes.small,
  };
}

/** Fewer values than this have no meaningful quarters. */
const leastQuarters = 8;

/** Everyone with a value in the latest year shown. */
export function spreadPoints({ points }: Pick<ChartInput, 'points'>): Valued[] {
  const valued = points.filter((point): point is Valued => point.value !== null);
  const year = Math.max(...valued.map((point) => point.year));
  const gender = valued.find((point) => point.year === year)?.gender;
  return valued.filter((point) => point.year === year && point.gender === gender);
}

/** The value axis, or undefined when nothing has a value. */
export function spreadAxis(input: Pick<ChartInput, 'points' | 'unit'>): Axis | undefined {
  const values = spreadPoints(input).map(({ value }) => value);
  return values.length === 0 ? undefined : niceAxis(values, input.unit, 6);
}

/**
 * The chosen areas, highest first: a name stands to the right of its dot, and the guides down to
 * the rows below it are then all to its left.
 */
function chosenOf(everyone: readonly Valued[], { marked, focus }: ChartInput): Valued[] {
  const isChosen = ({ area }: Valued) => area === focus || (marked?.includes(area) ?? true);
  return everyone.filter(isChosen).toSorted((a, b) => b.value - a.value);
}

function colorsOf(
  chosen: readonly Valued[],
  { focus }: ChartInput,
  { colors }: Frame,
): (area: string) => string {
  const areas = new Set(chosen.map(({ area }) => area));
  return (area) => (area === focus ? colors.focus : areas.has(area) ? colors.ink : colors.other);
}

interface ChosenRow {
  readonly point: Valued;
  readonly y: number;
  readonly strong: boolean;
}

function chosenLayer(
  rows: readonly ChosenRow[],
  place: { readonly axis: Axis; readonly range: readonly [number, number]; readonly frame: Frame },
): Layer {
  const { axis, range, frame } = place;
  return {
    name: pointsLayer,
    data: {
      values: rows.map(({ point, y, strong }) => ({
        ...markData(point),
        value: point.value,
        y: tenth(y),
        fill: strong ? frame.colors.focus : frame.colors.ink,
        size: strong ? 110 : 60,
      })),
    },
    mark: { type: 'point', opacity: 1, strokeWidth: 0, shape: 'circle' },
    encoding: {
      x: {
        field: 'value',
        type: 'quantitative',
        scale: { domain: [...axis.domain], range: range.map(tenth), nice: false, zero: false },
        axis: null,
      },
      y: pixel('y'),
      fill: asIs('fill'),
      size: asNumber('size'),
    },
  };
}

/** Right of its dot, or left where it would be cut. */
function nameText(
  { point, y, strong }: ChosenRow,
  toX: (value: number) => number,
  { left, right, colors, sizes }: Frame,
): TextRow {
  const style = { size: sizes.label, weight: strong ? 'semibold' : 'regular' } as const;
  const x = toX(point.value);
  const room = Math.max(right - x, x - left) - 12;
  const text = shorten(`${point.name} ${point.label}`, room, style);
  const fits = x + 12 + textWidth(text, style) <= right;
  return {
    ...style,
    x: fits ? x + 11 : x - 11,
    y,
    text,
    align: fits ? 'left' : 'right',
    color: strong ? colors.focus : colors.ink,
    ...(fits ? {} : { halo: colors.paper }),
  };
}

function captions(
  count: number,
  { low, median, high }: Quartiles,
  place: {
    readonly input: ChartInput;
    readonly frame: Frame;
    readonly toX: (value: number) => number;
  },
): TextRow[] {
  const { input, frame, toX } = place;
  const { left, right, colors, sizes } = frame;
  const line = sizes.small + 5;
  const show = (value: number) => formatValue(value, input.unit);
  const texts = [
    { text: spreadText.middleHalf(count, show(low), show(high)), at: (toX(low) + toX(high)) / 2 },
    { text: spreadText.median(show(median)), at: toX(median) },
  ];
  return texts.map(({ text, at }, i) => {
    const shown = shorten(text, right - left, { size: sizes.small });
    const half = textWidth(shown, { size: sizes.small }) / 2;
    return {
      x: Math.max(left + half, Math.min(at, right - half)),
      y: frame.top + (i + 0.5) * line,
      text: shown,
      align: 'center',
      size: sizes.small,
      color: colors.soft,
    };
  });
}
