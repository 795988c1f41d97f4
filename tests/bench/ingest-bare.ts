import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { Pool } from 'undici';
import { z } from 'zod';

/**
 * The yardstick for ingest: the same answers into a table with nothing but undici, JSON.parse and
 * DuckDB's appender. No checks, no retries, no history, no order, no second look.
 */
const { dir, url, kpis, areas } = z
  .object({
    dir: z.string(),
    url: z.string(),
    kpis: z.array(z.string()),
    areas: z.array(z.string()),
  })
  .parse(JSON.parse(process.argv[2] ?? ''));

interface Page {
  readonly next_url: string | null;
  readonly values: readonly {
    readonly kpi: string;
    readonly municipality: string;
    readonly period: number;
    readonly values: readonly {
      readonly gender: string;
      readonly value: number | null;
      readonly status: string;
      readonly count: number;
    }[];
  }[];
}

await rm(dir, { recursive: true, force: true });
await mkdir(dir, { recursive: true });
const instance = await DuckDBInstance.create(join(dir, 'bare.duckdb'), { threads: '1' });
const connection = await instance.connect();
await connection.run(
  'CREATE TABLE observation (kpi VARCHAR, area VARCHAR, year SMALLINT, gender VARCHAR, value DOUBLE, status VARCHAR, count INTEGER)',
);

const before = performance.now();
const appender = await connection.createAppender('observation');
const { origin } = new URL(url);
const pool = new Pool(origin, { connections: 8, pipelining: 1 });
const batches = pieces(kpis).flatMap((some) =>
  pieces(areas).map((of) => `/v3/data/kpi/${some.join(',')}/municipality/${of.join(',')}`),
);
let values = 0;
let rows = 0;
await Promise.all(Array.from({ length: 8 }, work));
appender.closeSync();
await connection.run('CHECKPOINT');
connection.closeSync();
instance.closeSync();
const seconds = (performance.now() - before) / 1000;
await pool.destroy();
const { user, system } = process.cpuUsage();
console.log(JSON.stringify({ seconds, cpuSeconds: (user + system) / 1e6, values, rows }));

async function work(): Promise<void> {
  for (let path = batches.shift(); path !== undefined; path = batches.shift()) {
    let next: string | null = path;
    while (next !== null) {
      const { body } = await pool.request({ path: next, method: 'GET' });
      const page = (await body.json()) as Page;
      append(page);
      next = page.next_url?.slice(origin.length) ?? null;
    }
  }
}

function append(page: Page): void {
  rows += page.values.length;
  for (const row of page.values) {
    for (const one of row.values) {
      appender.appendVarchar(row.kpi);
      appender.appendVarchar(row.municipality);
      appender.appendSmallInt(row.period);
      appender.appendVarchar(one.gender);
      if (one.value === null) appender.appendNull();
      else appender.appendDouble(one.value);
      appender.appendVarchar(one.status);
      appender.appendInteger(one.count);
      appender.endRow();
      values += 1;
    }
  }
}

function pieces<T>(list: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(list.length / 25) }, (_, index) =>
    list.slice(index * 25, (index + 1) * 25),
  );
}
