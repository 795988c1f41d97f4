import { listValue } from '@duckdb/node-api';
import { z } from 'zod';
import type { Changes } from './ask-changes.ts';
import type { Draft } from './draft.ts';
import type { Note } from './job.ts';
import { keySql } from './staged-values.ts';

/** Keeps in the draft's connection which values Kolada says have changed. */
export async function keepTold(draft: Draft, { parts }: Changes): Promise<void> {
  await draft.run(`CREATE OR REPLACE TEMP TABLE told (
    kpi VARCHAR NOT NULL, area VARCHAR NOT NULL, year SMALLINT NOT NULL, gender VARCHAR NOT NULL)`);
  for (const { staged } of parts) {
    await staged.load(draft.connection);
    await draft.run(`INSERT INTO told
      SELECT k.id, a.id, ${keySql.year}, ${keySql.gender} FROM stage
      JOIN stage_kpi k ON k.i = ${keySql.kpi} JOIN stage_area a ON a.i = ${keySql.area}`);
  }
}

const missedRow = z.object({
  count: z.number(),
  kpis: z.array(z.string()).nullable(),
});

/**
 * What a sweep has changed in the draft although nobody had told: of KPIs and areas that the daily
 * runs ask about, the values that are others and are not among those told.
 * @returns undefined when the sweep agrees
 */
export async function sweepNote(draft: Draft, changes: Changes): Promise<Note | undefined> {
  const rows = await draft.rows(
    `SELECT count(*)::DOUBLE AS count, list(DISTINCT kpi ORDER BY kpi) AS kpis FROM (
       SELECT DISTINCT kpi, area, year, gender FROM observation
       WHERE (since = $number OR until = $number)
         AND kpi IN (SELECT unnest($kpis)) AND area IN (SELECT unnest($areas))
     ) AS changed ANTI JOIN told USING (kpi, area, year, gender)`,
    {
      number: draft.number,
      kpis: listValue([...changes.knownKpis]),
      areas: listValue([...changes.knownAreas]),
    },
  );
  const [missed] = z.array(missedRow).parse(rows.map(withPlainList));
  if (missed === undefined || missed.count === 0 || missed.kpis === null) return undefined;
  const some = missed.kpis.slice(0, 5).join(', ') + (missed.kpis.length > 5 ? ', …' : '');
  return {
    code: 'sweep-disagreed',
    detail: `${missed.count} values of ${missed.kpis.length} KPIs had changed untold: ${some}`,
  };
}

/** DuckDB's lists come wrapped. */
function withPlainList(row: unknown): unknown {
  if (typeof row !== 'object' || row === null || !('kpis' in row)) return row;
  const { kpis } = row;
  const items = typeof kpis === 'object' && kpis !== null && 'items' in kpis ? kpis.items : kpis;
  return { ...row, kpis: items };
}
