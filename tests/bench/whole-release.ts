import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { readPointer } from '../../server/store/pointer.ts';
import { cacheDir, run } from './processes.ts';

export interface WholeRelease {
  readonly dir: string;
  readonly file: string;
  readonly megabytes: number;
}

export const wholeDir = join(cacheDir, 'whole');

/** A release of all of Kolada's size, built if this machine has none yet. */
export async function wholeRelease(): Promise<WholeRelease> {
  if (!existsSync(join(wholeDir, 'current.json'))) {
    console.error('building a release of all of Kolada’s size …');
    await run('tests/bench/build-whole.ts', { dir: wholeDir });
  }
  return releaseIn(wholeDir);
}

export async function releaseIn(dir: string): Promise<WholeRelease> {
  const pointer = await readPointer(dir);
  if (pointer === undefined) throw new Error(`no release in ${dir}`);
  const file = join(dir, pointer.file);
  return { dir, file, megabytes: (await stat(file)).size / 2 ** 20 };
}

export interface WholeFacts {
  readonly values: number;
  /** KPIs that every kommun reports each year, and kommuner. */
  readonly kpis: readonly string[];
  readonly areas: readonly string[];
}

export async function readFacts(file: string): Promise<WholeFacts> {
  const instance = await DuckDBInstance.create(file, { access_mode: 'READ_ONLY', threads: '1' });
  const connection = await instance.connect();
  const column = async (sql: string) =>
    (await connection.runAndReadAll(sql)).getRows().map(([value]) => value);
  try {
    const [values] = await column('SELECT count(*)::DOUBLE FROM observation');
    const kpis = await column("SELECT id FROM kpi WHERE municipality_type <> 'L' ORDER BY id");
    const areas = await column("SELECT id FROM area WHERE kind = 'municipality' ORDER BY id");
    return { values: Number(values), kpis: kpis.map(String), areas: areas.map(String) };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
