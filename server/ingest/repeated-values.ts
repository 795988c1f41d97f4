import { z } from 'zod';
import { genders } from '../../web/shared/comparison/comparison.ts';
import type { Draft } from './draft.ts';
import { IngestError } from './errors.ts';
import type { Choice, HeldCell, HeldKpi } from './held-kpi.ts';
import { repeatedRows } from './judge-limits.ts';
import { shownSql } from './shown-value.ts';
import type { StagedValues } from './staged-values.ts';
import { keySql } from './staged-values.ts';
import { unitsIn } from './units-in.ts';

/** What an answer said more than once. */
export interface Repeated {
  /** KPIs by place: where equal rows repeat, a page has shifted, and others may have been missed. */
  readonly uncertain: ReadonlySet<number>;
  readonly conflicts: readonly Conflict[];
}

interface Conflict {
  readonly key: number;
  readonly kpi: number;
  readonly cell: Omit<HeldCell, 'before' | 'after'> & {
    readonly answers: readonly (number | null)[];
  };
}

const none: Repeated = { uncertain: new Set(), conflicts: [] };

/**
 * Makes equal rows of `stage` one, and takes out those that contradict each other. The whole answer
 * is there, so the order in which rows, pages and batches came is of no consequence.
 * @throws {IngestError} `implausible` when more of the answer than can be believed came twice
 */
export async function dropRepeated(draft: Draft, staged: StagedValues): Promise<Repeated> {
  const [counts] = z
    .array(z.object({ n: z.number(), keys: z.number() }))
    .parse(
      await draft.rows(
        'SELECT count(*)::DOUBLE AS n, count(DISTINCT key)::DOUBLE AS keys FROM stage',
      ),
    );
  if (counts === undefined || counts.n === counts.keys) return none;
  await draft.run('CREATE OR REPLACE TEMP TABLE stage_distinct AS SELECT DISTINCT * FROM stage');
  await assertFewEqual(draft, counts.n);
  const uncertain = z.array(z.object({ i: z.number() })).parse(
    await draft.rows(
      `SELECT DISTINCT ${keySql.kpi} AS i FROM (
           SELECT key FROM stage GROUP BY key HAVING count(*) > 1)`,
    ),
  );
  await draft.run('CREATE OR REPLACE TEMP TABLE stage_distinct AS SELECT DISTINCT * FROM stage');
  await assertFewEqual(draft, counts.n);
  const conflicts = await readConflicts(draft, staged);
  await draft.run('DELETE FROM stage');
  await draft.run(`INSERT INTO stage SELECT * FROM stage_distinct
    WHERE key NOT IN (SELECT key FROM stage_conflict)`);
  return { uncertain: new Set(uncertain.map(({ i }) => i)), conflicts };
}

async function assertFewEqual(draft: Draft, rows: number): Promise<void> {
  const [distinct] = z
    .array(z.object({ n: z.number() }))
    .parse(await draft.rows('SELECT count(*)::DOUBLE AS n FROM stage_distinct'));
  const equal = rows - (distinct?.n ?? 0);
  if (equal > rows * repeatedRows) {
    throw new IngestError('implausible', `${equal} of ${rows} values came twice`);
  }
}

const conflictRow = z.object({
  key: z.number(),
  kpi: z.number(),
  area: z.number(),
  year: z.number(),
  gender: z.number(),
  answers: z.array(z.number().nullable()),
});

async function readConflicts(draft: Draft, { areas }: StagedValues): Promise<Conflict[]> {
  await draft.run(
    `CREATE OR REPLACE TEMP TABLE stage_conflict AS
     SELECT key, list(CASE WHEN deleted = 0 THEN value END ORDER BY value, deleted) AS answers
     FROM stage_distinct GROUP BY key HAVING count(*) > 1`,
  );
  const rows = await draft.rows(
    `SELECT key, ${keySql.kpi} AS kpi, ${keySql.area} AS area, ${keySql.year} AS year,
       key & 3 AS gender, answers FROM stage_conflict ORDER BY key`,
  );
  return z
    .array(conflictRow)
    .parse(rows)
    .map(({ key, kpi, area, year, gender, answers }) => ({
      key,
      kpi,
      cell: { area: areas[area] ?? '', year, gender: genders[gender] ?? 'T', answers },
    }));
}

/** The keys that an answer contradicts itself on keep what they had, or have nothing. */
export async function holdConflicts(
  draft: Draft,
  { kpis }: StagedValues,
  { conflicts }: Repeated,
): Promise<readonly HeldKpi[]> {
  if (conflicts.length === 0) return [];
  const rows = await draft.rows(
    `SELECT key, ${shownSql('')} AS value FROM stage_current
     WHERE key IN (SELECT key FROM stage_conflict)`,
  );
  const before = new Map(
    z
      .array(z.object({ key: z.number(), value: z.number().nullable() }))
      .parse(rows)
      .map(({ key, value }) => [key, value]),
  );
  await draft.run(
    `CREATE OR REPLACE TEMP TABLE stage_conflict_current AS
     SELECT * FROM stage_current WHERE key IN (SELECT key FROM stage_conflict)`,
  );
  await draft.run('DELETE FROM stage_current WHERE key IN (SELECT key FROM stage_conflict)');
  const units = await unitsIn(draft);
  return [...Map.groupBy(conflicts, ({ kpi }) => kpi)].map(([kpi, all]) => ({
    kpi: kpis[kpi] ?? '',
    unit: units.get(kpis[kpi] ?? '') ?? '',
    faults: [{ code: 'conflicting-values', values: all.length, of: all.length }],
    cells: all.map(({ key, cell }) => ({ ...cell, before: before.get(key) ?? null, after: null })),
  }));
}

/**
 * Publishes what a human has chosen of values that contradict each other: it is not judged again.
 * @param chosen KPIs, and which of the sorted answers each is to have
 * @param source id in the table `source`
 * @returns versions added and ended
 */
export async function bringChosen(
  draft: Draft,
  staged: StagedValues,
  { chosen, source }: { readonly chosen: ReadonlyMap<string, Choice>; readonly source: number },
): Promise<{ readonly inserted: number; readonly closed: number }> {
  const total = { inserted: 0, closed: 0 };
  for (const [kpi, choice] of chosen) {
    const order = choice === 'first' ? 'value, deleted' : 'value DESC NULLS FIRST, deleted DESC';
    await draft.run(
      `CREATE OR REPLACE TEMP TABLE stage_chosen AS
       SELECT s.*, c.id, t.text FROM (
         SELECT * FROM stage_distinct
         WHERE key IN (SELECT key FROM stage_conflict) AND ${keySql.kpi} = $kpi
         QUALIFY row_number() OVER (PARTITION BY key ORDER BY ${order}) = 1) s
       LEFT JOIN stage_conflict_current c ON c.key = s.key
       LEFT JOIN stage_status t ON t.i = s.status
       WHERE CASE WHEN c.id IS NULL THEN s.deleted = 0
         ELSE s.deleted = 1 OR s.value IS DISTINCT FROM c.value OR t.text <> c.status
           OR s.count <> c.count OR c.source <> $source END`,
      { kpi: staged.kpis.indexOf(kpi), source },
    );
    total.closed += await draft.run(
      `UPDATE observation SET until = $number
       WHERE until IS NULL AND kpi = $kpi AND rowid IN (SELECT id FROM stage_chosen)`,
      { number: draft.number, kpi },
    );
    total.inserted += await draft.run(
      `INSERT INTO observation
       SELECT $kpi, a.id, ${keySql.year}, ${keySql.gender}, s.value, s.text, s.count,
         $source, $number, NULL
       FROM stage_chosen s JOIN stage_area a ON a.i = ${keySql.area}
       WHERE s.deleted = 0 ORDER BY key`,
      { kpi, source, number: draft.number },
    );
  }
  return total;
}
