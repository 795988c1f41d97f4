import type { ChartInput, ChartPoint } from '../figure/figure.ts';
import { chartText, genderGapText } from '../text/chart.ts';
import { difference, isCoarse } from '../text/difference.ts';
import { formatNumber } from '../text/number.ts';
import { niceAxis, type Axis } from './scale.ts';

type Valued = ChartPoint & { readonly value: number };

/** An area's two values, or what is lacking. */
export interface GenderPair {
  readonly name: string;
  readonly area: string;
  readonly women: Valued | undefined;
  readonly men: Valued | undefined;
}

/** Areas in drawing order: largest difference first, those that lack a value last. */
export function genderPairs({ points }: Pick<ChartInput, 'points'>): GenderPair[] {
  const years = [...new Set(points.map(({ year }) => year))].toSorted((a, b) => b - a);
  const year = years.find((one) => points.some((p) => p.year === one && isValued(p))) ?? years[0];
  const pairs = [...Map.groupBy(points, ({ area }) => area).values()].flatMap((own) => {
    const of = (gender: 'K' | 'M') =>
      own.filter((point) => point.year === year && point.gender === gender).find(isValued);
    const first = own[0];
    return first === undefined
      ? []
      : [{ name: first.name, area: first.area, women: of('K'), men: of('M') }];
  });
  return pairs.toSorted((a, b) => size(b) - size(a));

  function size({ women, men }: GenderPair): number {
    if (women === undefined || men === undefined) return women === men ? -2 : -1;
    return Math.abs(women.value - men.value);
  }
}

/** The value axis, or undefined when no area has a value for women or men. */
export function genderAxis(input: Pick<ChartInput, 'points' | 'unit'>): Axis | undefined {
  const values = genderPairs(input).flatMap(({ women, men }) =>
    [women, men].flatMap((one) => (one === undefined ? [] : [one.value])),
  );
  return values.length === 0 ? undefined : niceAxis(values, input.unit, 5);
}

function isValued(point: ChartPoint): point is Valued {
  return point.value !== null;
}

/** `kvinnor +2,2` for each pair, or that a value is lacking; as precise as the texts beside it. */
export function differenceTexts(pairs: readonly GenderPair[], unit: string): string[] {
  const values = pairs.flatMap(({ women, men }) => [women, men].flatMap((one) => one?.value ?? []));
  const coarse = isCoarse(values, unit);
  return pairs.map(({ women, men }) => {
    if (women === undefined || men === undefined) return chartText.missing;
    const { amount } = difference([men.value, women.value], unit, coarse);
    return genderGapText(amount, formatNumber(Math.abs(amount), unit));
  });
}
