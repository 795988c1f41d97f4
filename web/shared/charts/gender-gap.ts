import type { ChartInput } from '../figure/figure.ts';
import { chartText } from '../text/chart.ts';
import { formatNumber } from '../text/number.ts';
import { markData, pointsLayer, type Drawing, type Frame } from './frame.ts';
import { asIs, pixel, ruleLayer, textLayers, tenth, type Layer, type TextRow } from './layer.ts';
import { nameColumn, nameText } from './name-column.ts';
import { differenceTexts, genderAxis, genderPairs, type GenderPair } from './gender-pairs.ts';
import { linear, type Axis } from './scale.ts';
import { textWidth } from './text-width.ts';
import { valueAxisMarks } from './value-axis.ts';

const step = 32;
const markerRoom = 9;
const columnGap = 14;

/** Women's and men's value on one line per area, the largest difference first. */
export function drawGenderGap(input: ChartInput, frame: Frame): Drawing | undefined {
  const pairs = genderPairs(input);
  const axis = genderAxis(input);
  if (axis === undefined) return undefined;
  const { colors, sizes } = frame;
  const gapTexts = differenceTexts(pairs, input.unit);
  const style = { size: sizes.label, weight: 'semibold' } as const;
  const gapWidth = Math.ceil(Math.max(...gapTexts.map((text) => textWidth(text, style))));
  const valueWidth =
    markerRoom +
    Math.max(
      ...pairs.flatMap(({ women, men }) =>
        [women, men].map((one) =>
          one === undefined
            ? 0
            : textWidth(formatNumber(one.value, input.unit), { size: sizes.small }),
        ),
      ),
    );
  const names = nameColumn(pairs, frame, {
    before: 0,
    plot: 2 * valueWidth + columnGap + gapWidth,
  });
  const range = [
    tenth(names.plotLeft + valueWidth + 4),
    tenth(frame.right - gapWidth - columnGap - valueWidth),
  ] as const;
  const toX = linear(axis.domain, range);
  const top = frame.top + sizes.line + 12;
  const lead = names.above ? sizes.line : 0;
  const rows = pairs.map((pair, i) => ({
    pair,
    point: pair,
    top: top + lead + i * (step + lead),
    height: step - 6,
    middle: top + lead + i * (step + lead) + (step - 6) / 2,
    strong: pair.area === input.focus,
  }));
  const bottom = (rows.at(-1)?.top ?? top) + step;
  const axisMarks = valueAxisMarks(axis, frame, { toX, top: top - 4, bottom });
  const connectors = rows.flatMap(({ pair: { women, men }, middle, strong }) =>
    women === undefined || men === undefined
      ? []
      : [
          {
            x: toX(women.value),
            x2: toX(men.value),
            y: middle,
            y2: middle,
            color: strong ? colors.focus : colors.other,
            width: strong ? 4 : 3,
          },
        ],
  );
  const texts = rows.flatMap((row, i): TextRow[] => [
    nameText(row, names, frame),
    ...valueTexts(row, { toX, unit: input.unit, frame, missingX: range[0] }),
    {
      x: frame.right,
      y: row.middle,
      text: gapTexts[i] ?? '',
      align: 'right',
      size: sizes.label,
      color: row.strong ? colors.focus : colors.soft,
      weight: row.strong ? 'semibold' : 'regular',
    },
  ]);
  return {
    layers: [
      ...ruleLayer([...axisMarks.rules, ...connectors]),
      dotLayer(rows, { axis, range, frame }),
      ...key(frame, names.above ? frame.left : names.plotLeft),
      ...textLayers([...axisMarks.texts, ...texts]),
    ],
    bottom: bottom + 14 + sizes.small,
  };
}

interface PairRow {
  readonly pair: GenderPair;
  readonly middle: number;
  readonly strong: boolean;
}

/** Each value outside its marker, so that a small difference does not make them collide. */
function valueTexts(
  { pair: { women, men }, middle, strong }: PairRow,
  place: {
    readonly toX: (value: number) => number;
    readonly unit: string;
    readonly frame: Frame;
    readonly missingX: number;
  },
): TextRow[] {
  const { toX, unit, frame } = place;
  const color = strong ? frame.colors.focus : frame.colors.soft;
  const present = [women, men].filter((one) => one !== undefined);
  const ordered = present.toSorted((a, b) => a.value - b.value);
  return ordered.map(({ value }, i) => ({
    x: toX(value) + (i === 0 && ordered.length === 2 ? -markerRoom : markerRoom),
    y: middle,
    text: formatNumber(value, unit),
    align: i === 0 && ordered.length === 2 ? ('right' as const) : ('left' as const),
    size: frame.sizes.small,
    color,
  }));
}

const looks = {
  K: { shape: 'circle', color: 'series-3' },
  M: { shape: 'diamond', color: 'series-2' },
} as const;

function dotLayer(
  rows: readonly PairRow[],
  place: { readonly axis: Axis; readonly range: readonly [number, number]; readonly frame: Frame },
): Layer {
  const { axis, range, frame } = place;
  const { colors } = frame;
  return {
    name: pointsLayer,
    data: {
      values: rows.flatMap(({ pair: { women, men }, middle }) =>
        [men, women]
          .filter((one) => one !== undefined)
          .map((point) => {
            const look = point.gender === 'K' ? looks.K : looks.M;
            return {
              ...markData(point),
              value: point.value,
              middle: tenth(middle),
              shape: look.shape,
              fill: point.gender === 'K' ? colors[look.color] : colors.paper,
              stroke: colors[look.color],
            };
          }),
      ),
    },
    mark: { type: 'point', opacity: 1, size: 90, strokeWidth: 2 },
    encoding: {
      x: {
        field: 'value',
        type: 'quantitative',
        scale: { domain: [...axis.domain], range: [...range], nice: false, zero: false },
        axis: null,
      },
      y: pixel('middle'),
      shape: asIs('shape'),
      fill: asIs('fill'),
      stroke: asIs('stroke'),
    },
  };
}

/** Which marker is whose: the one thing here that no direct label can say without colliding. */
function key({ top, colors, sizes }: Frame, left: number): Layer[] {
  const y = top + sizes.line / 2;
  const second = left + 16 + textWidth(chartText.women, { size: sizes.label }) + 20;
  const entries = [
    { x: left + 6, ...looks.K, fill: colors[looks.K.color], text: chartText.women },
    { x: second + 6, ...looks.M, fill: colors.paper, text: chartText.men },
  ];
  return [
    {
      data: {
        values: entries.map(({ x, shape, fill, color }) => ({
          x: tenth(x),
          y,
          shape,
          fill,
          stroke: colors[color],
        })),
      },
      mark: { type: 'point', opacity: 1, size: 80, strokeWidth: 2 },
      encoding: {
        x: pixel('x'),
        y: pixel('y'),
        shape: asIs('shape'),
        fill: asIs('fill'),
        stroke: asIs('stroke'),
      },
    },
    ...textLayers(
      entries.map(({ x, text, color }) => ({
        x: x + 10,
        y,
        text,
        size: sizes.label,
        color: colors[color],
      })),
    ),
  ];
}
