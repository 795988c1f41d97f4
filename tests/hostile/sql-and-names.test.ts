import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toAreas } from '../../web/shared/area.ts';
import { caseCount, fuzzSeed } from '../support/case-count.ts';
import { readParquet } from '../support/export-fixture.ts';
import { chunk } from '../support/raw-kolada.ts';
import { createReleaseFixture } from '../support/release-fixture.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { readWorkbook } from '../support/workbook.ts';

const beginnings = [
  '=',
  '+',
  '-',
  '@',
  '\t',
  '\r',
  '\n',
  ' =',
  '\u00a0=',
  '\ufeff=',
  '＝',
  '＋',
  '－',
  '＠',
];
const bodies = [
  '1+1',
  'HYPERLINK("http://x")',
  "cmd|' /C calc'!A0",
  'SUM(1;2),"a";b',
  '"',
  '""";',
  "'",
];
const titles = [
  ...beginnings.flatMap((start) => bodies.map((body) => start + body)),
  ...fc
    .sample(
      fc.tuple(fc.constantFrom('', ...beginnings), fc.string({ unit: 'grapheme', maxLength: 30 })),
      { numRuns: caseCount(400), seed: fuzzSeed },
    )
    .map((parts) => parts.join('').replaceAll('\0', '').toWellFormed()),
];
const kpis = titles.map((title, i) => ({ id: `N${10_000 + i}`, title, unit: '=1+1' }));
const titleOf = new Map(kpis.map(({ id, title }) => [id, title]));
const areaNames = [
  'Bräcke\r\nSet-Cookie: a=b',
  'A"; filename="evil.exe',
  '../../etc/passwd',
  'å\u202eexe.xslx',
  "C:\\con'*()%0d%0a",
];
const longName = 'Å'.repeat(30_000);
const areas = toAreas(
  [...areaNames, longName].map((title, i) => ({ id: `120${i}`, title, type: 'K' as const })),
);
const chosen = areaNames.map((_, i) => `120${i}`).join();

let served: TestApp;
beforeAll(async () => {
  served = await createTestApp({
    fixture: await createReleaseFixture({
      releases: [
        {
          areas,
          kpis,
          observations: kpis.flatMap(({ id }, i) => [
            { kpi: id, area: '1200', year: 2024, value: -i - 0.5 },
            { kpi: id, area: '1201', year: 2024, value: null, status: '=Missing', citation: '@x' },
          ]),
        },
      ],
    }),
  });
});
afterAll(() => served.close());

const get = (path: string) => served.app.request(path);
const queryOf = (ids: readonly string[]) => `nyckeltal=${ids.join()}&kommuner=${chosen}&ar=2024`;

/** How spreadsheets decide: the first letter that is seen. */
const isFormula = (cell: string) => /^[\s\ufeff\u200b]*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(cell);

/** Without the apostrophe that makes it text, and the mark that DuckDB’s reader drops. */
const plain = (text = '') => text.replace(/^'+/, '').replace(/^\ufeff/, '');

describe('a text that looks like a formula', () => {
  test.each([
    { dialect: 'csv', delimiter: ',', values: 'value' },
    { dialect: 'excel', delimiter: ';', values: 'Värde' },
  ])('is text in every cell of the $dialect file, and can be read back', async (one) => {
    for (const some of chunk(kpis, 25)) {
      const query = queryOf(some.map(({ id }) => id));
      const text = await (await get(`/data.csv?${query}&format=${one.dialect}`)).text();
      const [header = [], ...rows]: string[][] = parse(text, {
        delimiter: one.delimiter,
        bom: true,
        record_delimiter: '\r\n',
      });
      expect(rows).toHaveLength(some.length * 2);
      const valueColumn = header.indexOf(one.values);
      for (const row of rows) {
        expect(row).toHaveLength(11);
        expect(row.filter((cell, i) => i !== valueColumn && isFormula(cell))).toEqual([]);
        expect(plain(row[1])).toBe(plain(titleOf.get(row[0] ?? '')));
      }
      expect(rows.map((row) => row[valueColumn]).filter((cell) => cell !== '')).toHaveLength(
        some.length,
      );
    }
  });

  test('is a text cell in the workbook, and itself in Parquet', async () => {
    for (const some of chunk(kpis, 25).slice(0, 8)) {
      const query = queryOf(some.map(({ id }) => id));
      const [sheet] = readWorkbook(
        new Uint8Array(await (await get(`/data.xlsx?${query}`)).arrayBuffer()),
      );
      expect(sheet?.rows).toHaveLength(some.length * 2 + 1);
      const rows = await readParquet(
        new Uint8Array(await (await get(`/data.parquet?${query}`)).arrayBuffer()),
      );
      expect(rows.map((row) => plain(String(row['kpi_title'])))).toEqual(
        some.flatMap(({ title }) => [plain(title), plain(title)]),
      );
    }
  });
});

test('a name cannot leave its place in a header', async () => {
  const named = ['csv', 'xlsx', 'json', 'parquet', 'zip'].map((ending) => `/data.${ending}`);
  for (const path of [...named, '/diagram.svg', '/rapport.docx']) {
    const response = await get(`${path}?nyckeltal=N10000&kommuner=${chosen}&ar=2024`);
    expect(response.status, path).toBe(200);
    await response.body?.cancel();
    const disposition = response.headers.get('Content-Disposition') ?? '';
    expect(disposition).toMatch(
      /^(?:attachment|inline); filename="[\w.-]+"(?:; filename\*=UTF-8''[\w.%~!$&+^`|-]+)?$/,
    );
    const [, extended = ''] = /''(.*)$/.exec(disposition) ?? [];
    expect(decodeURIComponent(extended)).not.toMatch(/[/\\:*?"<>|\p{C}]|^\./u);
    expect(response.headers.get('Set-Cookie')).toBeNull();
  }
});

test('a name too long for any header or disk is cut', async () => {
  const response = await get(`/data.csv?nyckeltal=N10000&kommuner=1205,1200&ar=2024`);
  expect(response.status).toBe(200);
  await response.body?.cancel();
  const disposition = response.headers.get('Content-Disposition') ?? '';
  expect(disposition.length).toBeLessThan(2000);
  const [, extended = ''] = /''(.*)$/.exec(disposition) ?? [];
  expect(decodeURIComponent(extended).length).toBeLessThan(255);
});

describe('SQL in the address', () => {
  const sql = [
    "' OR '1'='1",
    "N10000' OR 1=1 --",
    "'; DROP TABLE observation; --",
    "N10000'); ATTACH '/tmp/evil.duckdb' AS evil; --",
    "'; COPY observation TO '/tmp/evil.csv'; --",
    "' UNION SELECT content FROM read_text('/etc/passwd') --",
    "'; INSTALL httpfs; LOAD httpfs; --",
    "'; SET enable_external_access = true; --",
    '$kpi',
    '?1',
    "\\'; SELECT pg_sleep(10) --",
    '1; PRAGMA database_list',
  ];
  const places = [
    ...['nyckeltal', 'kommuner', 'fokus', 'ar', 'kon', 'visa', 'utgava'].map(
      (key) => (text: string) => `/api/v1/comparison?${key}=${text}`,
    ),
    (text: string) => `/data.csv?nyckeltal=${text}`,
    (text: string) => `/api/v1/kpis?limit=${text}`,
    (text: string) => `/api/v1/kpis/${text}`,
    (text: string) => `/api/v1/kpis/${text}/coverage`,
    (text: string) => `/api/v1/kpis/N10000/spread?ar=${text}`,
    (text: string) => `/api/v1/groups?kommun=${text}`,
    (text: string) => `/api/v1/releases/${text}/changes?since=2026-11-22.1`,
    (text: string) => `/api/v1/releases/2026-11-22.1/changes?since=${text}`,
  ];

  test('is a value that nothing is called, wherever it stands', async () => {
    const whole = `/data.csv?${queryOf(kpis.slice(0, 25).map(({ id }) => id))}`;
    const before = await (await get(whole)).text();
    for (const text of sql) {
      for (const place of places) {
        const response = await get(place(encodeURIComponent(text)));
        const answer = await response.text();
        expect([400, 404], `${place(text)}: ${answer.slice(0, 200)}`).toContain(response.status);
        expect(answer).not.toMatch(/root:|Binder|Catalog Error|database_list.*duckdb/);
      }
      const search = await get(`/api/v1/kpis?q=${encodeURIComponent(text)}`);
      expect(search.status).toBe(200);
      await search.text();
    }
    expect(await (await get(whole)).text()).toBe(before);
    expect(served.logged.filter((line) => line.includes('request failed'))).toEqual([]);
  });
});
