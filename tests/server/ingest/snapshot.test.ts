import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readConfig } from '../../../server/config.ts';
import { ingest } from '../../../server/ingest/ingest.ts';
import type { Outcome } from '../../../server/ingest/job.ts';
import { dataFiles } from '../../../server/ingest/open-source.ts';
import { runIngest } from '../../../server/ingest/run-ingest.ts';
import { contentOf, verifyFile } from '../../../server/ingest/verify.ts';
import { readLastRefresh } from '../../../server/store/last-refresh.ts';
import { readPointer } from '../../../server/store/pointer.ts';
import { queryRelease } from '../../support/release-rows.ts';

// Each run opens and writes real files: on a busy machine seconds, on a quiet one tenths.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let dir = '';
let outcome: Outcome;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'snapshot-'));
  outcome = await ingest(
    { kind: 'snapshot' },
    {
      dir,
      dataFiles,
      openSource: () => {
        throw new Error('Kolada was opened');
      },
      now: () => new Date('2026-11-22T10:00:00Z'),
    },
  );
});
afterAll(() => rm(dir, { recursive: true }));

test('the snapshot release holds exactly the figures of observations.csv, with their documents', async () => {
  expect(outcome).toMatchObject({ kind: 'published', release: '2026-11-22.1', inserted: 122 });
  const rows = await queryRelease(
    dir,
    `SELECT o.kpi, o.area AS municipality_id, a.name AS municipality, o.year::VARCHAR AS year,
       o.gender, o.value, s.citation AS source
     FROM observation o JOIN area a ON a.id = o.area JOIN source s ON s.id = o.source
     WHERE s.kind = 'snapshot' AND o.status = '' AND o.until IS NULL`,
  );
  const file: Record<string, string>[] = parse(readFileSync(join(dataFiles, 'observations.csv')), {
    columns: true,
  });
  const lines = (list: readonly Record<string, unknown>[]) =>
    list.map((row) => JSON.stringify({ ...row, value: Number(row['value']) })).toSorted();
  expect(lines(rows)).toEqual(lines(file));
});

test('it is dated to the day when its figures were taken from Kolada', async () => {
  expect(await readPointer(dir)).toEqual({
    release: '2026-11-22.1',
    number: 1,
    file: '2026-11-22.1.duckdb',
    source: 'snapshot',
    publishedAt: '2026-11-22T10:00:00.000Z',
    checkedAt: '2026-07-06T00:00:00.000Z',
  });
  expect(await readLastRefresh(dir)).toBeUndefined();
});

test('it knows all areas and the curated KPIs', async () => {
  const counts = `SELECT (SELECT count(*)::INTEGER FROM area) AS areas,
    (SELECT count(*)::INTEGER FROM kpi WHERE listed) AS kpis,
    (SELECT gender_split FROM kpi WHERE id = 'U21468') AS split`;
  expect(await queryRelease(dir, counts)).toEqual([{ areas: 312, kpis: 48, split: true }]);
});

test('a process of its own does the same, tells its progress, and is done in good time', async () => {
  const own = await mkdtemp(join(tmpdir(), 'snapshot-'));
  const phases: string[] = [];
  const options = {
    config: readConfig({ DATA_DIR: own, KOLADA_URL: 'http://127.0.0.1:9' }),
    onProgress: ({ phase }: { readonly phase: string }) => phases.push(phase),
  };
  expect(await runIngest({ kind: 'snapshot' }, options)).toMatchObject({ kind: 'published' });
  expect(phases).toEqual([
    'lock',
    'copy',
    'values',
    'checkpoint',
    'verify',
    'rename',
    'pointer',
    'clean',
  ]);
  const again = await runIngest({ kind: 'snapshot' }, options);
  expect(again).toMatchObject({ kind: 'unchanged' });
  await rm(own, { recursive: true });
});

test('a process that is told to stop says so', async () => {
  const own = await mkdtemp(join(tmpdir(), 'snapshot-'));
  const stop = new AbortController();
  const outcome = await runIngest(
    { kind: 'refresh' },
    {
      config: readConfig({ DATA_DIR: own, KOLADA_URL: 'http://127.0.0.1:9' }),
      onProgress: ({ phase }) => {
        if (phase === 'catalogue') stop.abort();
      },
      signal: stop.signal,
    },
  );
  expect(outcome).toMatchObject({ kind: 'failed', reason: 'aborted' });
  expect(await readPointer(own)).toMatchObject({ source: 'snapshot' });
  await rm(own, { recursive: true });
});

test.each([
  ['a key that holds twice', `INSERT INTO observation SELECT * FROM observation LIMIT 1`, 'twice'],
  ['a row from a release to come', 'UPDATE observation SET since = 9', 'outside'],
  ['a row that ends before it begins', 'UPDATE observation SET until = 1', 'outside'],
  ['a gap in the releases', 'UPDATE release SET number = 2', 'number'],
  ['an area twice', 'INSERT INTO area SELECT * FROM area LIMIT 1', 'areas twice'],
  ['an unknown source', 'UPDATE observation SET source = 77', 'unknown'],
])('verification finds %s', async (_name, damage, message) => {
  const path = join(dir, 'damaged.duckdb');
  const pointer = await readPointer(dir);
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  await connection.run(`ATTACH '${join(dir, pointer?.file ?? '')}' AS good (READ_ONLY)`);
  await connection.run('COPY FROM DATABASE good TO damaged');
  await connection.run('DETACH good');
  await connection.run(damage);
  const expected = await contentOf(connection);
  connection.closeSync();
  instance.closeSync();
  const verified = verifyFile(path, expected, ['N21006', 'U21468']);
  await expect(verified).rejects.toThrow(message);
  await rm(path);
});

test('verification finds a row that did not reach the file', async () => {
  const pointer = await readPointer(dir);
  const expected = new Map([['kpi N21006', 8]]);
  await expect(verifyFile(join(dir, pointer?.file ?? ''), expected, [])).rejects.toThrow(
    'kpi N21006: 8 rows written, 7 read back',
  );
});
