import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHardened } from '../../../server/store/open-hardened.ts';
import { standardLimits } from '../../../server/store/open-store.ts';
import { createReleaseFixture, type ReleaseFixture } from '../../support/release-fixture.ts';

let fixture: ReleaseFixture;
let instance: DuckDBInstance;
let connection: DuckDBConnection;

beforeAll(async () => {
  fixture = await createReleaseFixture({
    releases: [{ observations: [{ kpi: 'N21006', area: '2305', year: 2024, value: 1 }] }],
  });
  instance = await openHardened(fixture.pathOf('2026-11-22.1'), {
    memoryLimit: standardLimits.memoryLimit,
    threads: standardLimits.threads,
  });
  connection = await instance.connect();
});

afterAll(async () => {
  connection.closeSync();
  instance.closeSync();
  await fixture.close();
});

test('the file can be read', async () => {
  const answer = await connection.runAndReadAll('SELECT area FROM observation');
  expect(answer.getRows()).toEqual([['2305']]);
});

test('no more memory and threads are taken than the store allows itself', async () => {
  const answer = await connection.runAndReadAll(
    `SELECT current_setting('memory_limit'), current_setting('threads')::INTEGER`,
  );
  expect(answer.getRows()).toEqual([['91.5 MiB', 1]]);
});

test.each([
  ['INSERT INTO observation SELECT * FROM observation'],
  ['DROP TABLE observation'],
  [`COPY observation TO '${join(import.meta.dirname, 'stolen.csv')}'`],
  [`SELECT * FROM read_csv('/etc/passwd')`],
  [`SELECT * FROM read_text('/etc/passwd')`],
  [`SELECT * FROM read_csv('https://example.org/a.csv')`],
  [`ATTACH '/tmp/other.duckdb'`],
  ['INSTALL excel'],
  ['LOAD excel'],
  ['SET enable_external_access = true'],
  ['SET lock_configuration = false'],
  [`SET memory_limit = '64GB'`],
  [`SET temp_directory = '/tmp'`],
])('refuses %s', async (sql) => {
  await expect(connection.run(sql)).rejects.toThrow(/./);
  expect(existsSync(join(import.meta.dirname, 'stolen.csv'))).toBe(false);
});
