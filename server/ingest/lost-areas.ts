import { z } from 'zod';
import { genders } from '../../web/shared/comparison/comparison.ts';
import type { Draft } from './draft.ts';
import type { HeldKpi } from './held-kpi.ts';
import { lostArea } from './judge-limits.ts';
import { unitsIn } from './units-in.ts';

/** What was taken back out of a draft. */
export interface TakenBack {
  readonly held: readonly HeldKpi[];
  readonly inserted: number;
  readonly closed: number;
}

/**
 * Holds the areas that lose too much over all KPIs together, though in each it may be little. Comes
 * after all values are in the draft, and takes out again what this run has done to those areas in
 * the KPIs that lost something there.
 * @param lost values lost by area, as `judgeAnswer` counts them
 */
export async function holdLostAreas(
  draft: Draft,
  lost: ReadonlyMap<string, number>,
): Promise<TakenBack> {
  const held: HeldKpi[] = [];
  let inserted = 0;
  let closed = 0;
  for (const [area, values] of lost) {
    if (values < 2) continue;
    const of = await knownBefore(draft, area);
    const isTooMuch = values === of || (values >= lostArea.least && values > of * lostArea.share);
    if (!isTooMuch) continue;
    held.push(...(await readHeld(draft, area, { values, of })));
    inserted += await draft.run(
      `DELETE FROM observation WHERE area = $area AND since = $number AND kpi IN (
         SELECT kpi FROM observation WHERE area = $area AND until = $number)`,
      { area, number: draft.number },
    );
    closed += await draft.run(
      'UPDATE observation SET until = NULL WHERE area = $area AND until = $number',
      { area, number: draft.number },
    );
  }
  return { held, inserted, closed };
}

async function knownBefore(draft: Draft, area: string): Promise<number> {
  const rows = await draft.rows(
    `SELECT count(*)::DOUBLE AS n FROM observation
     WHERE area = $area AND value IS NOT NULL AND since < $number
       AND (until IS NULL OR until = $number)
       AND source NOT IN (SELECT id FROM source WHERE kind = 'snapshot')`,
    { area, number: draft.number },
  );
  return z.tuple([z.object({ n: z.number() })]).parse(rows)[0].n;
}

const changedRow = z.object({
  kpi: z.string(),
  year: z.number(),
  gender: z.enum(genders),
  before: z.number().nullable(),
  after: z.number().nullable(),
});

async function readHeld(
  draft: Draft,
  area: string,
  counts: { readonly values: number; readonly of: number },
): Promise<HeldKpi[]> {
  const rows = z.array(changedRow).parse(
    await draft.rows(
      `SELECT kpi, year, gender, o.value AS before, n.value AS after
       FROM (SELECT * FROM observation WHERE area = $area AND until = $number) o
       FULL JOIN (SELECT * FROM observation WHERE area = $area AND since = $number AND kpi IN (
         SELECT kpi FROM observation WHERE area = $area AND until = $number)) n
         USING (kpi, year, gender)
       ORDER BY kpi, year, gender`,
      { area, number: draft.number },
    ),
  );
  const units = await unitsIn(draft);
  return [...Map.groupBy(rows, ({ kpi }) => kpi)].map(([kpi, cells]) => ({
    kpi,
    unit: units.get(kpi) ?? '',
    faults: [{ code: lostArea.code, area, ...counts }],
    cells: cells.map(({ year, gender, before, after }) => ({ area, year, gender, before, after })),
  }));
}
