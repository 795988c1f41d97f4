import type { Area, ComparedKpi, Kpi, Observation } from '../../web/shared/api.ts';
import type { AreaDirectory } from '../../web/shared/area.ts';
import {
  effectiveGenders,
  effectiveYears,
  limits,
  type Comparison,
  type Gender,
} from '../../web/shared/comparison/comparison.ts';
import { latestCommonYear, type ReportedYears } from './latest-year.ts';
import { preliminaryYear } from './preliminary-year.ts';
import { queries } from './queries.ts';
import type { Values } from './query.ts';
import type { NumberedRelease, ReleaseFile } from './release-file.ts';
import type { ComparisonRows } from './store.ts';

export type ComparisonRow = Values<typeof queries.comparison.row>;

/** What a comparison is answered from. */
export interface ComparisonContext {
  readonly file: ReleaseFile;
  readonly release: NumberedRelease;
  /** ISO day, to tell which years are preliminary. */
  readonly today: string;
}

/** Rows and what they amount to for each KPI, in the order asked. */
export async function compare(
  comparison: Comparison,
  { file, release, today }: ComparisonContext,
): Promise<Omit<ComparisonRows, 'release'>> {
  const catalogue = await file.catalogueOf(release);
  const rows = await file.quick((session) =>
    session.all(queries.comparison, comparisonParams(comparison, release.number)),
  );
  const rowsByKpi = Map.groupBy(rows, ({ kpi }) => kpi);

  const kpis: ComparedKpi[] = [];
  const observations: Observation[] = [];
  for (const id of comparison.kpis) {
    const all = rowsByKpi.get(id) ?? [];
    const years = shownYears(comparison, all);
    const shown = isLatest(comparison) ? all.filter(({ year }) => years.includes(year)) : all;
    const kpi = catalogue.kpis.get(id) ?? file.catalogue.kpis.get(id) ?? unknownKpi(id);
    kpis.push({
      ...kpi,
      years,
      missing: areasWithout(comparison, shown, years.at(-1)),
      preliminaryYear: preliminaryYear(kpi, today),
      sources: distinctSources(shown, file.sources),
    });
    for (const row of shown) observations.push(toObservation(row));
  }
  const directories = [catalogue.directory, file.catalogue.directory];
  return {
    kpis,
    areas: comparison.areas.map((id) => findArea(id, directories)),
    observations,
  };
}

/** Parameters that fetch every year that may turn out to be shown. */
export function comparisonParams(
  comparison: Comparison,
  release: number,
): Values<typeof queries.comparison.params> {
  const years = effectiveYears(comparison);
  const range = years !== 'all' && years.kind === 'range' ? years : undefined;
  return {
    kpis: comparison.kpis,
    first_years: comparison.kpis.map(() => range?.from ?? limits.firstYear),
    last_years: comparison.kpis.map(() => range?.to ?? limits.lastYear),
    years: years !== 'all' && years.kind === 'years' ? years.years : [],
    areas: comparison.areas,
    genders: effectiveGenders(comparison),
    release,
  };
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

/** Whether each KPI picks its own year, so that rows of other years were fetched only to judge. */
export function isLatest(comparison: Comparison): boolean {
  const years = effectiveYears(comparison);
  return years !== 'all' && years.kind === 'latest';
}

export function toObservation(row: Omit<ComparisonRow, 'source'>): Observation {
  return {
    kpi: row.kpi,
    municipality: row.area,
    year: row.year,
    gender: toGender(row.gender),
    value: row.value,
    status: row.status,
  };
}

export function toGender(text: string): Gender {
  return text === 'K' || text === 'M' ? text : 'T';
}

function reportedYears(rows: readonly ComparisonRow[], gender: Gender | undefined): ReportedYears {
  const reported = new Map<string, Set<number>>();
  for (const row of rows) {
    if (row.gender !== gender || row.value === null) continue;
    const years = reported.get(row.area);
    if (years === undefined) reported.set(row.area, new Set([row.year]));
    else years.add(row.year);
  }
  return reported;
}

function areasWithout(
  { areas, genders: [gender] }: Comparison,
  rows: readonly ComparisonRow[],
  year: number | undefined,
): readonly string[] {
  const withValue = new Set(
    rows
      .filter((row) => row.year === year && row.gender === gender && row.value !== null)
      .map(({ area }) => area),
  );
  return areas.filter((area) => !withValue.has(area));
}

function distinctSources(
  rows: readonly ComparisonRow[],
  sources: ReadonlyMap<number, string>,
): readonly string[] {
  const ids = new Set(rows.map(({ source }) => source));
  return [...new Set([...ids].sort((a, b) => a - b).map((id) => sources.get(id) ?? 'Kolada'))];
}

function findArea(id: string, directories: readonly AreaDirectory[]): Area {
  for (const directory of directories) {
    const area = directory.find(id);
    if (area !== undefined) return area;
  }
  return { id, slug: id, name: id, kind: id.startsWith('G') ? 'group' : 'municipality' };
}

/** A KPI that the release's catalogue does not know: nothing but its id can be said. */
export function unknownKpi(id: string): Kpi {
  return {
    id,
    title: id,
    description: null,
    unit: '',
    set: null,
    goodDirection: 'neutral',
    genderSplit: false,
    operatingArea: null,
    municipalityType: 'A',
    preliminaryPublicationDate: null,
    publicationDate: null,
    publicationPeriod: null,
    discontinued: false,
    held: false,
  };
}
