import type { Rewriting } from '../support/fault.ts';
import type { AnyRow, Entry, Row } from '../support/rows.ts';

/**
 * What must come of a fault, whatever else it does. `refused`: the run fails, nothing changes.
 * `held`: what is spoilt keeps its old values. `healed`: asked again, and right. `right`: not a
 * fault to a careful reader. `safe`: refused or right. In all five not one wrong value is published,
 * and the next honest answer mends everything by itself.
 */
export type Outcome = 'refused' | 'held' | 'healed' | 'right' | 'safe';

/** One kind of fault in what Kolada answers. */
export interface Trial extends Rewriting {
  readonly name: string;
  /** Id in the list of cases, for those that stand there. */
  readonly case?: string;
  /** What the proxy does, for the table in the README. */
  readonly does: string;
  readonly holds: Outcome;
  /** Of a held run: an honest change elsewhere in the same answer is published all the same. */
  readonly others?: boolean;
  /** What `/health` must hold while the fault lasts. */
  readonly health?: readonly RegExp[];
  /** A KPI whose page must say `kontrolleras`. */
  readonly readersTold?: string;
}

type Change = (row: Row, index: number) => AnyRow | readonly AnyRow[];

const isRow = (row: AnyRow): row is Row & AnyRow =>
  typeof row['kpi'] === 'string' && Array.isArray(row['values']);

/** Rows each changed, doubled or left out. */
export function eachRow(change: Change) {
  return (rows: readonly AnyRow[]): readonly AnyRow[] => rows.filter(isRow).flatMap(change);
}

/** The entries of the rows that `isHit`, each changed. */
export function eachEntry(isHit: (row: Row) => boolean, change: (entry: Entry) => object) {
  return eachRow((row) => (isHit(row) ? { ...row, values: row.values.map(change) } : row));
}

/** The value of every entry that has one. */
export function eachValue(isHit: (row: Row) => boolean, change: (value: number) => number) {
  return eachEntry(isHit, (entry) =>
    entry.value === null ? entry : { ...entry, value: change(entry.value) },
  );
}

export const everyRow = () => true;
export const ofKpi = (id: string) => (row: Row) => row.kpi === id;

/** The value of another row of the same KPI, where there is one. */
export function valuesFrom(isHit: (row: Row) => boolean, otherPlace: (row: Row) => string) {
  return (rows: readonly AnyRow[]): readonly AnyRow[] => {
    const all = rows.filter(isRow);
    const byPlace = new Map(
      all.map((row) => [`${row.kpi} ${row.municipality} ${row.period}`, row.values]),
    );
    return all.map((row) =>
      isHit(row) ? { ...row, values: byPlace.get(otherPlace(row)) ?? row.values } : row,
    );
  };
}
