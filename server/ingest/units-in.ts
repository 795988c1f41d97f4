import { z } from 'zod';
import type { Draft } from './draft.ts';

const unitRow = z.object({ id: z.string(), unit: z.string() });

/** Units by KPI as the draft has them. */
export async function unitsIn(draft: Draft): Promise<ReadonlyMap<string, string>> {
  const rows = await draft.rows('SELECT id, unit FROM kpi WHERE until IS NULL');
  return new Map(
    z
      .array(unitRow)
      .parse(rows)
      .map(({ id, unit }) => [id, unit]),
  );
}
