import type { Kpi, ListAnswer } from '../../web/shared/api.ts';
import type { KpiSearch } from '../store/store.ts';
import { createKpiIndex, type Hit, type KpiIndex } from './kpi-index.ts';
import type { Synonyms } from './synonyms.ts';

/** Finds KPIs in one release's catalogue. */
export interface CatalogueSearch {
  readonly find: (search: KpiSearch) => ListAnswer<Kpi>;
}

export interface SearchReference {
  /** Ids of the curated KPIs in their own order. */
  readonly curated: readonly string[];
  readonly synonyms: Synonyms;
}

/** Makes a search of each catalogue given; the work is done anew only when titles have changed. */
export function createKpiSearcher({
  curated,
  synonyms,
}: SearchReference): (kpis: readonly Kpi[]) => Promise<CatalogueSearch> {
  let last: Promise<Built> | undefined;
  const build = async (kpis: readonly Kpi[], key: string): Promise<Built> => ({
    key,
    order: orderOf(kpis, curated),
    index: await createKpiIndex(kpis, synonyms),
  });
  return async (kpis) => {
    const key = JSON.stringify(
      kpis.map(({ id, title, operatingArea }) => [id, title, operatingArea]),
    );
    const known = await last?.catch(() => undefined);
    last = known?.key === key ? Promise.resolve(known) : build(kpis, key);
    return searchIn(kpis, await last);
  };
}

interface Built {
  readonly key: string;
  readonly index: KpiIndex;
  readonly order: Order;
}

/** Place of each KPI where nothing else tells two apart. */
type Order = ReadonlyMap<string, number>;

/**
 * Curated KPIs weigh more than others, discontinued ones come last. An empty text lists everything:
 * the curated in their own order, then the others by title, then the discontinued.
 */
function searchIn(
  kpis: readonly Kpi[],
  { index, order }: { readonly index: KpiIndex; readonly order: Order },
): CatalogueSearch {
  const byId = new Map(kpis.map((kpi) => [kpi.id, kpi]));
  const placeOf = ({ id }: Kpi) => order.get(id) ?? order.size;
  const before = (a: Ranked, b: Ranked) =>
    Number(a.kpi.discontinued) - Number(b.kpi.discontinued) ||
    b.score - a.score ||
    placeOf(a.kpi) - placeOf(b.kpi);
  const rank = (hits: readonly Hit[]) =>
    hits
      .flatMap(({ id, score }) => {
        const kpi = byId.get(id);
        return kpi === undefined ? [] : [{ kpi, score: weigh(kpi, score) }];
      })
      .sort(before)
      .map(({ kpi }) => kpi);
  const everything = rank(kpis.map(({ id }) => ({ id, score: 0 })));
  return {
    find: ({ text, limit, offset, ...filter }) => {
      const hits = index.find(text);
      const ranked = hits === undefined ? everything : rank(hits);
      const found = ranked.filter((kpi) => passes(kpi, filter));
      return { items: found.slice(offset, offset + limit), total: found.length };
    },
  };
}

interface Ranked {
  readonly kpi: Kpi;
  readonly score: number;
}

const curatedWeight = 3;

/** A curated KPI is what most readers mean; scores that hardly differ are left to the order. */
function weigh(kpi: Kpi, score: number): number {
  return Math.round(kpi.set === null ? score : score * curatedWeight);
}

function passes(
  kpi: Kpi,
  { set, genderSplit, municipalityType }: Omit<KpiSearch, 'text' | 'limit' | 'offset'>,
): boolean {
  return (
    (set === undefined || kpi.set === set) &&
    (genderSplit === undefined || kpi.genderSplit === genderSplit) &&
    (municipalityType === undefined ||
      kpi.municipalityType === 'A' ||
      kpi.municipalityType === municipalityType)
  );
}

/** The curated first in their own order, then the others by title. */
function orderOf(kpis: readonly Kpi[], curated: readonly string[]): Order {
  const places = new Map(curated.map((id, place) => [id, place]));
  const collator = new Intl.Collator('sv', { numeric: true });
  const placeOf = (kpi: Kpi) => places.get(kpi.id) ?? places.size;
  const sorted = kpis.toSorted(
    (a, b) => placeOf(a) - placeOf(b) || collator.compare(a.title, b.title),
  );
  return new Map(sorted.map(({ id }, place) => [id, place]));
}
