import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { caseCount } from '../support/case-count.ts';
import { csvCells, pick, readParquet, sheetCells } from '../support/export-fixture.ts';
import {
  createChance,
  differences,
  figuresOf,
  isRounded,
  someFigures,
} from '../support/figures.ts';
import {
  chosenGroups,
  curatedKpis,
  ingestKolada,
  municipalities,
  type IngestedKolada,
} from '../support/ingested-kolada.ts';
import { chunk, readRawFigures, type RawFigure, type RawFigures } from '../support/raw-kolada.ts';
import { readHtmlTable, readSwedish, readWordTables } from '../support/read-tables.ts';
import { readWorkbook } from '../support/workbook.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const curatedIds = curatedKpis.map(({ id }) => id);
const units = new Map(curatedKpis.map(({ id, unit }) => [id, unit]));
const areas = [...municipalities, ...chosenGroups];
const everything = 'ar=1900-2100&kon=T,K,M&visa=tabell';
const chance = createChance();

let ingested: IngestedKolada;
let kpis: readonly string[] = [];
let raw: RawFigures;

beforeAll(async () => {
  ingested = await ingestKolada();
  kpis = [...curatedIds, ...ingested.regional];
  raw = await readRawFigures(ingested.kolada.url, kpis, areas);
});
afterAll(() => ingested.close());

const observation = z.object({
  kpi: z.string(),
  municipality: z.string(),
  year: z.number(),
  gender: z.string(),
  value: z.number().nullable(),
  status: z.string(),
});
const answer = z.object({
  release: z.object({ id: z.string(), source: z.string() }),
  observations: z.array(observation),
});

async function get(path: string): Promise<Response> {
  const response = await ingested.served.app.request(path);
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  return response;
}
const bytesOf = async (path: string) => new Uint8Array(await (await get(path)).arrayBuffer());
const queryOf = (someKpis: readonly string[], someAreas: readonly string[], more = everything) =>
  `nyckeltal=${someKpis.join()}&kommuner=${someAreas.join()}&${more}`;

async function apiFigures(query: string): Promise<RawFigures> {
  const { observations } = answer.parse(await (await get(`/api/v1/comparison?${query}`)).json());
  return figuresOf(
    observations.map((row) => [
      row.kpi,
      row.municipality,
      row.year,
      row.gender,
      row.value,
      row.status,
    ]),
  );
}

test('there is something to compare: every area, every curated KPI, gaps and both genders', () => {
  expect(municipalities).toHaveLength(312);
  expect(curatedIds.length).toBeGreaterThan(40);
  expect(ingested.regional).toHaveLength(5);
  expect(raw.size).toBeGreaterThan(100_000);
  const keys = [...raw.keys()].map((key) => key.split(' '));
  expect(new Set(keys.map(([kpi]) => kpi))).toEqual(new Set(kpis));
  expect(new Set(keys.map(([, area]) => area))).toEqual(new Set(areas));
  expect(new Set(keys.map(([, , , gender]) => gender))).toEqual(new Set(['T', 'K', 'M']));
  expect([...raw.values()].filter(({ value }) => value === null).length).toBeGreaterThan(500);
  expect([...raw.values()].filter(({ status }) => status === 'Missing').length).toBeGreaterThan(
    500,
  );
  expect([...raw.keys()].filter((key) => /^U21468 .* 2021 /.test(key))).toEqual([]);
});

describe('every figure that Kolada sent, and no other, with its gaps as gaps', () => {
  test('stands in the API', async () => {
    let compared = 0;
    for (const someKpis of chunk(kpis, 5)) {
      for (const someAreas of chunk(areas, 60)) {
        const expected = someFigures(raw, someKpis, someAreas);
        const found = await apiFigures(queryOf(someKpis, someAreas));
        expect(differences(expected, found)).toEqual([]);
        compared += found.size;
      }
    }
    expect(compared).toBe(raw.size);
  });

  test('stands in the machine CSV', async () => {
    let compared = 0;
    for (const someKpis of chunk(kpis, 25)) {
      for (const someAreas of chunk(areas, 60)) {
        const text = await (await get(`/data.csv?${queryOf(someKpis, someAreas)}`)).text();
        const found = figuresOf(csvCells(text));
        expect(differences(someFigures(raw, someKpis, someAreas), found)).toEqual([]);
        compared += found.size;
      }
    }
    expect(compared).toBe(raw.size);
  });
});

describe('chosen at random, at least ten thousand figures are the same', () => {
  const atLeast = caseCount(10_000);
  const readers: Readonly<Record<string, (query: string) => Promise<RawFigures>>> = {
    'the Excel CSV': async (query) => {
      const text = new TextDecoder().decode(await bytesOf(`/data.csv?${query}&format=excel`));
      const rows: string[][] = parse(text, { delimiter: ';', bom: true });
      return figuresOf(
        rows
          .slice(1)
          .map(([kpi, , , , area, year, gender, value = '', status]) => [
            kpi,
            area,
            year,
            gender,
            value === '' ? null : Number(value.replace(',', '.')),
            status,
          ]),
      );
    },
    'the workbook': async (query) => {
      const [sheet] = readWorkbook(await bytesOf(`/data.xlsx?${query}`));
      return figuresOf((sheet?.rows ?? []).slice(1).map(sheetCells));
    },
    'the Parquet file': async (query) =>
      figuresOf((await readParquet(await bytesOf(`/data.parquet?${query}`))).map(pick)),
    'the JSON file': async (query) => {
      const file = z
        .object({ rows: z.array(z.record(z.string(), z.unknown())) })
        .parse(await (await get(`/data.json?${query}`)).json());
      return figuresOf(file.rows.map(pick));
    },
  };

  test.each(Object.entries(readers))('in %s', async (_name, read) => {
    for (let compared = 0; compared < atLeast;) {
      const [someKpis, someAreas] = [chance.some(kpis, 10), chance.some(areas, 60)];
      const found = await read(queryOf(someKpis, someAreas));
      expect(differences(someFigures(raw, someKpis, someAreas), found)).toEqual([]);
      compared += found.size;
    }
  });

  test('in the table under an embedded chart, exact behind and rounded as shown', async () => {
    for (let compared = 0; compared < atLeast;) {
      const [[kpi = ''], someAreas] = [chance.some(curatedIds, 1), chance.some(areas, 60)];
      const query = queryOf([kpi], someAreas, 'ar=2012-2025&visa=tabell');
      const { columns, rows } = readHtmlTable(await (await get(`/inbaddat?${query}`)).text());
      expect(rows.map(({ area }) => area)).toEqual(someAreas);
      const years = columns.slice(1).filter((column) => /^\d{4}$/.test(column));
      expect(years.length).toBeGreaterThan(0);
      for (const { area, cells } of rows) {
        years.forEach((year, i) => {
          const figure = raw.get(`${kpi} ${area} ${year} T`);
          expect(cells[i]?.exact ?? null, `${kpi} ${area} ${year}`).toBe(figure?.value ?? null);
          judgeShown(cells[i]?.text ?? '', figure, kpi);
          compared += 1;
        });
      }
    }
  });

  test('in the table of the gap between women and men', async () => {
    const divided = curatedIds.filter((kpi) =>
      [...raw.keys()].some((key) => key.startsWith(kpi) && key.endsWith('K')),
    );
    for (const kpi of divided) {
      const someAreas = chance.some(areas, 60);
      const query = queryOf([kpi], someAreas, 'ar=2023&visa=kon');
      const { rows } = readHtmlTable(await (await get(`/inbaddat?${query}`)).text());
      for (const { area, cells } of rows) {
        const [women, men] = ['K', 'M'].map((gender) => raw.get(`${kpi} ${area} 2023 ${gender}`));
        expect(cells.slice(0, 2).map(({ exact }) => exact ?? null)).toEqual([
          women?.value ?? null,
          men?.value ?? null,
        ]);
        judgeShown(cells[0]?.text ?? '', women, kpi);
        judgeShown(cells[1]?.text ?? '', men, kpi);
      }
    }
    expect(divided.length).toBeGreaterThan(3);
  });

  test('in the tables of the Word file', async () => {
    for (let compared = 0; compared < atLeast;) {
      // As many measures as a Word file has room for.
      const [someKpis, someAreas] = [chance.some(curatedIds, 12), chance.some(areas, 60)];
      const [year = 0] = chance.some([2019, 2020, 2021, 2022, 2023, 2024], 1);
      const query = queryOf(someKpis, someAreas, `ar=${year}&visa=tabell`);
      const tables = readWordTables(await bytesOf(`/rapport.docx?${query}`));
      const columns = tables.flatMap((table) => table.columns.slice(1));
      expect(columns).toHaveLength(someKpis.length);
      expect(columns.every((column) => column.includes(String(year)))).toBe(true);
      someAreas.forEach((area, i) => {
        const cells = tables.flatMap(({ rows }) => rows[i]?.cells ?? []);
        someKpis.forEach((kpi, column) => {
          judgeShown(cells[column]?.text ?? '', raw.get(`${kpi} ${area} ${year} T`), kpi);
          compared += 1;
        });
      });
    }
  });
});

/** No decimals for kr and large numbers, else one, and more for fractions; never a wrong digit. */
function judgeShown(text: string, figure: RawFigure | undefined, kpi: string): void {
  const shown = readSwedish(text);
  const value = figure?.value ?? null;
  const isGap = value === null && shown === undefined && text !== '';
  const isFlag = units.get(kpi) === 'flag' && /^(?:Ja|Nej|0|1)$/.test(text);
  const isRight = value !== null && shown !== undefined && isRounded(shown, value, units.get(kpi));
  expect(isGap || isFlag || isRight, `“${text}” for ${value} in ${kpi}`).toBe(true);
}

/** A change that no reader is shown is no revision: what was published stays, to its last digit. */
function published(key: string, sent: RawFigure, before: RawFigures): RawFigure {
  const known = before.get(key);
  if (known === undefined || known.status !== sent.status) return sent;
  if (known.value === null || sent.value === null) return sent;
  const step = key.startsWith('N21006') ? 1 : 10;
  return Math.round(known.value * step) === Math.round(sent.value * step) ? known : sent;
}

describe('a value that changes at the source', () => {
  test('shows after the next refresh, is listed, and stays as it was under the old release', async () => {
    const before = raw;
    const { release } = answer.parse(await (await get('/api/v1/comparison')).json());
    ingested.kolada.revise({
      kpi: 'N21006',
      area: '2305',
      year: 2024,
      gender: 'T',
      value: 123_456.789,
    });
    ingested.kolada.revise({ kpi: 'U21468', area: '1490', year: 2023, gender: 'K', value: null });
    ingested.kolada.withdraw({ kpi: 'U21468', area: '0484', year: 2022, gender: 'M' });
    await ingested.refresh();
    const sent = await readRawFigures(ingested.kolada.url, kpis, areas);
    const after = new Map([...sent].map(([key, row]) => [key, published(key, row, before)]));
    const changed = differences(before, after).toSorted();
    expect(changed).toEqual(
      expect.arrayContaining(['N21006 2305 2024 T', 'U21468 0484 2022 M', 'U21468 1490 2023 K']),
    );

    const both = ['N21006', 'U21468'];
    for (const someAreas of chunk(areas, 60)) {
      const query = queryOf(both, someAreas);
      expect(differences(someFigures(after, both, someAreas), await apiFigures(query))).toEqual([]);
      const old = await apiFigures(`${query}&utgava=${release.id}`);
      expect(differences(someFigures(before, both, someAreas), old)).toEqual([]);
    }

    const now = answer.parse(await (await get('/api/v1/comparison')).json()).release;
    const listed = z
      .object({
        items: z.array(
          observation
            .omit({ value: true, status: true })
            .extend({ before: side.nullable(), after: side.nullable() }),
        ),
        total: z.number(),
      })
      .parse(
        await (
          await get(`/api/v1/releases/${now.id}/changes?since=${release.id}&limit=10000`)
        ).json(),
      );
    const inAreas = listed.items.filter(({ municipality }) => areas.includes(municipality));
    const keyOf = (row: (typeof inAreas)[number]) =>
      `${row.kpi} ${row.municipality} ${row.year} ${row.gender}`;
    expect(inAreas.map(keyOf).toSorted()).toEqual(changed);
    for (const row of inAreas) {
      expect(row.before ?? undefined).toEqual(before.get(keyOf(row)));
      expect(row.after ?? undefined).toEqual(after.get(keyOf(row)));
    }
  });
});

const side = z.object({ value: z.number().nullable(), status: z.string() });
