import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { readPointer } from '../../server/store/pointer.ts';

/** Rows of the release that a folder's pointer names. */
export async function queryRelease(dir: string, sql: string): Promise<Record<string, unknown>[]> {
  const pointer = await readPointer(dir);
  if (!pointer) throw new Error('nothing is published');
  return queryFile(join(dir, pointer.file), sql);
}

/** Rows of a release file, opened apart from all of the product's own code. */
export async function queryFile(path: string, sql: string): Promise<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY' });
  try {
    const connection = await instance.connect();
    const rows = (await connection.runAndReadAll(sql)).getRowObjectsJS();
    connection.closeSync();
    return rows;
  } finally {
    instance.closeSync();
  }
}

/** `kpi area year gender=value` of every observation that held in a release, sorted. */
export async function observationsIn(dir: string, number: number): Promise<string[]> {
  const rows = await queryRelease(
    dir,
    `SELECT concat_ws(' ', kpi, area, year, gender) || '=' || coalesce(value::VARCHAR, status) AS line
     FROM observation WHERE since <= ${number} AND (until IS NULL OR until > ${number}) ORDER BY 1`,
  );
  return rows.map(({ line }) => String(line));
}
