import type { Area, ComparedKpi, ReformEvent, ReleaseInfo } from '../../web/shared/api.ts';
import type { BeforeAfterQuery } from '../../web/shared/comparison/before-after-query.ts';
import { defaultComparison, limits } from '../../web/shared/comparison/comparison.ts';
import {
  beforeAfter,
  meansAround,
  type BeforeAfter,
} from '../../web/shared/statistics/before-after.ts';
import type { YearValue } from '../../web/shared/statistics/trend.ts';
import { readyLists } from '../likeness/ready-lists.ts';
import type { Store } from '../store/store.ts';

/** One kommun's means before and after; undefined where a side has no value. */
export interface AreaChange {
  readonly area: Area;
  readonly series: readonly YearValue[];
  readonly means: ReturnType<typeof meansAround>;
}

export interface BeforeAfterReading {
  readonly release: ReleaseInfo;
  readonly kpi: ComparedKpi;
  readonly own: AreaChange;
  /** Title of the list that was taken when the address named none. */
  readonly listTitle: string | undefined;
  readonly others: readonly AreaChange[];
  /** How many more were asked for than can be compared at once. */
  readonly leftOut: number;
  /** Undefined where the data do not carry it. */
  readonly result: BeforeAfter | undefined;
  /** Events in the compared kommuner from the year before the first after-year on. */
  readonly otherEvents: readonly ReformEvent[];
}

type Sources = Pick<Store, 'compare' | 'groups' | 'directory'>;

/** @param year first year of the reform */
export async function readBeforeAfter(
  store: Sources,
  { own, kpi, against, year }: BeforeAfterQuery & { readonly year: number },
  events: readonly ReformEvent[],
): Promise<BeforeAfterReading> {
  const { ids, listTitle } = await comparedIds(store, own, against);
  const { release, kpis, areas, observations } = await store.compare({
    ...defaultComparison,
    kpis: [kpi],
    areas: [own.id, ...ids].slice(0, limits.areas),
    focus: own.id,
    view: 'linje',
  });
  const [compared] = kpis;
  if (compared === undefined) throw new Error(`unknown kpi: ${kpi}`);
  const read = areas.map((area) => {
    const series = observations.flatMap((row) =>
      row.municipality === area.id && row.gender === 'T' && row.value !== null
        ? [{ year: row.year, value: row.value }]
        : [],
    );
    return { area, series };
  });
  const ownSeries = read.find(({ area }) => area.id === own.id)?.series ?? [];
  const measured = new Set(ownSeries.map((item) => item.year));
  const others = read
    .filter(({ area }) => area.id !== own.id)
    .map(({ area, series }) => {
      const shared = series.filter((item) => measured.has(item.year));
      return { area, series, means: meansAround(shared, year) };
    });
  return {
    release,
    kpi: compared,
    own: { area: own, series: ownSeries, means: meansAround(ownSeries, year) },
    listTitle,
    others,
    leftOut: Math.max(0, ids.length + 1 - limits.areas),
    result: beforeAfter(
      ownSeries,
      others.map(({ series }) => series),
      year,
    ),
    otherEvents: events.filter(({ municipality }) =>
      others.some(({ area, means }) => area.id === municipality && means !== undefined),
    ),
  };
}

/** Groups give way to their members; without a choice the first list made for the own kommun. */
async function comparedIds(
  store: Sources,
  own: Area,
  against: readonly string[] | undefined,
): Promise<{ readonly ids: readonly string[]; readonly listTitle: string | undefined }> {
  if (against !== undefined) {
    const groups = await store.groups({});
    const ids = against.flatMap((id) => {
      const group = groups.find((candidate) => candidate.id === id);
      return group === undefined ? [id] : group.members.map((member) => member.id);
    });
    return { ids: unlessOwn(ids, own), listTitle: undefined };
  }
  const { likes, groups } = await readyLists(store, own);
  const list = likes[0] ?? groups[0];
  const ids = list?.members.map(({ id }) => id) ?? [];
  return { ids: unlessOwn(ids, own), listTitle: list?.title };
}

function unlessOwn(ids: readonly string[], own: Area): readonly string[] {
  return [...new Set(ids)].filter((id) => id !== own.id);
}
