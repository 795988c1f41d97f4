import type { Area, ComparedKpi, KpiDetail, Observation } from '../../web/shared/api.ts';
import type { Comparison } from '../../web/shared/comparison/comparison.ts';
import type { PriceIndex } from '../data/price-index.ts';
import { createBreather } from '../work.ts';
import { whenAllDone } from './all-done.ts';
import type { Catalogue } from './catalogue.ts';
import {
  isLatest,
  shownYears,
  readRows,
  toObservation,
  unpackRows,
  type ComparisonRow,
} from './comparison-rows.ts';
import { fixedPrices, priced, yearsWithoutIndex } from './fixed-prices.ts';
import { preliminaryYear } from './preliminary-year.ts';
import type { NumberedRelease, ReleaseFile } from './release-file.ts';
import type { ComparisonRows } from './store.ts';

/** What a comparison is answered from. */
export interface ComparisonContext {
  readonly file: ReleaseFile;
  readonly release: NumberedRelease;
  /** ISO day, to tell which years are preliminary. */
  readonly today: string;
  readonly priceIndex: PriceIndex;
}

/** Rows and what they amount to for each KPI, in the order asked. */
export async function compare(
  comparison: Comparison,
  { file, release, today, priceIndex }: ComparisonContext,
): Promise<Omit<ComparisonRows, 'release'>> {
  const catalogue = await file.catalogueOf(release);
  const rowsOfKpis = await whenAllDone(
    comparison.kpis.map((kpi) =>
      file.quick((session) => readRows(session, comparison, { kpi, release: release.number })),
    ),
  );
  const kpis: ComparedKpi[] = [];
  const observations: Observation[] = [];
  const breathe = createBreather();
  for (const [index, id] of comparison.kpis.entries()) {
    const kpi = findKpi(id, catalogue);
    const prices = fixedPrices(comparison, kpi.form, priceIndex);
    const packed = rowsOfKpis[index];
    const asSent = packed === undefined ? [] : unpackRows(packed, comparison.areas);
    const all = prices === undefined ? asSent : asSent.map((row) => priced(row, prices));
    const years = shownYears(comparison, all);
    const shown = isLatest(comparison) ? all.filter(({ year }) => years.includes(year)) : all;
    kpis.push({
      ...kpi,
      years,
      missing: areasWithout(comparison, shown, years.at(-1)),
      preliminaryYear: preliminaryYear(kpi, today),
      sources: distinctSources(shown, file.sources),
      ...(prices !== undefined && {
        prices: { ...prices, withoutIndex: yearsWithoutIndex(asSent, prices) },
      }),
    });
    for (const row of shown) observations.push(toObservation(id, row));
    await breathe();
  }
  const areas = comparison.areas.map((id) => findArea(id, catalogue));
  return { kpis, areas, observations };
}

/** As the release's own catalogue has it, or nothing but its id: what a newer one says may change. */
export function findKpi(id: string, { kpis }: Catalogue): KpiDetail {
  return kpis.get(id) ?? unknownKpi(id);
}

/** As the release's own catalogue has it, or nothing but its id. */
export function findArea(id: string, { directory }: Catalogue): Area {
  const kind = id.startsWith('G') ? 'group' : 'municipality';
  return directory.find(id) ?? { id, slug: id, name: id, kind };
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

function unknownKpi(id: string): KpiDetail {
  return {
    id,
    title: id,
    name: id,
    description: null,
    unit: '',
    form: '',
    per: '',
    kind: 'other',
    direction: 'unknown',
    coded: false,
    rhythm: 'unknown',
    areas: 'both',
    subject: id,
    breaks: [],
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
