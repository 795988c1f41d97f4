import { z } from 'zod';
import type { Draft } from './draft.ts';
import type { Alarm } from './job.ts';
import type { StagedValues } from './staged-values.ts';
import { keySql } from './staged-values.ts';

export interface MergeOptions {
  /** Id in the table `source` that new versions carry. */
  readonly source: number;
  /**
   * Whether a value that did not come has vanished; false where rows of the answer were refused,
   * since the missing may be among them.
   */
  readonly judgeVanished: boolean;
}

export interface MergeReport {
  readonly inserted: number;
  readonly closed: number;
  readonly alarms: readonly Alarm[];
  /** KPIs of which the draft held values already. */
  readonly known: number;
}

/** A KPI that loses more than half of at least this many values is kept as it was. */
const plausibleFrom = 100;

const kpiCount = z.object({ i: z.number(), n: z.number() });

/**
 * Brings the values of some KPIs, completely fetched for their areas, into the draft: a version is
 * (value, status, count, source); one that changed, was withdrawn or vanished gets its `until`.
 */
export async function mergeValues(
  draft: Draft,
  staged: StagedValues,
  options: MergeOptions,
): Promise<MergeReport> {
  await staged.load(draft.connection);
  const conflicting = await dropRepeated(draft);
  const held = await loadCurrent(draft, staged);
  const fetched = await countByKpi(draft, 'stage_fetched');
  const came = await countByKpi(draft, 'stage');
  const alarms: Alarm[] = [];
  for (const [i, kpi] of staged.kpis.entries()) {
    const code = judge({
      conflicting: conflicting.has(i),
      before: held.get(i) ?? 0,
      beforeFromKolada: fetched.get(i) ?? 0,
      after: came.get(i) ?? 0,
      judgeVanished: options.judgeVanished,
    });
    if (code === undefined) continue;
    alarms.push({ kpi, code });
    await draft.run(`DELETE FROM stage WHERE ${keySql.kpi} = $i`, { i });
    await draft.run(`DELETE FROM stage_current WHERE ${keySql.kpi} = $i`, { i });
  }
  const closed = held.size === 0 ? 0 : await closeOld(draft, staged, options);
  const inserted = await insertNew(draft, options.source);
  return { inserted, closed, alarms, known: held.size };
}

function judge(facts: {
  readonly conflicting: boolean;
  readonly before: number;
  /** Those of `before` that are not the snapshot's. */
  readonly beforeFromKolada: number;
  readonly after: number;
  readonly judgeVanished: boolean;
}): Alarm['code'] | undefined {
  if (facts.conflicting) return 'conflicting-values';
  if (facts.before === 0 || !facts.judgeVanished) return undefined;
  if (facts.after === 0) return 'no-rows';
  const lost = facts.beforeFromKolada >= plausibleFrom && facts.after < facts.beforeFromKolada / 2;
  return lost ? 'many-vanished' : undefined;
}

/** A page that shifted under the reader repeats rows; equal ones are one, unequal ones a fault. */
async function dropRepeated(draft: Draft): Promise<Set<number>> {
  const [counts] = z
    .array(z.object({ n: z.number(), keys: z.number() }))
    .parse(
      await draft.rows(
        'SELECT count(*)::DOUBLE AS n, count(DISTINCT key)::DOUBLE AS keys FROM stage',
      ),
    );
  if (counts?.n === counts?.keys) return new Set();
  await draft.run('CREATE OR REPLACE TEMP TABLE stage_distinct AS SELECT DISTINCT * FROM stage');
  await draft.run(`DELETE FROM stage_distinct WHERE deleted = 1 AND key IN (
    SELECT key FROM stage_distinct WHERE deleted = 0)`);
  await draft.run('DELETE FROM stage');
  await draft.run('INSERT INTO stage SELECT * FROM stage_distinct');
  const rows = await draft.rows(`
    SELECT DISTINCT ${keySql.kpi} AS i, 0 AS n FROM stage GROUP BY key HAVING count(*) > 1`);
  return new Set(
    z
      .array(kpiCount)
      .parse(rows)
      .map(({ i }) => i),
  );
}

/** Puts what the draft holds of these KPIs and areas in `stage_current`. */
async function loadCurrent(draft: Draft, staged: StagedValues): Promise<Map<number, number>> {
  await draft.run(
    `INSERT INTO stage_current
     SELECT o.rowid, ${keySql.pack}, o.value, o.status, o.count, o.source
     FROM observation o
     JOIN stage_kpi k ON k.id = o.kpi
     JOIN stage_area a ON a.id = o.area
     WHERE o.until IS NULL AND o.kpi BETWEEN $first AND $last`,
    kpiRange(staged),
  );
  return countByKpi(draft, 'stage_current');
}

type KeyTable = 'stage' | 'stage_current' | 'stage_fetched';

async function countByKpi(draft: Draft, table: KeyTable): Promise<Map<number, number>> {
  const rows = await draft.rows(
    `SELECT ${keySql.kpi} AS i, count(*)::DOUBLE AS n FROM ${table} GROUP BY 1`,
  );
  return new Map(
    z
      .array(kpiCount)
      .parse(rows)
      .map(({ i, n }) => [i, n]),
  );
}

const differs = `(s.value IS DISTINCT FROM c.value OR t.text <> c.status OR s.count <> c.count
  OR c.source <> $source)`;

async function closeOld(draft: Draft, staged: StagedValues, options: MergeOptions) {
  await draft.run(
    `CREATE OR REPLACE TEMP TABLE stage_closed AS
     SELECT c.id FROM stage_current c
     LEFT JOIN stage s ON s.key = c.key
     LEFT JOIN stage_status t ON t.i = s.status
     WHERE CASE WHEN s.key IS NULL THEN $judge ELSE s.deleted = 1 OR ${differs} END`,
    { judge: options.judgeVanished, source: options.source },
  );
  return draft.run(
    `UPDATE observation SET until = $number FROM stage_closed c
     WHERE observation.rowid = c.id AND observation.until IS NULL
       AND observation.kpi BETWEEN $first AND $last`,
    { number: draft.number, ...kpiRange(staged) },
  );
}

/** Sorted by KPI, area and year, so that a reader's filters skip most of the file. */
function insertNew(draft: Draft, source: number): Promise<number> {
  return draft.run(
    `INSERT INTO observation
     SELECT k.id, a.id, ${keySql.year}, ${keySql.gender}, s.value, t.text, s.count,
       $source, $number, NULL
     FROM stage s
     LEFT JOIN stage_current c USING (key)
     JOIN stage_kpi k ON k.i = ${keySql.kpi}
     JOIN stage_area a ON a.i = ${keySql.area}
     JOIN stage_status t ON t.i = s.status
     WHERE s.deleted = 0 AND (c.id IS NULL OR ${differs})
     ORDER BY key`,
    { source, number: draft.number },
  );
}

function kpiRange(staged: StagedValues): { first: string; last: string } {
  const sorted = [...staged.kpis].sort();
  return { first: sorted[0] ?? '', last: sorted.at(-1) ?? '' };
}
