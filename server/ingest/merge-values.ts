import { listValue } from '@duckdb/node-api';
import { z } from 'zod';
import type { Draft } from './draft.ts';
import type { Choice, HeldKpi } from './held-kpi.ts';
import { conflictOf } from './held-kpi.ts';
import type { Verdicts } from './judge-answer.ts';
import { judgeAnswer } from './judge-answer.ts';
import type { Repeated } from './repeated-values.ts';
import { bringChosen, dropRepeated, holdConflicts } from './repeated-values.ts';
import type { StagedValues } from './staged-values.ts';
import { keySql, loadKeys } from './staged-values.ts';
import type { Tally } from './tally.ts';

export interface MergeOptions {
  /** Id in the table `source` that new versions carry. */
  readonly source: number;
  /**
   * Whether a value that did not come has vanished; false where rows of the answer were refused,
   * since the missing may be among them, and where only what changed was asked for.
   */
  readonly judgeVanished: boolean;
  readonly verdicts: Verdicts;
  /** As in `judgeAnswer`. */
  readonly lastYear: number;
  /** Is told what the answer does to each KPI. */
  readonly tally: Tally;
  /** What a human has chosen of values that contradict each other. */
  readonly choiceOf: (kpi: string, conflict: string | undefined) => Choice | undefined;
}

export interface MergeReport {
  readonly inserted: number;
  readonly closed: number;
  /** What was kept as it is, because the new answer could not be believed. */
  readonly held: readonly HeldKpi[];
  /** KPIs of which all was known and seen: what they held before, and do not now, is mended. */
  readonly settled: readonly string[];
  /** KPIs of whose contradictions a human has chosen what to take. */
  readonly chosen: readonly string[];
  /** KPIs of which the draft held values already. */
  readonly known: number;
}

/**
 * Brings the values of some KPIs, completely fetched for their areas, into the draft: a version is
 * (value, status, source), with the count that came with it; one that changed, was withdrawn or
 * vanished gets its `until`. What goes beyond the limits is held, and what no reader would see change
 * is left as it is.
 */
export async function mergeValues(
  draft: Draft,
  staged: StagedValues,
  options: MergeOptions,
): Promise<MergeReport> {
  await staged.load(draft.connection);
  const repeated = await dropRepeated(draft, staged);
  const known = await loadCurrent(draft, staged);
  const { conflicting, chosen } = await conflictsOf(draft, staged, { repeated, options });
  const isCertain = (i: number) => options.judgeVanished && !repeated.uncertain.has(i);
  const certain = [...staged.kpis.keys()].filter(isCertain);
  // What was held of a contradiction is settled once it has been chosen from.
  const settled = [...certain.map((i) => staged.kpis[i] ?? ''), ...chosen.keys()];
  const { source } = options;
  const told = { settled, chosen: [...chosen.keys()] };
  if (known.size === 0) {
    const inserted = await insertNew(draft, staged, { source, which: 'all' });
    const own = await bringChosen(draft, staged, { chosen, source });
    const sums = { inserted: inserted + own.inserted, closed: own.closed };
    return { ...sums, held: conflicting, ...told, known: 0 };
  }
  await makeDiff(draft, options.source, certain);
  const came = await countByKpi(draft, 'stage');
  const emptied = certain.flatMap((index) => {
    const before = known.get(index) ?? 0;
    return before > 0 && !came.has(index) ? [{ index, known: before }] : [];
  });
  const judged = await judgeAnswer(draft, staged, { ...options, emptied });
  const closed = await closeOld(draft, staged);
  const inserted = await insertNew(draft, staged, { source, which: 'changed' });
  const own = await bringChosen(draft, staged, { chosen, source });
  const held = [...conflicting, ...judged];
  const sums = { inserted: inserted + own.inserted, closed: closed + own.closed };
  return { ...sums, held, ...told, known: known.size };
}

/** Contradictions that are held, and KPIs of which a human has chosen what to take. */
async function conflictsOf(
  draft: Draft,
  staged: StagedValues,
  { repeated, options }: { readonly repeated: Repeated; readonly options: MergeOptions },
) {
  const all = await holdConflicts(draft, staged, repeated);
  const chosen = new Map(
    all.flatMap((one) => {
      const choice = options.choiceOf(one.kpi, conflictOf(one));
      return choice === undefined ? [] : [[one.kpi, choice] as const];
    }),
  );
  return { conflicting: all.filter(({ kpi }) => !chosen.has(kpi)), chosen };
}

/**
 * Puts what the draft holds of these KPIs and areas in `stage_current`.
 * @returns how many rows of each KPI, by its place
 */
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

const kpiCount = z.object({ i: z.number(), n: z.number() });

async function countByKpi(
  draft: Draft,
  table: 'stage' | 'stage_current',
): Promise<Map<number, number>> {
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

/** What makes a new version whatever the value: not `count`, which no reader is shown. */
const otherwise = 'c.id IS NULL OR s.deleted = 1 OR t.text <> c.status OR c.source <> $source';

/**
 * What publishing the answer would change, in `stage_diff`. A kommun that Kolada no longer lists
 * keeps the last that was said of it.
 * @param certain KPIs, by place, of which a value that did not come has vanished
 */
async function makeDiff(draft: Draft, source: number, certain: readonly number[]): Promise<void> {
  await loadKeys(draft, 'stage_certain', certain);
  await draft.run(
    `CREATE OR REPLACE TEMP TABLE stage_gone AS
     SELECT a.i FROM stage_area a
     WHERE EXISTS (SELECT 1 FROM area WHERE area.id = a.id)
       AND NOT EXISTS (SELECT 1 FROM area WHERE area.id = a.id AND area.until IS NULL)`,
  );
  await draft.run(
    `CREATE OR REPLACE TEMP TABLE stage_diff AS
     SELECT coalesce(c.key, s.key) AS key, c.id, coalesce(${otherwise}, true) AS otherwise
     FROM stage_current c
     FULL JOIN stage s ON s.key = c.key
     LEFT JOIN stage_status t ON t.i = s.status
     WHERE CASE
       WHEN c.id IS NULL THEN s.deleted = 0
       WHEN s.key IS NULL THEN (c.key >> 22) IN (SELECT key FROM stage_certain) AND (
         c.id IN (SELECT id FROM stage_snapshot)
         OR ((c.key >> 10) & 4095) NOT IN (SELECT i FROM stage_gone))
       ELSE s.deleted = 1 OR s.value IS DISTINCT FROM c.value OR ${otherwise} END`,
    { source },
  );
}

function closeOld(draft: Draft, staged: StagedValues): Promise<number> {
  return draft.run(
    `UPDATE observation SET until = $number FROM stage_diff d
     WHERE observation.rowid = d.id AND observation.until IS NULL
       AND observation.kpi BETWEEN $first AND $last`,
    { number: draft.number, ...kpiRange(staged) },
  );
}

/**
 * Sorted by KPI, area and year, so that a reader's filters skip most of the file. The sort comes
 * first, over numbers only, and lists give the names afterwards in less time than joins.
 */
function insertNew(
  draft: Draft,
  staged: StagedValues,
  { source, which }: { readonly source: number; readonly which: 'all' | 'changed' },
): Promise<number> {
  // An empty list has no type that DuckDB could know.
  if (staged.size() === 0) return Promise.resolve(0);
  return draft.run(
    `INSERT INTO observation
     SELECT $kpis[${keySql.kpi} + 1], $areas[${keySql.area} + 1], ${keySql.year}, ${keySql.gender},
       value, $statuses[status + 1], count, $source, $number, NULL
     FROM (
       SELECT s.* FROM stage s
       ${which === 'changed' ? 'SEMI JOIN stage_diff d ON d.key = s.key' : ''}
       WHERE s.deleted = 0
       ORDER BY s.key)`,
    {
      kpis: listValue([...staged.kpis]),
      areas: listValue([...staged.areas]),
      statuses: listValue([...staged.statuses()]),
      source,
      number: draft.number,
    },
  );
}

function kpiRange(staged: StagedValues): { first: string; last: string } {
  const sorted = [...staged.kpis].sort();
  return { first: sorted[0] ?? '', last: sorted.at(-1) ?? '' };
}
