import type { Kpi, ListAnswer } from '../../web/shared/api.ts';
import type { KpiSearch } from '../store/store.ts';

/** Finds KPIs in one release's catalogue. */
export interface KpiSearchIndex {
  readonly find: (search: KpiSearch) => ListAnswer<Kpi>;
}

export async function createKpiSearch(
  kpis: readonly Kpi[],
  _referenceDir?: string,
): Promise<KpiSearchIndex> {
  return {
    find: ({ text, limit, offset }) => {
      const found = kpis.filter(({ id, title }) =>
        `${id} ${title}`.toLowerCase().includes(text.toLowerCase()),
      );
      return { items: found.slice(offset, offset + limit), total: found.length };
    },
  };
}
