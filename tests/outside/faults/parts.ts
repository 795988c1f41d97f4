/** Answers of which a part is not so: hidden by a status, one gender, the latest year, a new one. */
import { eachEntry, eachRow, eachValue, everyRow, ofKpi, type Trial } from './trial.ts';

const cost = 'N21006';
const survey = 'U21468';
const degraded = /"status":"degraded"/;
const names = (id: string) => [degraded, new RegExp(id)];

export const partTrials: readonly Trial[] = [
  {
    name: 'a status hides every value',
    does: 'status Preliminary on every value, which stays',
    holds: 'held',
    health: [degraded],
    rows: eachEntry(everyRow, (entry) => ({ ...entry, status: 'Preliminary' })),
  },
  {
    name: 'a status hides one KPI’s values',
    does: 'status Missing on every value of N21006, which stays',
    holds: 'held',
    others: true,
    health: names(cost),
    readersTold: cost,
    rows: eachEntry(ofKpi(cost), (entry) => ({ ...entry, status: 'Missing' })),
  },
  {
    name: 'a kommun’s latest year is gone from every KPI',
    does: 'leaves out the rows of 2305 for 2024',
    holds: 'held',
    others: true,
    health: names('2305'),
    rows: eachRow((row) => (row.municipality === '2305' && row.period === 2024 ? [] : row)),
  },
  {
    name: 'a twentieth of everything is gone',
    does: 'leaves out every twentieth row',
    holds: 'held',
    health: [degraded],
    rows: eachRow((row, index) => (index % 20 === 7 ? [] : row)),
  },
  {
    name: 'a year of women’s values × 1000',
    does: 'K × 1000 in U21468 2023',
    holds: 'held',
    others: true,
    health: names(survey),
    rows: eachEntry(
      (row) => row.kpi === survey && row.period === 2023,
      (entry) =>
        entry.gender === 'K' && entry.value !== null
          ? { ...entry, value: entry.value * 1000 }
          : entry,
    ),
  },
  {
    name: 'a new year is a copy of the last',
    does: 'each row of N21017 and U21462 for 2024 comes again for 2025',
    holds: 'held',
    others: true,
    health: names('U21462'),
    rows: eachRow((row) =>
      row.period === 2024 && ['N21017', 'U21462'].includes(row.kpi)
        ? [row, { ...row, period: 2025 }]
        : row,
    ),
  },
  {
    name: 'ten years nearly double',
    does: 'every value from 2015 on × 1.9',
    holds: 'held',
    health: [degraded],
    rows: eachValue(
      (row) => row.period >= 2015,
      (value) => value * 1.9,
    ),
  },
  {
    name: 'only counts differ',
    does: 'count + 1 in every entry',
    holds: 'right',
    rows: eachEntry(everyRow, (entry) => ({ ...entry, count: Number(entry.count) + 1 })),
  },
];
