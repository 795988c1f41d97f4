import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { queries } from '../../server/store/queries.ts';
import { duckdbType, queriesDir, readQuery, type Shape } from '../../server/store/query.ts';

const all = Object.values(queries);
let instance: DuckDBInstance;
let connection: DuckDBConnection;

beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:');
  connection = await instance.connect();
  await connection.run(await readFile(join(queriesDir, 'schema.sql'), 'utf8'));
});

afterAll(() => {
  connection.closeSync();
  instance.closeSync();
});

describe.each(all.map((query) => [query.name, query] as const))('%s.sql', (_, query) => {
  test('says on its first line what a row is', async () => {
    expect((await readQuery(query)).split('\n')[0]).toMatch(/^-- (One|How) .+\.$/);
  });

  test('takes the parameters that its definition names, of those types', async () => {
    const statement = await connection.prepare(await readQuery(query));
    const found = Array.from({ length: statement.parameterCount }, (_, index) => [
      statement.parameterName(index + 1),
      statement.parameterType(index + 1).toString(),
    ]);
    expect(Object.fromEntries(found)).toEqual(duckdbTypes(query.params));
  });

  test('gives the columns that its definition names, in that order, of those types', async () => {
    const statement = await connection.prepare(await readQuery(query));
    const found = Array.from({ length: statement.columnCount }, (_, index) => [
      statement.columnName(index),
      statement.columnType(index).toString(),
    ]);
    expect(found).toEqual(Object.entries(duckdbTypes(query.row)));
  });
});

test('every file in queries/ is the schema or has a definition, and each only one', async () => {
  const files = (await readdir(queriesDir)).filter((name) => name.endsWith('.sql'));
  expect(files.toSorted()).toEqual(
    ['schema.sql', ...all.map(({ name }) => `${name}.sql`)].toSorted(),
  );
});

test('no statement is built from pieces of text in the store', async () => {
  const folder = join(import.meta.dirname, '../../server/store');
  const sources = (await readdir(folder)).filter((name) => name.endsWith('.ts'));
  for (const name of sources) {
    const text = await readFile(join(folder, name), 'utf8');
    expect(`${name}: ${text}`).not.toMatch(/[`'"]\s*(SELECT|INSERT|UPDATE|DELETE|COPY|ATTACH)\s/);
  }
});

function duckdbTypes(shape: Shape): Record<string, string> {
  return Object.fromEntries(
    Object.entries(shape).map(([name, type]) => [name, duckdbType(type).toString()]),
  );
}
