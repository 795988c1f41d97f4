/** One key, said twice. */
import type { AnyRow, Row } from '../support/rows.ts';
import { eachRow, type Trial } from './trial.ts';

const conflicting = [/"status":"degraded"/, /conflicting-values/, /N21006/];
const isHit = (row: Row, index: number) => row.kpi === 'N21006' && index % 40 === 3;

function other(row: Row): Row {
  return {
    ...row,
    values: row.values.map((entry) =>
      entry.value === null
        ? { ...entry, value: 7, status: '' }
        : { ...entry, value: entry.value + 111_111 },
    ),
  };
}

const gap = (row: Row): AnyRow => ({
  ...row,
  values: row.values.map((entry) => ({ ...entry, value: null, count: 0, status: 'Missing' })),
});

/** Twins of some rows, for each place where they may stand. */
function twins(rows: readonly AnyRow[], make: (row: Row) => AnyRow): AnyRow[] {
  const found: AnyRow[] = [];
  eachRow((row, index) => {
    if (isHit(row, index)) found.push(make(row));
    return row;
  })(rows);
  return found;
}

const held = { case: 'R1', holds: 'held', others: true, health: conflicting } as const;

export const conflictTrials: readonly Trial[] = [
  {
    ...held,
    name: 'a false row stands before the true one',
    does: 'some rows of N21006 once more, + 111111, each before its original',
    rows: eachRow((row, index) => (isHit(row, index) ? [other(row), row] : row)),
  },
  {
    ...held,
    name: 'a false row stands after the true one',
    does: 'as above, each after its original',
    rows: eachRow((row, index) => (isHit(row, index) ? [row, other(row)] : row)),
  },
  {
    ...held,
    name: 'false rows stand first on the first page',
    does: 'as above, all before everything else',
    rows: (rows) => [...twins(rows, other), ...rows],
  },
  {
    ...held,
    name: 'false rows stand last on the last page',
    does: 'as above, all after everything else',
    rows: (rows) => [...rows, ...twins(rows, other)],
  },
  {
    ...held,
    name: 'a gap stands before the value',
    does: 'some rows of N21006 once more as Missing, before their originals',
    rows: eachRow((row, index) => (isHit(row, index) ? [gap(row), row] : row)),
  },
  {
    ...held,
    name: 'a gap stands after the value',
    does: 'as above, after their originals',
    rows: eachRow((row, index) => (isHit(row, index) ? [row, gap(row)] : row)),
  },
  {
    ...held,
    name: 'one row says two things of one gender',
    does: 'a second T within some rows of N21006',
    rows: eachRow((row, index) =>
      isHit(row, index) ? { ...row, values: [...other(row).values, ...row.values] } : row,
    ),
  },
  {
    name: 'half of a KPI’s rows are contradicted',
    case: 'R1',
    does: 'every other row of N21006 once more, + 111111',
    holds: 'held',
    health: [/"status":"degraded"/],
    rows: eachRow((row, index) =>
      row.kpi === 'N21006' && index % 2 === 0 ? [other(row), row] : row,
    ),
  },
  {
    name: 'some rows are there twice',
    case: 'R1',
    does: 'every tenth row again right after itself',
    holds: 'right',
    rows: eachRow((row, index) => (index % 10 === 0 ? [row, row] : row)),
  },
  {
    name: 'every row is there twice',
    case: 'R1',
    does: 'each row again right after itself',
    holds: 'safe',
    rows: eachRow((row) => [row, row]),
  },
  {
    name: 'all pages come twice',
    case: 'R1',
    does: 'all rows, and then all rows again',
    holds: 'safe',
    rows: (rows) => [...rows, ...rows],
  },
];
