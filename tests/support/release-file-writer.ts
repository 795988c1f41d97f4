import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  BOOLEAN,
  DOUBLE,
  DuckDBInstance,
  INTEGER,
  LIST,
  SMALLINT,
  TIMESTAMP,
  USMALLINT,
  VARCHAR,
  type DuckDBConnection,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import { queriesDir } from '../../server/store/query.ts';

/** Values by column; one left out is null. */
export type Row = Readonly<Record<string, DuckDBValue>>;
export type Tables = Readonly<Record<string, readonly Row[]>>;

/** Fills a new file from the schema, checkpoints and closes it. */
export async function writeReleaseFile(path: string, tables: Tables): Promise<void> {
  const schema = await readFile(join(queriesDir, 'schema.sql'), 'utf8');
  const instance = await DuckDBInstance.create(path, { threads: '1' });
  const connection = await instance.connect();
  try {
    await connection.run(schema);
    for (const [table, rows] of Object.entries(tables)) await fill(connection, table, rows);
    await connection.run('CHECKPOINT');
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function fill(
  connection: DuckDBConnection,
  table: string,
  rows: readonly Row[],
): Promise<void> {
  const columns = await connection.runAndReadAll(
    'SELECT column_name, data_type FROM information_schema.columns WHERE table_name = $table ORDER BY ordinal_position',
    { table },
  );
  const appender = await connection.createAppender(table);
  for (const row of rows) {
    for (const [name, type] of columns.getRows()) {
      const value = row[String(name)] ?? null;
      if (value === null) appender.appendNull();
      else appender.appendValue(value, duckdbTypes[String(type)] ?? VARCHAR);
    }
    appender.endRow();
  }
  appender.closeSync();
}

const duckdbTypes: Readonly<Record<string, DuckDBType>> = {
  BOOLEAN,
  DOUBLE,
  INTEGER,
  SMALLINT,
  TIMESTAMP,
  USMALLINT,
  VARCHAR,
  'VARCHAR[]': LIST(VARCHAR),
};
