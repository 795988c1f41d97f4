import type { ChartInput } from '../figure/figure.ts';
import { formatTick } from '../text/chart.ts';
import { markData, pointsLayer, referenceAreas, type Drawing, type Frame } from './frame.ts';
import { asIs, asNumber, ruleLayer, tenth, textLayers, type Layer, type TextRow } from './layer.ts';
import { placeNames, type Box, type NamedPoint } from './place-names.ts';
import { linear, type Axis } from './scale.ts';
import { medianLane, medianMarks, radius, type Place, type Plot } from './scatter-medians.ts';
import { scatterAxes, scatterPairs, type ScatterPair } from './scatter-pairs.ts';
import { textWidth, wrapText } from './text-width.ts';
import { valueAxisMarks } from './value-axis.ts';

const tickGap = 8;

/** One point per area: the first measure across, the second upwards, with the medians of both. */
export function drawScatter(input: ChartInput, frame: Frame): Drawing | undefined {
  const axes = scatterAxes(input);
  if (axes === undefined) return undefined;
  const pairs = scatterPairs(input).toSorted(
    (a, b) => Number(a.point.area === input.focus) - Number(b.point.area === input.focus),
  );
  const { colors, sizes } = frame;
  const small = { size: sizes.small, color: colors.soft };
  const yTitle = axisTitle(input.secondAxisTitle ?? '', frame, frame.top);
  const plot = layOut(axes, frame, frame.top + yTitle.height + medianLane + 8);
  const xMarks = valueAxisMarks(plot.x, frame, plot);
  const yLabels = plot.y.ticks.map((value): TextRow => ({
    ...small,
    x: plot.left - tickGap,
    y: plot.toY(value),
    text: formatTick(value, plot.y.step),
    align: 'right',
  }));
  const yRules = plot.y.ticks.map((value) => ({
    x: plot.left,
    x2: plot.right,
    y: plot.toY(value),
    y2: plot.toY(value),
    color: colors.rule,
  }));
  const medians = medianMarks(pairs, input, { plot, frame });
  const names = nameTexts(pairs, input, { plot, frame, taken: medians.boxes });
  const xTitle = axisTitle(input.axisTitle, frame, plot.bottom + 28);
  return {
    layers: [
      ...ruleLayer([...xMarks.rules, ...yRules, ...medians.rules]),
      dotLayer(pairs, input, { plot, frame }),
      ...textLayers([
        ...yTitle.rows,
        ...xTitle.rows,
        ...yLabels,
        ...xMarks.texts,
        ...medians.texts,
        ...names,
      ]),
    ],
    bottom: plot.bottom + 30 + xTitle.height,
  };
}

function layOut(axes: { x: Axis; y: Axis }, frame: Frame, top: number): Plot {
  const { left, right, sizes } = frame;
  const tickWidth = Math.max(
    ...axes.y.ticks.map((value) =>
      textWidth(formatTick(value, axes.y.step), { size: sizes.small }),
    ),
  );
  const plotLeft = Math.ceil(left + tickWidth + tickGap);
  const lastTick = formatTick(axes.x.domain[1], axes.x.step);
  const plotRight = right - Math.ceil(textWidth(lastTick, { size: sizes.small }) / 2);
  const height = Math.round(Math.min(420, Math.max(250, (right - left) * 0.55)));
  const bottom = top + height;
  return {
    ...axes,
    left: plotLeft,
    right: plotRight,
    top,
    bottom,
    toX: linear(axes.x.domain, [plotLeft, plotRight]),
    toY: linear(axes.y.domain, [bottom, top]),
  };
}

function nameTexts(
  pairs: readonly ScatterPair[],
  { focus }: ChartInput,
  { plot, frame, taken }: Place & { readonly taken: readonly Box[] },
): TextRow[] {
  const { colors, sizes } = frame;
  const points = pairs.map(({ point, x, y }): NamedPoint => {
    const strong = point.area === focus;
    return {
      x: plot.toX(x),
      y: plot.toY(y),
      radius: strong ? radius.own : radius.other,
      name: point.name,
      strong,
    };
  });
  const bounds = { left: plot.left, right: frame.right, top: plot.top - 8, bottom: plot.bottom };
  return placeNames(points, bounds, { sizes, taken }).map(({ index, x, y, align }) => {
    const strong = points[index]?.strong ?? false;
    return {
      x,
      y,
      align,
      text: points[index]?.name ?? '',
      size: sizes.label,
      weight: strong ? 'semibold' : 'regular',
      color: strong ? colors.focus : colors.ink,
      halo: colors.paper,
    };
  });
}

function dotLayer(
  pairs: readonly ScatterPair[],
  { focus, points }: ChartInput,
  { plot, frame: { colors } }: Place,
): Layer {
  const references = referenceAreas(points);
  return {
    name: pointsLayer,
    data: {
      values: pairs.map(({ point, second, x, y }) => {
        const isFocus = point.area === focus;
        const isReference = references.has(point.area) && !isFocus;
        const color = isFocus ? colors.focus : isReference ? colors.soft : colors.other;
        return {
          ...markData({ ...point, label: `${point.label}, ${second.label}` }),
          across: x,
          up: y,
          fill: isReference ? colors.paper : color,
          stroke: isFocus ? colors.paper : color,
          shape: isReference ? 'diamond' : 'circle',
          size: Math.PI * (isFocus ? radius.own : radius.other) ** 2,
        };
      }),
    },
    mark: { type: 'point', opacity: 1, strokeWidth: 1.5 },
    encoding: {
      x: scaled('across', plot.x, [plot.left, plot.right]),
      y: scaled('up', plot.y, [plot.bottom, plot.top]),
      fill: asIs('fill'),
      stroke: asIs('stroke'),
      shape: asIs('shape'),
      size: asNumber('size'),
    },
  };
}

function scaled(field: string, { domain }: Axis, range: readonly [number, number]) {
  const scale = { domain: [...domain], range: range.map(tenth), nice: false, zero: false };
  return { field, type: 'quantitative' as const, scale, axis: null };
}

function axisTitle(text: string, { left, right, colors, sizes }: Frame, top: number) {
  const style = { size: sizes.small, maxLines: 3 };
  const lines = wrapText(text, right - left, style);
  const line = sizes.small + 4;
  const rows = lines.map((row, i): TextRow => ({
    x: left,
    y: top + (i + 0.5) * line,
    text: row,
    size: sizes.small,
    color: colors.ink,
  }));
  return { rows, height: lines.length * line };
}
