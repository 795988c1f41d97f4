import { listValue } from '@duckdb/node-api';
import { z } from 'zod';
import type { Draft } from './draft.ts';
import type { HeldFault, Titles } from './held-kpi.ts';
import { listLoss, listMemory } from './judge-limits.ts';
import type { DescribedKpi, NamedArea, NamedGroup } from './judge-lists.ts';
import { isSameTitle } from './same-title.ts';

/** Tables whose rows are Kolada's lists. */
export type ListTable = keyof typeof listLoss;

const shrunk = {
  kpi: 'kpi-list-shrunk',
  area: 'area-list-shrunk',
  area_group: 'group-list-shrunk',
};

/** A list that is shorter than can be believed. */
export interface Shrunk {
  readonly table: ListTable;
  readonly fault: HeldFault;
  /** Ids that it has lost. */
  readonly gone: readonly string[];
}

/**
 * Holds the lengths of Kolada's lists against the longest of the last releases.
 * @param ids what each list names now
 * @param since what was published before that instant counts no more, but for the newest release
 */
export async function judgeLengths(
  draft: Draft,
  ids: Readonly<Record<ListTable, readonly string[]>>,
  since: string | undefined,
): Promise<readonly Shrunk[]> {
  if (!isKoladas(draft)) return [];
  const found: Shrunk[] = [];
  for (const table of ['kpi', 'area', 'area_group'] as const) {
    const before = await longestList(draft, table, since);
    const now = new Set(ids[table]);
    if (now.size >= before.length * (1 - listLoss[table])) continue;
    const gone = before.filter((id) => !now.has(id));
    const fault = { code: shrunk[table], values: gone.length, of: before.length };
    found.push({ table, fault, gone });
  }
  return found;
}

/** The snapshot's lists are the product's own, and say nothing of how long Kolada's are. */
export function isKoladas({ base }: Draft): boolean {
  return base !== undefined && base.source !== 'snapshot';
}

const idRow = z.object({ id: z.string() });

async function longestList(
  draft: Draft,
  table: ListTable,
  since: string | undefined,
): Promise<string[]> {
  const holds = `l.since <= r.number AND (l.until IS NULL OR l.until > r.number)
    ${table === 'kpi' ? 'AND l.listed' : ''}`;
  const rows = await draft.rows(
    `WITH newest AS (SELECT max(number) AS number FROM release),
     longest AS (
       SELECT r.number FROM release r, newest, ${table} l
       WHERE ${holds} AND r.source <> 'snapshot' AND r.number > newest.number - $memory
         AND (r.number = newest.number OR r.published_at >= $since::TIMESTAMP)
       GROUP BY r.number ORDER BY count(*) DESC, r.number DESC LIMIT 1)
     SELECT l.id FROM longest r, ${table} l WHERE ${holds} ORDER BY l.id`,
    { memory: listMemory, since: (since ?? '1970-01-01T00:00:00.000Z').replace('Z', '') },
  );
  return z
    .array(idRow)
    .parse(rows)
    .map(({ id }) => id);
}

/** What the draft holds of Kolada's lists: the rows of the newest release. */
export interface KnownLists {
  readonly kpis: readonly (DescribedKpi & TitledKpi & { readonly discontinued: boolean })[];
  readonly areas: readonly NamedArea[];
  readonly groups: readonly NamedGroup[];
}

const kpiRow = z.object({
  id: z.string(),
  title: z.string(),
  unit: z.string(),
  description: z.string().nullable(),
  genderSplit: z.boolean(),
  municipalityType: z.string(),
  operatingArea: z.string().nullable(),
  discontinued: z.boolean(),
});
const areaRow = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['municipality', 'region', 'country', 'group']),
});
const groupRow = z.object({ id: z.string(), title: z.string(), members: z.string() });

export async function readKnownLists(draft: Draft): Promise<KnownLists> {
  const kpis = await draft.rows(
    `SELECT id, title, unit, description, gender_split AS "genderSplit",
       municipality_type AS "municipalityType", operating_area AS "operatingArea",
       discontinued
     FROM kpi WHERE until IS NULL AND listed ORDER BY id`,
  );
  const areas = await draft.rows('SELECT id, name, kind FROM area WHERE until IS NULL ORDER BY id');
  const groups = await draft.rows(
    `SELECT id, title, array_to_string(members, ',') AS members
     FROM area_group WHERE until IS NULL ORDER BY id`,
  );
  return {
    kpis: z.array(kpiRow).parse(kpis),
    areas: z.array(areaRow).parse(areas),
    groups: z
      .array(groupRow)
      .parse(groups)
      .map(({ members, ...group }) => ({
        ...group,
        members: members === '' ? [] : members.split(','),
      })),
  };
}

interface TitledKpi {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
}

/** What a KPI is called in the draft, and what it measures. */
export interface KnownTitle extends TitledKpi {
  readonly description: string | null;
  readonly discontinued: boolean;
}

export interface Retitled {
  readonly titles: Titles;
  readonly known: KnownTitle;
}

const titleRow = z.object({
  id: z.string(),
  title: z.string(),
  unit: z.string(),
  description: z.string().nullable(),
  discontinued: z.boolean(),
});

/** KPIs that are suddenly called, or measured in, something else. */
export interface FoundRetitled {
  /** Of which values are held: they are likely to be something else too. */
  readonly withValues: ReadonlyMap<string, Retitled>;
  /** A KPI without values may be called anything, but not very many at once. */
  readonly others: ReadonlyMap<string, Retitled>;
}

export async function findRetitled(
  draft: Draft,
  kpis: readonly TitledKpi[],
): Promise<FoundRetitled> {
  const rows = await draft.rows(
    'SELECT id, title, unit, description, discontinued FROM kpi WHERE until IS NULL AND listed',
  );
  const known = new Map(
    z
      .array(titleRow)
      .parse(rows)
      .map((row) => [row.id, row]),
  );
  const retitled = kpis.flatMap(({ id, title, unit }) => {
    const before = known.get(id);
    if (before === undefined || isSameTitle(before.title, title)) return [];
    const found = { known: before, titles: { before: bare(before), after: { title, unit } } };
    return [[id, found] as const];
  });
  const measured = await fromKolada(
    draft,
    retitled.map(([id]) => id),
  );
  return {
    withValues: new Map(retitled.filter(([id]) => measured.has(id))),
    others: new Map(retitled.filter(([id]) => !measured.has(id))),
  };
}

function bare({ title, unit }: TitledKpi): { readonly title: string; readonly unit: string } {
  return { title, unit };
}

async function fromKolada(draft: Draft, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await draft.rows(
    `SELECT DISTINCT kpi AS id FROM observation
     WHERE until IS NULL AND list_contains($ids, kpi)
       AND source NOT IN (SELECT id FROM source WHERE kind = 'snapshot')`,
    { ids: listValue([...ids]) },
  );
  return new Set(
    z
      .array(idRow)
      .parse(rows)
      .map(({ id }) => id),
  );
}
