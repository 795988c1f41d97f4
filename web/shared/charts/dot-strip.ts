import type { ChartPoint } from '../figure/figure.ts';
import type { Frame } from './frame.ts';
import { asIs, pixel, tenth, type Layer } from './layer.ts';

export type Valued = ChartPoint & { readonly value: number };

interface StripPlace {
  readonly toX: (value: number) => number;
  readonly frame: Frame;
  readonly colorOf: (area: string) => string;
}

const mostHeight = 120;
/** Among fewer than these a lone dot stands exactly at its value; among many the piles are even. */
const few = 80;

/** Dots piled where values are close; the chosen areas' lie at the bottom of their pile. */
export function dotStrip(
  population: readonly Valued[],
  { toX, frame, colorOf }: StripPlace,
): { readonly height: number; readonly layer: (baseline: number) => Layer } {
  const { other } = frame.colors;
  const radius = frame.right - frame.left < 480 ? 2.2 : 3;
  const width = 2 * radius + 1;
  const columns = Map.groupBy(population, ({ value }) => Math.round(toX(value) / width));
  const tallest = Math.max(1, ...[...columns.values()].map((own) => own.length));
  const step = Math.min(width, mostHeight / tallest);
  const isOther = ({ area }: Valued) => Number(colorOf(area) === other);
  const dots = (baseline: number) =>
    [...columns].flatMap(([column, own]) =>
      own
        .toSorted((a, b) => isOther(a) - isOther(b))
        .map(({ area, value }, i) => ({
          x: tenth(own.length === 1 && population.length < few ? toX(value) : column * width),
          y: tenth(baseline - radius - 1 - i * step),
          fill: colorOf(area),
        })),
    );
  return {
    height: Math.ceil(tallest * step),
    layer: (baseline) => ({
      data: { values: dots(baseline) },
      mark: { type: 'point', opacity: 1, strokeWidth: 0, size: tenth(Math.PI * radius ** 2) },
      encoding: { x: pixel('x'), y: pixel('y'), fill: asIs('fill') },
    }),
  };
}
