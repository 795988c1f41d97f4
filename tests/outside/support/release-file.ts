/** What a folder publishes, read with DuckDB and none of the product's queries. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { z } from 'zod';
import type { Said } from './rows.ts';

const pointerShape = z.looseObject({ release: z.string(), number: z.number(), file: z.string() });
const figureRow = z.object({ key: z.string(), value: z.number().nullable(), status: z.string() });
const titleRow = z.object({ id: z.string(), title: z.string(), unit: z.string() });
const nameRow = z.object({ id: z.string(), name: z.string() });

export interface ReleaseFile {
  readonly release: string;
  /** Counts the releases in this folder's history. */
  readonly number: number;
  /** What the newest release says, by `kpi area year gender`. */
  readonly figures: ReadonlyMap<string, Said>;
  readonly titles: ReadonlyMap<string, { readonly title: string; readonly unit: string }>;
  readonly names: ReadonlyMap<string, string>;
  /** A digest of all that the release of that number said, now or when it was new. */
  readonly digestOf: (number: number) => Promise<string>;
  readonly close: () => void;
}

export async function readPointer(dir: string) {
  return pointerShape.parse(JSON.parse(await readFile(join(dir, 'current.json'), 'utf8')));
}

export async function openRelease(dir: string): Promise<ReleaseFile> {
  const { release, number, file } = await readPointer(dir);
  const instance = await DuckDBInstance.create(join(dir, file), { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  const ask = async <Row>(row: z.ZodType<Row>, sql: string) =>
    z.array(row).parse((await connection.runAndReadAll(sql)).getRowObjectsJS());
  const figures = await ask(
    figureRow,
    `SELECT concat_ws(' ', kpi, area, year, gender) AS key, value, status
     FROM observation WHERE until IS NULL`,
  );
  if (new Set(figures.map(({ key }) => key)).size !== figures.length) {
    throw new Error(`${file}: two values hold at once for one key`);
  }
  const titles = await ask(titleRow, 'SELECT id, title, unit FROM kpi WHERE until IS NULL');
  const names = await ask(nameRow, 'SELECT id, name FROM area WHERE until IS NULL');
  return {
    release,
    number,
    figures: new Map(figures.map(({ key, value, status }) => [key, { value, status }])),
    titles: new Map(titles.map(({ id, title, unit }) => [id, { title, unit }])),
    names: new Map(names.map(({ id, name }) => [id, name])),
    digestOf: async (asOf) => {
      const [row] = await ask(
        z.object({ digest: z.string() }),
        `SELECT md5(string_agg(concat_ws('|', kpi, area, year, gender, value, status), ';'
           ORDER BY kpi, area, year, gender)) AS digest
         FROM observation WHERE since <= ${Math.trunc(asOf)}
           AND (until IS NULL OR until > ${Math.trunc(asOf)})`,
      );
      return row?.digest ?? '';
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
