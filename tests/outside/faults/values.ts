/** Answers that are well formed and say what is not so: for the judge of the difference. */
import { areaIds } from '../support/world.ts';
import { eachEntry, eachRow, eachValue, everyRow, ofKpi, valuesFrom, type Trial } from './trial.ts';

const cost = 'N21006';
const survey = 'U21468';
const degraded = /"status":"degraded"/;
const names = (id: string) => [degraded, new RegExp(id)];
const missing = { value: null, count: 0, status: 'Missing' };
const thousandth = (index: number, size: number) => index % size === 0;

export const valueTrials: readonly Trial[] = [
  {
    name: 'every value is null',
    case: 'R2',
    does: 'value null, status Missing, in every row',
    holds: 'held',
    health: [degraded],
    readersTold: cost,
    rows: eachEntry(everyRow, (entry) => ({ ...entry, ...missing })),
  },
  {
    name: 'one KPI’s values are null',
    case: 'R2',
    does: 'as above, N21006 only',
    holds: 'held',
    others: true,
    health: names(cost),
    rows: eachEntry(ofKpi(cost), (entry) => ({ ...entry, ...missing })),
  },
  {
    name: 'every value is 0',
    case: 'R3',
    does: 'value 0 in every row',
    holds: 'held',
    health: [degraded],
    rows: eachValue(everyRow, () => 0),
  },
  {
    name: 'one KPI’s values are 0',
    case: 'R3',
    does: 'value 0 in N21006',
    holds: 'held',
    others: true,
    health: names(cost),
    rows: eachValue(ofKpi(cost), () => 0),
  },
  {
    name: '40 % of the rows are gone',
    case: 'R4',
    does: 'leaves out two rows of five',
    holds: 'held',
    health: [degraded],
    rows: eachRow((row, index) => (index % 5 < 2 ? [] : row)),
  },
  {
    name: '40 % of a KPI’s rows are gone',
    case: 'R4',
    does: 'leaves out two rows of five of N21006',
    holds: 'held',
    others: true,
    health: names(cost),
    rows: eachRow((row, index) => (row.kpi === cost && index % 5 < 2 ? [] : row)),
  },
  {
    name: 'a kommun is gone from every KPI',
    case: 'R5',
    does: 'leaves out the rows of 2305',
    holds: 'held',
    others: true,
    health: names('2305'),
    rows: eachRow((row) => (row.municipality === '2305' ? [] : row)),
  },
  ...[1, -1].map((step): Trial => ({
    name: `years are shifted by ${step}`,
    case: 'R6',
    does: `a row of year y says what year y ${step > 0 ? '−' : '+'} 1 had`,
    holds: 'held',
    health: [degraded],
    rows: valuesFrom(everyRow, (row) => `${row.kpi} ${row.municipality} ${row.period - step}`),
  })),
  {
    name: 'a KPI’s years are shifted',
    case: 'R6',
    does: 'as above, N21006 only',
    holds: 'held',
    others: true,
    health: names(cost),
    rows: valuesFrom(ofKpi(cost), (row) => `${cost} ${row.municipality} ${row.period - 1}`),
  },
  {
    name: 'women and men are swapped',
    case: 'R7',
    does: 'K says M, M says K',
    holds: 'held',
    health: [degraded],
    rows: eachEntry(everyRow, (entry) => ({
      ...entry,
      gender: entry.gender === 'K' ? 'M' : entry.gender === 'M' ? 'K' : entry.gender,
    })),
  },
  {
    name: 'women and men are swapped in one KPI',
    case: 'R7',
    does: 'as above, U21468 only',
    holds: 'held',
    others: true,
    health: names(survey),
    rows: eachEntry(ofKpi(survey), (entry) => ({
      ...entry,
      gender: entry.gender === 'K' ? 'M' : entry.gender === 'M' ? 'K' : entry.gender,
    })),
  },
  ...[1000, 0.001, 100, 0.01, 10].map((factor): Trial => ({
    name: `a KPI × ${factor}`,
    case: 'R8',
    does: `N21006 × ${factor}`,
    holds: 'held',
    others: true,
    health: names(cost),
    readersTold: cost,
    rows: eachValue(ofKpi(cost), (value) => value * factor),
  })),
  {
    name: 'shares become fractions',
    case: 'R8',
    does: 'U21468 ÷ 100',
    holds: 'held',
    others: true,
    health: names(survey),
    rows: eachValue(ofKpi(survey), (value) => value / 100),
  },
  {
    name: 'every KPI × 1000',
    case: 'R9',
    does: 'every value × 1000',
    holds: 'held',
    health: [degraded],
    rows: eachValue(everyRow, (value) => value * 1000),
  },
  {
    name: 'a KPI’s signs flip',
    does: 'N21006 × −1',
    holds: 'held',
    others: true,
    health: names(cost),
    rows: eachValue(ofKpi(cost), (value) => -value),
  },
  {
    name: 'a KPI is the same everywhere',
    does: 'N21006 is 400000 in every row',
    holds: 'held',
    others: true,
    health: names(cost),
    rows: eachValue(ofKpi(cost), () => 400_000),
  },
  {
    name: 'a KPI’s values stand one kommun too low',
    does: 'N21006 of each area is that of the area before it',
    holds: 'held',
    others: true,
    health: names(cost),
    rows: valuesFrom(ofKpi(cost), (row) => {
      const before = areaIds[areaIds.indexOf(row.municipality) - 1] ?? row.municipality;
      return `${cost} ${before} ${row.period}`;
    }),
  },
  {
    name: 'a KPI has another KPI’s values',
    does: 'N21009 says what N21024 says',
    holds: 'held',
    others: true,
    health: names('N21009'),
    rows: (rows) =>
      eachRow((row) => {
        if (row.kpi !== 'N21009') return row;
        const other = rows.find(
          ({ kpi, municipality, period }) =>
            kpi === 'N21024' && municipality === row.municipality && period === row.period,
        );
        return other === undefined ? row : { ...other, kpi: 'N21009' };
      })(rows),
  },
  {
    name: 'a kommun × 1000 in every KPI',
    does: '2305 × 1000',
    holds: 'held',
    others: true,
    health: [degraded],
    rows: eachValue(
      (row) => row.municipality === '2305',
      (value) => value * 1000,
    ),
  },
  {
    name: 'a year of a KPI × 1000',
    does: 'N21006 2019 × 1000',
    holds: 'held',
    others: true,
    health: names(cost),
    rows: eachValue(
      (row) => row.kpi === cost && row.period === 2019,
      (value) => value * 1000,
    ),
  },
  {
    name: 'a year of a KPI is gone',
    does: 'leaves out the rows of N21006 2019',
    holds: 'held',
    others: true,
    health: names(cost),
    rows: eachRow((row) => (row.kpi === cost && row.period === 2019 ? [] : row)),
  },
  {
    name: 'a year is gone from every KPI',
    does: 'leaves out the rows of 2019',
    holds: 'held',
    health: [degraded],
    rows: eachRow((row) => (row.period === 2019 ? [] : row)),
  },
  {
    name: 'a KPI’s gender split vanishes',
    case: 'R11',
    does: 'U21468 without K and M',
    holds: 'held',
    others: true,
    health: names(survey),
    readersTold: survey,
    rows: eachRow((row) =>
      row.kpi === survey
        ? { ...row, values: row.values.filter(({ gender }) => gender === 'T') }
        : row,
    ),
  },
  {
    name: 'a KPI’s totals vanish',
    does: 'U21468 without T',
    holds: 'held',
    others: true,
    health: names(survey),
    rows: eachRow((row) =>
      row.kpi === survey
        ? { ...row, values: row.values.filter(({ gender }) => gender !== 'T') }
        : row,
    ),
  },
  {
    name: 'a KPI’s rows hold no entries',
    does: 'values: [] in every row of N21006',
    holds: 'held',
    others: true,
    health: names(cost),
    rows: eachRow((row) => (row.kpi === cost ? { ...row, values: [] } : row)),
  },
  {
    name: 'a KPI has no rows',
    does: 'leaves out N21006',
    holds: 'held',
    others: true,
    health: names(cost),
    rows: eachRow((row) => (row.kpi === cost ? [] : row)),
  },
  {
    name: 'a KPI’s values are all withdrawn',
    does: 'isdeleted in every row of N21006',
    holds: 'held',
    others: true,
    health: names(cost),
    rows: eachEntry(ofKpi(cost), (entry) => ({ ...entry, value: null, isdeleted: true })),
  },
  {
    name: 'a KPI becomes secret',
    does: 'null with status Sekretess in N21006',
    holds: 'held',
    others: true,
    health: names(cost),
    rows: eachEntry(ofKpi(cost), (entry) => ({ ...entry, value: null, status: 'Sekretess' })),
  },
  {
    name: 'every value differs a little below what is shown',
    case: 'R13',
    does: 'every value × (1 + 1e-12)',
    holds: 'right',
    // But for values with one decimal, among them the one that has honestly changed.
    rows: eachValue(everyRow, (value) =>
      Number.isInteger(value * 10) && !Number.isInteger(value) ? value : value * (1 + 1e-12),
    ),
  },
  {
    name: 'some rows are gone, here and there',
    does: 'leaves out every hundredth row and gives them again at the end',
    holds: 'right',
    rows: (rows) => [
      ...rows.filter((_, index) => !thousandth(index, 100)),
      ...rows.filter((_, index) => thousandth(index, 100)),
    ],
  },
];
