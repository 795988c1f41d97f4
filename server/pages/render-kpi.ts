import type { Area, KpiDetail, Observation } from '../../web/shared/api.ts';
import { defaultComparison, limits } from '../../web/shared/comparison/comparison.ts';
import { swedishDay } from '../../web/shared/swedish-day.ts';
import { breakText } from '../../web/shared/text/breaks.ts';
import { wholeReviewNote } from '../../web/shared/figure/review.ts';
import { breakNotes } from '../../web/shared/text/notes.ts';
import { sourceLine } from '../../web/shared/text/source.ts';
import type { Services } from '../http/services.ts';
import { latestWellCovered } from '../store/well-covered.ts';
import { kpiPage } from './kpi-page.ts';

/**
 * One KPI's page, from the newest release or the one that the address is locked to.
 * @param kpi of that release @throws {UnknownReleaseError}
 */
export async function renderKpi(
  { store, now }: Pick<Services, 'store' | 'now'>,
  kpi: KpiDetail,
  locked?: string,
): Promise<string> {
  const { directory } = await store.catalogueAt(locked);
  const coverage = await store.coverage(kpi.id, locked);
  const latestYear = latestWellCovered(coverage);
  const rows = latestYear === undefined ? [] : await store.spread(kpi.id, latestYear, locked);
  const totals = rows.filter(({ gender }) => gender === 'T');
  const values = namedRows(totals, directory.find);
  const sample = await store.compare({
    ...defaultComparison,
    kpis: [kpi.id],
    areas: values.slice(0, limits.areas).map(({ area }) => area.id),
    years: { kind: 'years', years: latestYear === undefined ? [] : [latestYear] },
    release: locked,
  });
  const years = coverage.map(({ year }) => year);
  return kpiPage({
    kpi,
    compareAddress: compareAddress(kpi, directory.areas, locked),
    isOffline: !store.hasCatalogue(),
    today: swedishDay(locked === undefined ? now() : new Date(sample.release.publishedAt)),
    locked,
    coverage,
    latestYear,
    values,
    preliminaryYear: sample.kpis[0]?.preliminaryYear ?? null,
    review: wholeReviewNote(kpi, directory.find),
    // What is not held has no years yet, and all that is known of it is said.
    breaks: years.length === 0 ? kpi.breaks.map(breakText) : breakNotes(kpi, years),
    sourceLine: sourceLine(sample.kpis, sample.release, 'raw'),
  });
}

/** Kommuner have no values of what only regions report: those are all chosen, by code. */
function compareAddress(
  { id, municipalityType }: KpiDetail,
  areas: readonly Area[],
  locked: string | undefined,
): string {
  const lock = locked === undefined ? '' : `&utgava=${locked}`;
  const address = `/jamfor?nyckeltal=${id}${lock}`;
  const regions = areas.filter(({ kind }) => kind === 'region').map(({ id: code }) => code);
  const isOfRegions = municipalityType === 'L' && regions.length > 0;
  return isOfRegions ? `${address}&kommuner=${regions.join(',')}` : address;
}

function namedRows(
  rows: readonly Observation[],
  find: (id: string) => Area | undefined,
): { readonly area: Area; readonly observation: Observation }[] {
  const collator = new Intl.Collator('sv');
  return rows
    .flatMap((observation) => {
      const area = find(observation.municipality);
      return area === undefined ? [] : [{ area, observation }];
    })
    .toSorted((a, b) => collator.compare(a.area.name, b.area.name));
}
