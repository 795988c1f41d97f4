import type { Area, Kpi, Observation } from '../../web/shared/api.ts';
import { defaultComparison } from '../../web/shared/comparison/comparison.ts';
import type { LikenessQuery } from '../../web/shared/comparison/likeness-query.ts';
import {
  isLogarithmic,
  nearest,
  type Likeness,
  type LikenessPart,
} from '../../web/shared/statistics/likeness.ts';
import type { Store } from '../store/store.ts';
import { latestWellCovered } from '../store/well-covered.ts';

/** Why a KPI that was chosen is not counted. */
export type UnusedReason = 'not-held' | 'no-municipality' | 'own-lacks';

export interface SimilarVariable {
  readonly kpi: Kpi;
  readonly weight: number;
  /** The latest year that most kommuner have reported; undefined when none has. */
  readonly year: number | undefined;
  /** Compared by its logarithm. */
  readonly logarithmic: boolean;
  /** Undefined when it counts. */
  readonly unused: UnusedReason | undefined;
  /** Value by kommun's id. */
  readonly values: ReadonlyMap<string, number>;
}

export interface SimilarArea extends Omit<Likeness, 'area'> {
  readonly area: Area;
}

export interface Similar {
  readonly own: Area;
  readonly variables: readonly SimilarVariable[];
  /** Nearest first, every kommun that has all the variables that count. */
  readonly areas: readonly SimilarArea[];
  /** Kommuner that lack one or more, in Swedish order, with the ids of what they lack. */
  readonly lacking: readonly { readonly area: Area; readonly kpis: readonly string[] }[];
}

export type { LikenessPart };

/** Kommuner by likeness, from the newest release; regions, Riket and groups are never among them. */
export async function findSimilar(
  store: Pick<Store, 'kpi' | 'coverage' | 'spread' | 'directory' | 'compare'>,
  { own, variables: asked }: LikenessQuery,
): Promise<Similar> {
  const kommuner = store.directory().areas.filter(({ kind }) => kind === 'municipality');
  const byId = new Map(kommuner.map((area) => [area.id, area]));
  const variables = await Promise.all(
    asked.map(async ({ kpi, weight }) => readVariable(store, { kpi, weight, own, byId })),
  );
  const used = variables.filter(({ unused }) => unused === undefined);
  const ranked = nearest(
    own.id,
    used.map(({ kpi, weight, values }) => ({ id: kpi.id, weight, values })),
  );
  const areas = ranked.flatMap(({ area: id, ...rest }) => {
    const area = byId.get(id);
    return area === undefined ? [] : [{ area, ...rest }];
  });
  return { own, variables, areas, lacking: lackingAreas(kommuner, used) };
}

interface Asked {
  readonly kpi: string;
  readonly weight: number;
  readonly own: Area;
  readonly byId: ReadonlyMap<string, Area>;
}

async function readVariable(
  store: Pick<Store, 'kpi' | 'coverage' | 'spread' | 'compare'>,
  { kpi: id, weight, own, byId }: Asked,
): Promise<SimilarVariable> {
  const kpi = await store.kpi(id);
  if (kpi === undefined) throw new Error(`unknown kpi: ${id}`);
  const year =
    kpi.municipalityType === 'L' ? undefined : latestWellCovered(await store.coverage(id));
  const listed = year === undefined ? [] : await store.spread(id, year);
  const rows = [...listed, ...(await rowsOfUnlisted(store, { own, kpi: id, year }))];
  const values = new Map(
    rows.flatMap(({ municipality, gender, value }) =>
      gender === 'T' && value !== null && (byId.has(municipality) || municipality === own.id)
        ? [[municipality, value] as const]
        : [],
    ),
  );
  const logarithmic = isLogarithmic(values.values());
  return { kpi, weight, year, logarithmic, unused: unusedReason(kpi, values, own), values };
}

/** What the own kommun had, where it has left the list: it is not among everyone's values. */
async function rowsOfUnlisted(
  store: Pick<Store, 'compare'>,
  { own, kpi, year }: Pick<Asked, 'own' | 'kpi'> & { readonly year: number | undefined },
): Promise<readonly Observation[]> {
  if (own.listed !== false || year === undefined) return [];
  const { observations } = await store.compare({
    ...defaultComparison,
    kpis: [kpi],
    areas: [own.id],
    focus: own.id,
    years: { kind: 'years', years: [year] },
  });
  return observations;
}

function unusedReason(
  kpi: Kpi,
  values: ReadonlyMap<string, number>,
  own: Area,
): UnusedReason | undefined {
  if (kpi.municipalityType === 'L') return 'no-municipality';
  if (values.size === 0) return kpi.held ? 'no-municipality' : 'not-held';
  return values.has(own.id) ? undefined : 'own-lacks';
}

function lackingAreas(
  kommuner: readonly Area[],
  used: readonly SimilarVariable[],
): Similar['lacking'] {
  const collator = new Intl.Collator('sv');
  return kommuner
    .map((area) => ({
      area,
      kpis: used.filter(({ values }) => !values.has(area.id)).map(({ kpi }) => kpi.id),
    }))
    .filter(({ kpis }) => kpis.length > 0)
    .toSorted((a, b) => collator.compare(a.area.name, b.area.name));
}
