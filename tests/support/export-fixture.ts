/** One release with what is hard to write in a data file, and readers for the files. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { parse } from 'csv-parse/sync';
import { toAreas } from '../../web/shared/area.ts';
import { createReleaseFixture, type ReleaseFixture } from './release-fixture.ts';

export const columns =
  'kpi,kpi_title,unit,municipality_id,municipality,year,gender,value,status,release,source';
export const query =
  'nyckeltal=N21006,N20900&kommuner=stockholm,bracke,harryda&ar=2022-2024&kon=T,K,M&visa=tabell';
export const formulaTitle = '=HYPERLINK("http://evil.example";"x"), kr';

/** A title like a formula, negative and tiny numbers, gaps, codes with a leading zero. */
export function createExportFixture(): Promise<ReleaseFixture> {
  return createReleaseFixture({
    releases: [
      {
        areas: toAreas([
          { id: '0180', title: 'Stockholm', type: 'K' },
          { id: '2305', title: 'Bräcke', type: 'K' },
          { id: '1401', title: 'Härryda', type: 'K' },
        ]),
        kpis: [
          { id: 'N21006', title: formulaTitle, form: 'kr', description: 'Rad ett & <två>' },
          { id: 'N20900', title: 'Nettokostnadsavvikelse, andel (%)', form: '%' },
        ],
        observations: [
          { kpi: 'N21006', area: '0180', year: 2022, value: 401816 },
          { kpi: 'N21006', area: '0180', year: 2024, value: 86.85897436 },
          { kpi: 'N21006', area: '2305', year: 2024, value: null },
          { kpi: 'N21006', area: '1401', year: 2024, gender: 'K', value: 0 },
          {
            kpi: 'N21006',
            area: '1401',
            year: 2024,
            gender: 'M',
            value: null,
            status: 'Private',
          },
          { kpi: 'N20900', area: '2305', year: 2023, value: -12.5 },
          {
            kpi: 'N20900',
            area: '1401',
            year: 2023,
            value: 1.5e-7,
            citation: 'Ett dokument; sid 3',
          },
          { kpi: 'N20900', area: '1401', year: 2024, value: 0.1 + 0.2 },
        ],
      },
    ],
  });
}

/** KPI, area, year, gender, value and status of each row of a machine CSV. */
export function csvCells(text: string) {
  const rows: string[][] = parse(text);
  return rows
    .slice(1)
    .map(([kpi, , , id, , year, gender, value, status]) => [
      kpi,
      id,
      Number(year),
      gender,
      value === '' ? null : Number(value),
      status,
    ]);
}

export function sheetCells(row: readonly unknown[]) {
  const [kpi, , , , id, year, gender, value, status] = row;
  return [kpi, id, year, gender, value, status ?? ''];
}

export function pick(row: Readonly<Record<string, unknown>>) {
  return ['kpi', 'municipality_id', 'year', 'gender', 'value', 'status'].map((name) => row[name]);
}

/** DuckDB's own reader, which shares no code with the writer. */
export async function readParquet(bytes: Uint8Array): Promise<Record<string, unknown>[]> {
  const folder = await mkdtemp(join(tmpdir(), 'parquet-'));
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const path = join(folder, 'data.parquet');
    await writeFile(path, bytes);
    const reader = await connection.runAndReadAll('SELECT * FROM read_parquet($path)', { path });
    return reader.getRowObjectsJS();
  } finally {
    connection.closeSync();
    instance.closeSync();
    await rm(folder, { recursive: true });
  }
}
