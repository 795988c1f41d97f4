import type { CuratedKpi } from '../data/kpis.ts';
import type { WatchEntry } from '../store/watch.ts';
import type { IngestJob } from './job.ts';

/** "Alla kommuner (ovägt medel)". */
export const allMunicipalitiesGroup = 'G2328';

/** Kolada takes 25 ids in a list: as many KPIs make one part, fetched and merged as a whole. */
const kpisInPart = 25;

/** KPIs to fetch for the same areas, merged when all their values have come. */
export interface PlanPart {
  readonly kpis: readonly string[];
  readonly areas: readonly string[];
}

export interface PlanFacts {
  readonly curated: readonly CuratedKpi[];
  readonly watch: readonly Pick<WatchEntry, 'kind' | 'id'>[];
  /** KPIs that Kolada lists now; others are not asked for, and keep what they have. */
  readonly listed: readonly { readonly id: string; readonly municipalityType: string }[];
  /** Every area ever known: one that has left the list may still have values, or have lost them. */
  readonly areas: readonly { readonly id: string; readonly kind: string }[];
}

/** What a job fetches. Parts are in KPI order, which is the order of rows in a first release. */
export function planParts(job: IngestJob, facts: PlanFacts): PlanPart[] {
  if (job.kind === 'snapshot') return [];
  const listed = new Map(facts.listed.map((kpi) => [kpi.id, kpi.municipalityType]));
  const areas = areasOf(job, facts);
  const kpis = [...new Set(kpisOf(job, facts))].filter((id) => listed.has(id)).sort();
  if (job.kind !== 'all') return toParts(kpis, areas);
  // A KPI for regions has no kommuner; for a few KPIs it is not worth the trouble to leave them out.
  const kommuner = new Set(facts.areas.filter((a) => a.kind === 'municipality').map((a) => a.id));
  const others = areas.filter((id) => !kommuner.has(id));
  const forRegions = kpis.filter((id) => listed.get(id) === 'L');
  const forAll = kpis.filter((id) => listed.get(id) !== 'L');
  return [...toParts(forAll, areas), ...toParts(forRegions, others)];
}

function kpisOf(job: IngestJob, facts: PlanFacts): string[] {
  if (job.kind === 'kpis' && job.kpis.length > 0) return job.kpis;
  if (job.kind === 'all') return facts.listed.map(({ id }) => id);
  const watched = facts.watch.filter(({ kind }) => kind === 'kpi').map(({ id }) => id);
  return [...facts.curated.map(({ id }) => id), ...watched];
}

function areasOf(job: IngestJob, facts: PlanFacts): string[] {
  const groups = job.kind === 'kpis' ? (job.groups ?? []) : [];
  if (job.kind === 'kpis' && job.kpis.length === 0) return [...new Set(groups)];
  const watched = facts.watch.filter(({ kind }) => kind === 'group').map(({ id }) => id);
  const own = facts.areas.map(({ id }) => id);
  return [...new Set([...own, allMunicipalitiesGroup, ...watched, ...groups])];
}

function toParts(kpis: readonly string[], areas: readonly string[]): PlanPart[] {
  if (areas.length === 0) return [];
  return Array.from({ length: Math.ceil(kpis.length / kpisInPart) }, (_, i) => ({
    kpis: kpis.slice(i * kpisInPart, (i + 1) * kpisInPart),
    areas,
  }));
}
