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
  const groups = groupsOf(points);
  const own = groups.filter(({ last }) => last.area === focus);
  const others = groups.filter(({ last }) => last.area !== focus);
  const colored = [...own, ...coloredOf(others, mostColored - own.length)];
  const styled = [...own, ...others].map((group): Series => {
    const place = colored.indexOf(group);
    const isFocus = group.last.area === focus;
    const base = {
      ...group,
      name: severalGenders
        ? `${group.last.name}, ${genderText[group.last.gender]}`
        : group.last.name,
      isFocus,
    };
    const style = seriesStyles[own.length === 0 ? place + 1 : place];
    if (place >= 0 && style !== undefined)
      return { ...base, ...style, textColor: style.color, width: isFocus ? 3 : 2.25, quiet: false };
    const isReference = references.has(group.last.area);
    return {
      ...base,
      color: isReference ? 'soft' : 'other',
      textColor: 'soft',
      dash: isReference ? [6, 4] : [],
      shape: 'circle',
      width: 1.5,
      quiet: true,
    };
  });
  return styled.toReversed();
}

type Group = Pick<Series, 'key' | 'points' | 'last'>;

/** All that have room among the colours; where they are more, those that are lines and not a single dot. */
function coloredOf(others: readonly Group[], room: number): readonly Group[] {
  if (others.length <= room) return others;
  const lines = others.filter(
    ({ points }) => points.filter(({ value }) => value !== null).length > 1,
  );
  return lines.length <= room ? lines : [];
}

function groupsOf(points: readonly ChartPoint[]): Group[] {
  const byLine = Map.groupBy(points, ({ area, gender }) => `${area} ${gender}`);
  return [...byLine].flatMap(([key, own]) => {
    const last = own
      .toSorted((a, b) => a.year - b.year)
      .findLast((point): point is Series['last'] => point.value !== null);
    return last === undefined ? [] : [{ key, points: own, last }];
  });
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
