import type { ChartInput, ChartPoint } from '../figure/figure.ts';
import { genderText } from '../text/chart.ts';
import { referenceAreas } from './frame.ts';
import { seriesStyles, type ColorRole } from './palette.ts';

/** One line: an area (and gender, when several are shown), with a value or a gap for every year. */
export interface Series {
  readonly key: string;
  readonly name: string;
  readonly isFocus: boolean;
  readonly points: readonly ChartPoint[];
  /** Last point that has a value. */
  readonly last: ChartPoint & { readonly value: number };
  readonly color: ColorRole;
  readonly textColor: ColorRole;
  readonly dash: readonly number[];
  readonly shape: string;
  readonly width: number;
  /** Drawn among many: thin, grey, no markers. */
  readonly quiet: boolean;
}

/** More than these are not told apart by colour: the own one is strong, the others grey. */
export const mostColored = seriesStyles.length;

/** The lines in drawing order, the own kommun's last (on top). Areas without any value have none. */
export function lineSeries({ points, focus }: Pick<ChartInput, 'points' | 'focus'>): Series[] {
  const severalGenders = new Set(points.map(({ gender }) => gender)).size > 1;
  const references = referenceAreas(points);
  const groups = [...Map.groupBy(points, ({ area, gender }) => `${area} ${gender}`)].flatMap(
    ([key, own]) => {
      const last = own
        .toSorted((a, b) => a.year - b.year)
        .findLast((point): point is Series['last'] => point.value !== null);
      return last === undefined ? [] : [{ key, own, last }];
    },
  );
  const many = groups.length > mostColored;
  const others = seriesStyles.slice(1);
  const focused = groups.filter(({ last }) => last.area === focus);
  const rest = groups.filter(({ last }) => last.area !== focus);
  const styled = [...focused, ...rest].map(({ key, own, last }, i): Series => {
    const isFocus = last.area === focus;
    const quiet = many && !isFocus;
    const isReference = references.has(last.area);
    const style =
      isFocus && i === 0
        ? seriesStyles[0]
        : others[(i - Number(focused.length > 0)) % others.length];
    const { color, dash, shape } = style ?? { color: 'other', dash: [], shape: 'circle' };
    return {
      key,
      name: severalGenders ? `${last.name}, ${genderText[last.gender]}` : last.name,
      isFocus,
      points: own,
      last,
      color: quiet ? (isReference ? 'soft' : 'other') : isFocus && many ? 'focus' : color,
      textColor: quiet ? 'soft' : isFocus && many ? 'focus' : color,
      dash: quiet ? (isReference ? [6, 4] : []) : dash,
      shape,
      width: quiet ? 1.5 : isFocus ? 3 : 2.25,
      quiet,
    };
  });
  return styled.toReversed();
}

/** Every year from the first to the last value, so that a year nobody has is a gap as well. */
export function spanOf(series: readonly Series[]): readonly [number, number] {
  const years = series.flatMap(({ points }) =>
    points.flatMap(({ year, value }) => (value === null ? [] : [year])),
  );
  return [Math.min(...years), Math.max(...years)];
}

/** The series' value in each year of the span; null where there is none, so that the line breaks. */
export function everyYear(
  { points }: Series,
  [first, last]: readonly [number, number],
): readonly { readonly year: number; readonly value: number | null }[] {
  const byYear = new Map(points.map(({ year, value }) => [year, value]));
  return Array.from({ length: last - first + 1 }, (_, i) => ({
    year: first + i,
    value: byYear.get(first + i) ?? null,
  }));
}
