import type { Observation } from '../../web/shared/api.ts';
import {
  effectiveGenders,
  effectiveYears,
  genders,
  limits,
  type Comparison,
  type Gender,
} from '../../web/shared/comparison/comparison.ts';
import { withoutFormat } from '../../web/shared/plain-text.ts';
import { latestCommonYear } from './latest-year.ts';
import { queries } from './queries.ts';
import type { Values } from './query.ts';

/** One observation of a KPI that a comparison asks for. */
export type ComparisonRow = Values<typeof queries.comparison.row>;

/** Parameters that fetch every year of a KPI that may turn out to be shown. */
export function comparisonParams(
  comparison: Comparison,
  kpi: string,
  release: number,
): Values<typeof queries.comparison.params> {
  const years = effectiveYears(comparison);
  const range = years !== 'all' && years.kind === 'range' ? years : undefined;
  return {
    kpi,
    areas: comparison.areas,
    genders: effectiveGenders(comparison),
    first_year: range?.from ?? limits.firstYear,
    last_year: range?.to ?? limits.lastYear,
    years: years !== 'all' && years.kind === 'years' ? years.years : [],
    release,
  };
}

/** In the order asked: area as in the comparison, year ascending, T K M. Sorts in place. */
export function sortRows({ areas }: Comparison, rows: ComparisonRow[]): readonly ComparisonRow[] {
  const places = new Map(areas.map((area, place) => [area, place]));
  const placeOf = ({ area, year, gender }: ComparisonRow) =>
    (places.get(area) ?? 0) * 100_000 + year * 10 + genders.indexOf(toGender(gender));
  return rows.sort((a, b) => placeOf(a) - placeOf(b));
}

/** Whether each KPI picks its own year, so that rows of other years are fetched only to judge. */
export function isLatest(comparison: Comparison): boolean {
  const years = effectiveYears(comparison);
  return years !== 'all' && years.kind === 'latest';
}

/** The years of one KPI that a comparison shows, ascending, from all rows fetched for it. */
export function shownYears(
  comparison: Comparison,
  rows: readonly ComparisonRow[],
): readonly number[] {
  const years = effectiveYears(comparison);
  if (years === 'all' || years.kind === 'range') {
    const withValue = rows.filter(({ value }) => value !== null).map(({ year }) => year);
    return [...new Set(withValue)].sort((a, b) => a - b);
  }
  if (years.kind === 'years') return years.years;
  const year = latestCommonYear(reportedYears(rows, comparison.genders[0]));
  return year === undefined ? [] : [year];
}

export function toObservation(kpi: string, row: Omit<ComparisonRow, 'source'>): Observation {
  const { area: municipality, year, value } = row;
  const status = row.status === '' ? '' : withoutFormat(row.status);
  return { kpi, municipality, year, gender: toGender(row.gender), value, status };
}

export function toGender(text: string): Gender {
  return text === 'K' || text === 'M' ? text : 'T';
}

function reportedYears(
  rows: readonly ComparisonRow[],
  gender: Gender | undefined,
): ReadonlyMap<string, ReadonlySet<number>> {
  const reported = new Map<string, Set<number>>();
  for (const row of rows) {
    if (row.gender !== gender || row.value === null) continue;
    const years = reported.get(row.area);
    if (years === undefined) reported.set(row.area, new Set([row.year]));
    else years.add(row.year);
  }
  return reported;
}
