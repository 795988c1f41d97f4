/** Rows and pages that are not what Kolada's description says. */
import type { Page } from '../support/fault.ts';
import type { AnyRow } from '../support/rows.ts';
import { eachEntry, eachRow, eachValue, everyRow, type Trial } from './trial.ts';

const cost = 'N21006';
/** Some rows, so few that they may be passed over. */
const one = (row: AnyRow) =>
  row['kpi'] === cost && row['municipality'] === '1490' && row['period'] === 2016;

/** Written by hand, for what JSON.stringify would not write. */
const written = (page: Page, from: RegExp, to: string) => JSON.stringify(page).replaceAll(from, to);
const inRows = (change: (page: Page) => unknown): NonNullable<Trial['page']> => {
  return (page, { kind }) => (kind === 'rows' ? change(page) : page);
};
const extra = (row: object): NonNullable<Trial['rows']> => {
  return (rows) => [
    ...rows,
    {
      kpi: cost,
      municipality: '1490',
      period: 2016,
      values: [{ gender: 'T', count: 1, status: '', value: 123_456, isdeleted: false }],
      ...row,
    },
  ];
};

export const shapeTrials: readonly Trial[] = [
  {
    name: 'numbers are texts',
    does: '"value": "86.1" everywhere',
    holds: 'refused',
    rows: eachEntry(everyRow, (entry) => ({ ...entry, value: String(entry.value) })),
  },
  {
    name: 'one number is a text',
    does: 'as above, one row',
    holds: 'safe',
    rows: eachEntry(one, (entry) => ({ ...entry, value: String(entry.value) })),
  },
  {
    name: 'NaN stands for a number',
    does: 'writes NaN for every 100000-something',
    holds: 'refused',
    page: inRows((page) => written(page, /"value":\d{6}\b/g, '"value":NaN')),
  },
  {
    name: 'a number is too large to be one',
    does: 'writes 1e400 for every value of six digits',
    holds: 'safe',
    page: inRows((page) => written(page, /"value":\d{6}\b/g, '"value":1e400')),
  },
  {
    name: 'ids are in lower case',
    does: '"kpi": "n21006" everywhere',
    holds: 'refused',
    rows: eachRow((row) => ({ ...row, kpi: row.kpi.toLowerCase() })),
  },
  {
    name: 'kommun codes are numbers',
    does: '"municipality": 1490 everywhere',
    holds: 'refused',
    rows: eachRow((row) => ({ ...row, municipality: Number(row.municipality) })),
  },
  {
    name: 'years are texts',
    does: '"period": "2016" everywhere',
    holds: 'refused',
    rows: eachRow((row) => ({ ...row, period: String(row.period) })),
  },
  {
    name: 'a foreign KPI’s row',
    does: 'one row of X99999',
    holds: 'safe',
    rows: extra({ kpi: 'X99999' }),
  },
  {
    name: 'a foreign area’s row',
    does: 'one row of 9999',
    holds: 'safe',
    rows: extra({ municipality: '9999' }),
  },
  {
    name: 'a year far ahead',
    does: 'one row of 9999',
    holds: 'safe',
    rows: extra({ period: 9999 }),
  },
  {
    name: 'half a year',
    does: 'one row of 2016.5',
    holds: 'safe',
    rows: extra({ period: 2016.5 }),
  },
  {
    name: 'an unknown gender',
    does: 'one entry of gender X',
    holds: 'safe',
    rows: extra({ values: [{ gender: 'X', count: 1, status: '', value: 5, isdeleted: false }] }),
  },
  {
    name: 'a negative count',
    does: 'count −1 in one row',
    holds: 'safe',
    rows: eachEntry(one, (entry) => ({ ...entry, count: -1, value: 999_999 })),
  },
  {
    name: 'negative counts',
    does: 'count −1 in every row',
    holds: 'refused',
    rows: eachEntry(everyRow, (entry) => ({ ...entry, count: -1 })),
  },
  {
    name: 'a row without values',
    does: 'the key is missing in every row of N21006',
    holds: 'safe',
    rows: eachRow((row) => (row.kpi === cost ? { ...row, values: undefined } : row)),
  },
  {
    name: 'a value is an object',
    does: '"value": {"amount": …} in every row',
    holds: 'refused',
    rows: eachEntry(everyRow, (entry) => ({ ...entry, value: { amount: entry.value } })),
  },
  {
    name: 'a row is null',
    does: 'one null among the rows',
    holds: 'safe',
    page: inRows((page) => ({ ...page, values: [...page.values, null] })),
  },
  {
    name: 'a page without values',
    does: 'the key values is missing',
    holds: 'refused',
    page: inRows(({ next_url, count }) => ({ next_url, count })),
  },
  {
    name: 'values is null',
    does: '"values": null',
    holds: 'refused',
    page: inRows((page) => ({ ...page, values: null })),
  },
  {
    name: 'a page is a list',
    does: 'the rows alone, without their page',
    holds: 'refused',
    page: inRows(({ values }) => values),
  },
  {
    name: 'pages are empty',
    does: 'no rows, no next page, status 200',
    holds: 'safe',
    health: [/"status":"degraded"/],
    page: inRows((page) => ({ ...page, values: [], next_url: null, count: 0 })),
  },
  {
    name: 'the first page is called the last',
    does: 'next_url null on page 1 of several',
    holds: 'safe',
    health: [/"status":"degraded"/],
    page: inRows((page) => ({ ...page, next_url: null })),
  },
  {
    name: 'a text of an error with status 200',
    does: '{"error": "Internal error"}',
    holds: 'refused',
    page: inRows(() => ({ error: 'Internal error' })),
  },
  {
    name: 'the JSON ends in the middle',
    does: 'half of the text, honestly counted',
    holds: 'refused',
    page: inRows((page) => JSON.stringify(page).slice(0, JSON.stringify(page).length / 2)),
  },
  {
    name: 'two texts in one answer',
    does: 'the page twice after itself',
    holds: 'refused',
    page: inRows((page) => JSON.stringify(page) + JSON.stringify(page)),
  },
  {
    name: 'rows are shuffled',
    does: 'the last row first',
    holds: 'right',
    rows: (rows) => rows.toReversed(),
  },
  {
    name: 'rows are shuffled over the pages',
    does: 'every seventh row first, then the others',
    holds: 'right',
    rows: (rows) => [
      ...rows.filter((_, index) => index % 7 === 0),
      ...rows.filter((_, index) => index % 7 !== 0),
    ],
  },
  {
    name: 'small pages',
    does: '25 rows a page',
    holds: 'right',
    pageSize: 25,
  },
  {
    name: 'genders are shuffled',
    does: 'the entries of each row the other way round',
    holds: 'right',
    rows: eachRow((row) => ({ ...row, values: row.values.toReversed() })),
  },
  {
    name: 'unknown keys',
    does: 'a new key in each row, entry and page, the prototype’s name among them',
    holds: 'right',
    rows: eachRow((row) => ({
      ...row,
      quality: 'B',
      values: row.values.map((entry) => ({ ...entry, lower: 1 })),
    })),
    page: (page) => `{"__proto__":{"values":[]},"took":3,${JSON.stringify(page).slice(1)}`,
  },
  {
    name: 'numbers written otherwise',
    does: '88 as 88.0, or as 8.8e1',
    holds: 'right',
    page: inRows((page) =>
      JSON.stringify(page)
        .replaceAll(/"value":(\d+)([,}])/g, '"value":$1.0$2')
        .replaceAll(/"value":(\d)(\d)\.(\d+)/g, '"value":$1.$2$3e1'),
    ),
  },
  {
    name: 'zero with a sign',
    does: '−0 for every 0 (none differs)',
    holds: 'right',
    rows: eachValue(everyRow, (value) => (value === 0 ? -0 : value)),
  },
  {
    name: 'texts escaped to ASCII, with line breaks between',
    does: '\\u00e5 for å, indented with CRLF',
    holds: 'right',
    page: (page) =>
      JSON.stringify(page, null, 2)
        .replaceAll('\n', '\r\n')
        .replaceAll(
          /[^\0-~]/g,
          (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
        ),
  },
  {
    name: 'count says another number',
    does: 'count 1 on a page of 120 rows',
    holds: 'safe',
    page: inRows((page) => ({ ...page, count: 1 })),
  },
];
