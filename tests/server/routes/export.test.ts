import { createHash } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  columns,
  createExportFixture,
  csvCells,
  formulaTitle,
  pick,
  query,
  readParquet,
  sheetCells,
} from '../../support/export-fixture.ts';
import { createReleaseFixture } from '../../support/release-fixture.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';
import { readWorkbook } from '../../support/workbook.ts';

let test: TestApp;

beforeAll(async () => {
  test = await createTestApp({ fixture: await createExportFixture() });
});

afterAll(() => test.close());

const get = async (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  test.app.request(path, { headers });
const bytesOf = async (path: string): Promise<Uint8Array> =>
  new Uint8Array(await (await get(path)).arrayBuffer());

describe('the machine CSV', () => {
  it('has the agreed columns, Kolada’s own values, and empty cells for gaps', async () => {
    const response = await get(`/data.csv?${query}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    const title = `"'=HYPERLINK(""http://evil.example"";""x""), kr"`;
    const other = '"Nettokostnadsavvikelse, andel (%)"';
    const end = '2026-11-22.1,Källa: Kolada';
    expect(await response.text()).toBe(
      [
        columns,
        `N21006,${title},kr,0180,Stockholm,2022,T,401816,,${end}`,
        `N21006,${title},kr,0180,Stockholm,2024,T,86.85897436,,${end}`,
        `N21006,${title},kr,2305,Bräcke,2024,T,,Missing,${end}`,
        `N21006,${title},kr,1401,Härryda,2024,K,0,,${end}`,
        `N21006,${title},kr,1401,Härryda,2024,M,,Private,${end}`,
        `N20900,${other},%,2305,Bräcke,2023,T,-12.5,,${end}`,
        `N20900,${other},%,1401,Härryda,2023,T,1.5e-7,,2026-11-22.1,Källa: Ett dokument; sid 3`,
        `N20900,${other},%,1401,Härryda,2024,T,0.30000000000000004,,${end}`,
        '',
      ].join('\r\n'),
    );
  });

  it('names the file for the comparison and states its number of rows', async () => {
    const { headers, body } = await get(`/data.csv?${query}`);
    await body?.cancel();
    expect(headers.get('x-row-count')).toBe('8');
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="Stockholm-Bracke-och-Harryda_N21006-och-N20900_2026-11-22.1.csv"; filename*=UTF-8''Stockholm-Br%C3%A4cke-och-H%C3%A4rryda_N21006-och-N20900_2026-11-22.1.csv`,
    );
  });
});

describe('the Excel CSV', () => {
  it('is what Excel with Swedish settings opens right', async () => {
    const bytes = await bytesOf(`/data.csv?${query}&format=excel`);
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = strFromU8(bytes.subarray(3)).split('\r\n');
    expect(lines[0]).toBe(
      'Nyckeltal;Nyckeltalets namn;Enhet;Kommun;Kommunkod;År;Kön;Värde;Status;Utgåva;Källa',
    );
    expect(lines[2]).toBe(
      `N21006;"'=HYPERLINK(""http://evil.example"";""x""), kr";kr;Stockholm;0180;2024;T;86,85897436;;2026-11-22.1;Källa: Kolada`,
    );
    expect(lines[6]).toBe(
      'N20900;Nettokostnadsavvikelse, andel (%);%;Bräcke;2305;2023;T;-12,5;;2026-11-22.1;Källa: Kolada',
    );
    expect(lines[7]).toContain(';1,5e-7;;2026-11-22.1;"Källa: Ett dokument; sid 3"');
    expect(lines).toHaveLength(10);
  });
});

const jsonFile = z.object({
  release: z.object({ id: z.string(), source: z.string() }),
  query: z.string(),
  kpis: z.array(z.object({ id: z.string(), description: z.string().nullable() })),
  rowCount: z.number(),
  rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))),
});

describe('all formats', () => {
  it('hold the same rows and values as the API', async () => {
    const answer = z
      .object({
        observations: z.array(
          z.object({
            kpi: z.string(),
            municipality: z.string(),
            year: z.number(),
            gender: z.string(),
            value: z.number().nullable(),
            status: z.string(),
          }),
        ),
      })
      .parse(await (await get(`/api/v1/comparison?${query}`)).json());
    const expected = answer.observations.map((row) => Object.values(row));
    expect(expected).toHaveLength(8);

    expect(csvCells(await (await get(`/data.csv?${query}`)).text())).toEqual(expected);
    const json = jsonFile.parse(await (await get(`/data.json?${query}`)).json());
    expect(json.rows.map(pick)).toEqual(expected);
    expect(json.rowCount).toBe(8);
    const [sheet] = readWorkbook(await bytesOf(`/data.xlsx?${query}`));
    expect(sheet?.rows.slice(1).map(sheetCells)).toEqual(expected);
    const parquet = await readParquet(await bytesOf(`/data.parquet?${query}`));
    expect(parquet.map(pick)).toEqual(expected);
    expect(Object.keys(parquet[0] ?? {}).join()).toBe(columns);
    expect(parquet[0]).toEqual(json.rows[0]);
    expect(json.rows[0]?.['kpi_title']).toBe(formulaTitle);
  });

  it('are whole files also when no row matches', async () => {
    const empty = 'nyckeltal=N21006&kommuner=bracke&ar=1999';
    expect(await (await get(`/data.csv?${empty}`)).text()).toBe(`${columns}\r\n`);
    expect(jsonFile.parse(await (await get(`/data.json?${empty}`)).json()).rows).toEqual([]);
    expect(readWorkbook(await bytesOf(`/data.xlsx?${empty}`))[0]?.rows).toHaveLength(1);
    expect(await readParquet(await bytesOf(`/data.parquet?${empty}`))).toEqual([]);
  });

  it.each(['csv', 'xlsx', 'json', 'parquet', 'zip'])(
    'answer a locked address with the same bytes, and 304 to who has them: %s',
    async (ending) => {
      const path = `/data.${ending}?${query}&utgava=2026-11-22.1`;
      const first = await get(path);
      expect(first.headers.get('cache-control')).toContain('immutable');
      const etag = first.headers.get('etag') ?? '';
      expect(Buffer.from(await first.arrayBuffer())).toEqual(Buffer.from(await bytesOf(path)));
      const second = await get(path, { 'If-None-Match': etag });
      expect([second.status, await second.text()]).toEqual([304, '']);
    },
  );

  it.each(['data.csv?format=pdf', 'data.xlsx?format=excel', 'data.json?kommuner=narnia'])(
    'refuse what cannot be read: %s',
    async (path) => {
      const response = await get(`/${path}`);
      expect(response.status).toBe(400);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
    },
  );
});

describe('the workbook', () => {
  it('has numbers as numbers, codes as text, and a frozen, filtered header', async () => {
    const [sheet] = readWorkbook(await bytesOf(`/data.xlsx?${query}`));
    expect(sheet?.name).toBe('Uppgifter');
    expect(sheet?.rows[1]).toEqual([
      'N21006',
      formulaTitle,
      'kr',
      'Stockholm',
      '0180',
      2022,
      'T',
      401816,
      null,
      '2026-11-22.1',
      'Källa: Kolada',
    ]);
    expect(sheet?.xml).toContain('state="frozen"');
    expect(sheet?.xml).toContain('<autoFilter ref="A1:K9"/>');
  });

  it('says what the figures are on a sheet of its own, with a link back', async () => {
    const settings = { ...test.services.settings, publicOrigin: 'https://jamfor.example' };
    const other = await createTestApp({ services: { settings } });
    const bytes = new Uint8Array(await (await other.app.request('/data.xlsx')).arrayBuffer());
    await other.close();
    const about = readWorkbook(bytes)[1];
    expect(about?.name).toBe('Om uppgifterna');
    const lines = new Map(about?.rows.map(([label, text]) => [label, text]));
    expect(lines.get('Antal rader')).toMatch(/^14,/);
    expect(lines.get('År')).toBe('2024');
    expect(lines.get('Källa')).toMatch(/^Bräcke kommun, svar på motion/);
    expect(lines.get('Utgåva')).toBe('2026-11-22.1, publicerad 2026-11-22');
    expect(lines.get('Samma siffror på webben')).toBe(
      'https://jamfor.example/jamfor?nyckeltal=N21006,U21468&kommuner=2305,1490,0484,1401,1384,2581,2281&fokus=2305&ar=senaste&kon=T&visa=stapel&utgava=2026-11-22.1',
    );
    expect(about?.xml).toContain('<hyperlink ');
  });
});

describe('the ZIP', () => {
  it('holds the data with a text about it and checksums that are right', async () => {
    const files = unzipSync(await bytesOf(`/data.zip?${query}`));
    expect(Object.keys(files)).toEqual([
      'data.csv',
      'data-excel.csv',
      'data.json',
      'om-uppgifterna.txt',
    ]);
    expect(strFromU8(files['data.csv'] ?? new Uint8Array())).toBe(
      await (await get(`/data.csv?${query}`)).text(),
    );
    const about = strFromU8(files['om-uppgifterna.txt'] ?? new Uint8Array());
    expect(about).toContain('N21006, definition: Rad ett & <två>');
    expect(about).toContain('Så citerar du: Källa: Kolada; Ett dokument; sid 3.');
    for (const name of ['data.csv', 'data-excel.csv', 'data.json']) {
      const hash = createHash('sha256').update(files[name] ?? '');
      expect(about).toContain(`${hash.digest('hex')}  ${name}`);
    }
  });
});

describe('invented figures', () => {
  it('say so on every row', async () => {
    const invented = await createTestApp({
      fixture: await createReleaseFixture({
        releases: [
          {
            source: 'simulated',
            observations: [{ kpi: 'N21006', area: '2305', year: 2024, value: 1 }],
          },
        ],
      }),
    });
    const csv = await (await invented.app.request('/data.csv?nyckeltal=N21006')).text();
    const zip = await (await invented.app.request('/data.zip?nyckeltal=N21006')).arrayBuffer();
    await invented.close();
    expect(csv.split('\r\n')[1]).toMatch(/,Påhittade siffror$/);
    const about = unzipSync(new Uint8Array(zip))['om-uppgifterna.txt'] ?? new Uint8Array();
    expect(strFromU8(about)).toContain('Varning: Påhittade siffror');
    expect(strFromU8(about)).not.toContain('citerar du: Källa: Kolada');
  });
});
