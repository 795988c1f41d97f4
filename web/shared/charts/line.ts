import type { ChartInput } from '../figure/figure.ts';
import { formatTick } from '../text/chart.ts';
import { markData, pointsLayer, type Drawing, type Frame } from './frame.ts';
import {
  asIs,
  asNumber,
  rectLayer,
  ruleLayer,
  tenth,
  textLayers,
  type Layer,
  type RuleRow,
  type TextRow,
} from './layer.ts';
import { endLabels } from './line-ends.ts';
import { lineNotes } from './line-notes.ts';
import { everyYear, lineSeries, spanOf, type Series } from './line-series.ts';
import { linear, niceAxis, type Axis } from './scale.ts';
import { textWidth } from './text-width.ts';

const markerSize = 44;
const tickGap = 8;

/** Series over time: broken where a year is missing, named at their ends. */
export function drawLines(input: ChartInput, frame: Frame): Drawing | undefined {
  const series = lineSeries(input);
  if (series.length === 0) return undefined;
  const { colors, sizes } = frame;
  const axis = lineAxis(input, series);
  const span = spanOf(series);
  const ticks = axis.ticks.map((value) => ({ value, text: formatTick(value, axis.step) }));
  const tickWidth = Math.max(...ticks.map(({ text }) => textWidth(text, { size: sizes.small })));
  const ends = endLabels(series, span, frame);
  const plotLeft = Math.ceil(frame.left + tickWidth + tickGap);
  const plotRight = Math.floor(frame.right - ends.width);
  const inset = 6;
  const years = span[0] === span[1] ? ([span[0] - 1, span[1]] as const) : span;
  const xRange = [plotLeft + inset, plotRight - inset] as const;
  const toX = linear(years, xRange);
  const notes = lineNotes(input, { ...frame, left: plotLeft }, { toX, span });
  const top = frame.top + notes.height + 8;
  const bottom = top + plotHeight(plotRight - plotLeft, ends.heights, sizes.line);
  const yRange = [bottom, top] as const;
  const toY = linear(axis.domain, yRange);
  const drawn = notes.draw({ top, bottom });
  const grid = ticks.map(({ value }): RuleRow => {
    const y = tenth(toY(value));
    return { x: plotLeft, x2: plotRight, y, y2: y, color: value === 0 ? colors.soft : colors.rule };
  });
  const axisTexts = [
    ...ticks.map(({ value, text }): TextRow => ({
      x: plotLeft - tickGap,
      y: toY(value),
      text,
      align: 'right',
      size: sizes.small,
      color: colors.soft,
    })),
    ...yearTicks(span, plotRight - plotLeft, sizes.small).map((year): TextRow => ({
      x: toX(year),
      y: bottom + 16,
      text: String(year),
      align: 'center',
      size: sizes.small,
      color: colors.soft,
    })),
  ];
  const scales = { x: scaleOf(years, xRange), y: scaleOf(axis.domain, yRange) };
  const labels = ends.place({ toX, toY, top, bottom, plotRight });
  return {
    layers: [
      ...rectLayer(drawn.rects),
      ...ruleLayer([...grid, ...drawn.rules, ...labels.leaders]),
      lineLayer(series, span, { ...scales, frame }),
      pointLayer(series, { ...scales, frame }),
      ...textLayers([...axisTexts, ...drawn.texts, ...labels.texts]),
    ],
    bottom: Math.max(bottom + 16 + sizes.small, labels.bottom),
  };
}

/** The value axis of a time series; the words about a cut axis read it too. */
export function lineAxis(input: Pick<ChartInput, 'unit'>, series: readonly Series[]): Axis {
  const values = series.flatMap(({ points }) =>
    points.flatMap(({ value }) => (value === null ? [] : [value])),
  );
  return niceAxis(values, input.unit);
}

type Scale = ReturnType<typeof scaleOf>;
interface Scales {
  readonly x: Scale;
  readonly y: Scale;
  readonly frame: Frame;
}

function scaleOf(domain: readonly [number, number], range: readonly [number, number]) {
  return { domain: [...domain], range: range.map(tenth), nice: false, zero: false };
}

function lineLayer(
  series: readonly Series[],
  span: readonly [number, number],
  { x, y, frame }: Scales,
): Layer {
  return {
    data: {
      values: series.flatMap((one, index) =>
        everyYear(one, span).map((row) => ({
          ...row,
          series: index,
          color: frame.colors[one.color],
          dash: one.dash,
          width: one.width,
        })),
      ),
    },
    mark: { type: 'line', strokeJoin: 'round', strokeCap: 'butt' },
    encoding: {
      x: { field: 'year', type: 'quantitative', scale: x, axis: null },
      y: { field: 'value', type: 'quantitative', scale: y, axis: null },
      detail: { field: 'series', type: 'nominal' },
      stroke: asIs('color'),
      strokeDash: asIs('dash'),
      strokeWidth: asNumber('width'),
    },
  };
}

/** Every value is a mark, to be pointed at; in quiet lines only those that no line reaches show. */
function pointLayer(series: readonly Series[], { x, y, frame }: Scales): Layer {
  const { colors } = frame;
  return {
    name: pointsLayer,
    data: {
      values: series.flatMap((one) =>
        one.points
          .filter(({ value }) => value !== null)
          .map((point) => {
            const hidden = one.quiet && !isIsolated(one, point.year);
            return {
              ...markData({ ...point, name: one.name }),
              value: point.value,
              shape: one.quiet ? 'circle' : one.shape,
              fill: one.quiet ? colors[one.color] : colors.paper,
              stroke: colors[one.color],
              size: hidden ? 0 : one.quiet ? 30 : markerSize,
              strokeWidth: hidden || one.quiet ? 0 : 2,
            };
          }),
      ),
    },
    mark: { type: 'point', opacity: 1 },
    encoding: {
      x: { field: 'year', type: 'quantitative', scale: x, axis: null },
      y: { field: 'value', type: 'quantitative', scale: y, axis: null },
      shape: asIs('shape'),
      fill: asIs('fill'),
      stroke: asIs('stroke'),
      size: asNumber('size'),
      strokeWidth: asNumber('strokeWidth'),
    },
  };
}

function isIsolated({ points }: Series, year: number): boolean {
  return !points.some(({ year: other, value }) => value !== null && Math.abs(other - year) === 1);
}

function plotHeight(width: number, labelHeights: readonly number[], line: number): number {
  const wanted = Math.min(340, Math.max(210, width * 0.44));
  const labels = labelHeights.reduce((sum, height) => sum + height, 0);
  return Math.round(Math.max(wanted, Math.min(labels, 36 * line)));
}

/** Whole years, counted back from the last so that it is always named, as many as have room. */
function yearTicks(
  [first, last]: readonly [number, number],
  width: number,
  size: number,
): number[] {
  const room = textWidth('2024', { size }) + 14;
  const most = Math.max(1, Math.floor(width / room));
  const step = [1, 2, 3, 4, 5, 10, 20, 50].find((years) => (last - first) / years < most) ?? 100;
  const count = Math.floor((last - first) / step) + 1;
  return Array.from({ length: count }, (_, i) => last - i * step).toReversed();
}
