import type { Observation } from '../../web/shared/api.ts';
import {
  effectiveGenders,
  effectiveYears,
  limits,
  type Comparison,
  type Gender,
} from '../../web/shared/comparison/comparison.ts';
import { latestCommonYear } from './latest-year.ts';
import { packRows, type PackedRows } from './packed-rows.ts';
import { queries } from './queries.ts';
import type { Values } from './query.ts';
import type { Session } from './session.ts';

/** One observation of a KPI that a comparison asks for. */
export interface ComparisonRow {
  readonly area: string;
  readonly year: number;
  readonly gender: Gender;
  readonly value: number | null;
  readonly status: string;
  readonly source: number;
}

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

/** One KPI's rows of a comparison, in its order; few bytes each until they are unpacked. */
export async function readRows(
  session: Session,
  comparison: Comparison,
  { kpi, release }: { readonly kpi: string; readonly release: number },
): Promise<PackedRows> {
  const params = comparisonParams(comparison, kpi, release);
  const held = await session.hold(queries.comparison, params);
  return packRows(held, effectiveGenders(comparison));
}

/** @param areas those that were asked for, in the order that they were */
export function unpackRows(
  { rowCount, row }: PackedRows,
  areas: readonly string[],
): readonly ComparisonRow[] {
  return Array.from({ length: rowCount }, (_, place) => {
    const { area, year, gender, value, status, source } = row(place);
    return { area: areas[area] ?? '', year, gender, value, status, source };
  });
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
  const { area: municipality, year, gender, value, status } = row;
  return { kpi, municipality, year, gender, value, status };
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
