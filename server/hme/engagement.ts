import type { Area, ComparedKpi, Kpi, Observation, ReleaseInfo } from '../../web/shared/api.ts';
import { defaultComparison, type Comparison } from '../../web/shared/comparison/comparison.ts';
import { hmeKpis } from '../../web/shared/text/hme.ts';
import type { Store } from '../store/store.ts';

/** One kommun's latest reported year of HME in home care. */
export interface AreaEngagement {
  readonly area: Area;
  readonly year: number;
  /** Value by KPI id; what was not reported that year is absent. */
  readonly values: ReadonlyMap<string, number>;
}

export interface Engagement {
  readonly release: ReleaseInfo;
  /** By id: total, parts, statements and response rate. */
  readonly kpis: ReadonlyMap<string, ComparedKpi>;
  readonly reported: readonly AreaEngagement[];
  readonly notReported: readonly Area[];
  /** Whether the release holds any HME at all; if not, nothing can be said of who has reported. */
  readonly held: boolean;
}

const { total, responseRate, parts } = hmeKpis;
export const statementIds = parts.flatMap(({ statements }) => [...statements]);
const indexIds: readonly string[] = [total, ...parts.map(({ index }) => index)];
/** Measures that make a year reported; a response rate alone does not. */
const measures = [...indexIds, ...statementIds];

/** What the chosen kommuner have reported, each from its own latest year. */
export async function readEngagement(
  store: Pick<Store, 'compare'>,
  asked: Pick<Comparison, 'areas' | 'focus' | 'release'>,
): Promise<Engagement> {
  const { release, kpis, areas, observations } = await store.compare({
    ...defaultComparison,
    ...asked,
    kpis: [...measures, responseRate],
    view: 'linje',
  });
  const rows = Map.groupBy(
    observations.filter(({ gender, value }) => gender === 'T' && value !== null),
    ({ municipality }) => municipality,
  );
  const read = areas.map((area) => ({ area, latest: latestOf(rows.get(area.id) ?? []) }));
  return {
    release,
    kpis: new Map(kpis.map((kpi) => [kpi.id, kpi])),
    reported: read.flatMap(({ area, latest }) =>
      latest === undefined ? [] : [{ area, ...latest }],
    ),
    notReported: read
      .filter(({ area, latest }) => latest === undefined && area.kind === 'municipality')
      .map(({ area }) => area),
    held: kpis.some((kpi: Kpi) => kpi.held && measures.includes(kpi.id)),
  };
}

function latestOf(rows: readonly Observation[]): Omit<AreaEngagement, 'area'> | undefined {
  const years = rows.filter(({ kpi }) => measures.includes(kpi)).map(({ year }) => year);
  if (years.length === 0) return undefined;
  const year = Math.max(...years);
  const values = new Map(
    rows.flatMap((row) =>
      row.year === year && row.value !== null ? [[row.kpi, row.value] as const] : [],
    ),
  );
  return { year, values };
}
