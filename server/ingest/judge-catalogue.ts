import { listValue } from '@duckdb/node-api';
import { z } from 'zod';
import type { Draft } from './draft.ts';
import type { HeldKpi, Titles } from './held-kpi.ts';
import { catalogueId } from './held-kpi.ts';
import { listLoss } from './judge-limits.ts';

/** Tables whose rows are Kolada's lists. */
export type ListTable = keyof typeof listLoss;

const shrunk = {
  kpi: 'kpi-list-shrunk',
  area: 'area-list-shrunk',
  area_group: 'group-list-shrunk',
};

/**
 * Holds the lengths of Kolada's lists against what is held.
 * @param ids what each list names now
 * @returns what has shrunk beyond belief; undefined where all may be taken
 */
export async function judgeLists(
  draft: Draft,
  ids: Readonly<Record<ListTable, readonly string[]>>,
): Promise<HeldKpi | undefined> {
  // The snapshot's lists are the product's own, and say nothing of how long Kolada's are.
  if (draft.base === undefined || draft.base.source === 'snapshot') return undefined;
  const faults: { code: string; values: number; of: number }[] = [];
  const gone: string[] = [];
  for (const table of ['kpi', 'area', 'area_group'] as const) {
    const before = await idsIn(draft, table);
    const now = new Set(ids[table]);
    if (now.size >= before.length * (1 - listLoss[table])) continue;
    const lost = before.filter((id) => !now.has(id));
    faults.push({ code: shrunk[table], values: lost.length, of: before.length });
    gone.push(...lost);
  }
  return faults.length === 0 ? undefined : { kpi: catalogueId, unit: '', faults, cells: [], gone };
}

const idRow = z.object({ id: z.string() });

async function idsIn(draft: Draft, table: ListTable): Promise<string[]> {
  const listed = table === 'kpi' ? 'AND listed' : '';
  const rows = await draft.rows(`SELECT id FROM ${table} WHERE until IS NULL ${listed}`);
  return z
    .array(idRow)
    .parse(rows)
    .map(({ id }) => id);
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

/**
 * KPIs of which values are held and that are suddenly called, or measured in, something else: then
 * the values are likely to be something else too. A KPI without values may be called anything.
 */
export async function findRetitled(
  draft: Draft,
  kpis: readonly TitledKpi[],
): Promise<ReadonlyMap<string, Retitled>> {
  const rows = await draft.rows(
    'SELECT id, title, unit, description, discontinued FROM kpi WHERE until IS NULL AND listed',
  );
  const known = new Map(
    z
      .array(titleRow)
      .parse(rows)
      .map((row) => [row.id, row]),
  );
  const others = kpis.flatMap(({ id, title, unit }) => {
    const before = known.get(id);
    if (before === undefined || isSameTitle(before.title, title)) return [];
    return [{ id, known: before, titles: { before: bare(before), after: { title, unit } } }];
  });
  const withValues = await fromKolada(
    draft,
    others.map(({ id }) => id),
  );
  return new Map(
    others.filter(({ id }) => withValues.has(id)).map(({ id, ...found }) => [id, found]),
  );
}

/**
 * Whether two titles say the same: case, white space, punctuation and the mark of a last year,
 * "(- 2024)", are no matter. Signs that mean something (%, ‰, +, =) are, and so is what stands
 * between two digits: 1–5 is not 15.
 */
export function isSameTitle(before: string, after: string): boolean {
  return plain(before) === plain(after);
}

function plain(title: string): string {
  return title
    .normalize('NFC')
    .toLocaleLowerCase('sv')
    .replace(/\(\s*[-–]\s*\d{4}\s*\)/gu, '')
    .replace(/(?<=\p{N})\s*\p{P}\s*(?=\p{N})/gu, '~')
    .replace(/[^\p{L}\p{N}\p{S}%‰]/gu, '');
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
