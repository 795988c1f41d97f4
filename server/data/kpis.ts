import { z } from 'zod';
import type { GoodDirection } from '../../web/shared/api.ts';
import { field } from './fields.ts';
import { assertUnique, DataFileError, readCsv } from './read-csv.ts';

const rowSchema = z.object({
  id: field.kpiId,
  set: field.text,
  unit: field.text,
  good_direction: z.enum(['higher', 'lower', 'neutral']),
  title: field.text,
});

/** A KPI that is always held, with what Kolada's catalogue does not tell of it. */
export interface CuratedKpi {
  readonly id: string;
  /** Id in kpi-sets.csv. */
  readonly set: string;
  readonly unit: string;
  readonly goodDirection: GoodDirection;
  /** Kolada's title, until the catalogue has been fetched. */
  readonly title: string;
}

export interface KpiSet {
  readonly id: string;
  /** Swedish. */
  readonly title: string;
}

/**
 * The curated list in its own order.
 * @param dir the data folder
 * @throws {DataFileError}
 */
export function loadCuratedKpis(dir: string): CuratedKpi[] {
  const rows = readCsv(dir, 'kpis.csv', rowSchema);
  assertUnique('kpis.csv', rows, (row) => row.id);
  const sets = new Set(loadKpiSets(dir).map(({ id }) => id));
  return rows.map(({ line, row: { good_direction: goodDirection, ...row } }) => {
    if (!sets.has(row.set)) {
      throw new DataFileError('kpis.csv', line, `set "${row.set}" is not in kpi-sets.csv`);
    }
    return { ...row, goodDirection };
  });
}

/** @throws {DataFileError} */
export function loadKpiSets(dir: string): KpiSet[] {
  const schema = z.object({ id: z.string().regex(/^[a-z]+$/), title: field.text });
  const rows = readCsv(dir, 'kpi-sets.csv', schema);
  assertUnique('kpi-sets.csv', rows, (row) => row.id);
  return rows.map(({ row }) => row);
}
