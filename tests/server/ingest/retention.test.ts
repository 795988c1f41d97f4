import { mkdir, mkdtemp, readdir, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ingest } from '../../../server/ingest/ingest.ts';
import { dataFiles } from '../../../server/ingest/open-source.ts';
import { keptFiles } from '../../../server/ingest/release-files.ts';
import { readPointer } from '../../../server/store/pointer.ts';
import { openStore } from '../../../server/store/open-store.ts';
import type { Comparison } from '../../../web/shared/comparison/comparison.ts';
import { createTestSource, value, type TestSource } from '../../support/ingest-source.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const now = () => new Date('2026-11-23T12:00:00Z');
const comparison: Comparison = {
  kpis: ['N21006'],
  areas: ['2305'],
  focus: '2305',
  years: { kind: 'range', from: 1990, to: 2026 },
  genders: ['T'],
  view: 'tabell',
  release: undefined,
};
let dir = '';
let source: TestSource;
let year = 2000;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'retention-'));
  source = createTestSource();
  await publish();
});
afterEach(() => rm(dir, { recursive: true }));

/** Each release has one year more. */
async function publish() {
  source.valueList.push(value(`N21006 2305 ${++year}`, year));
  const outcome = await ingest(
    { kind: 'refresh' },
    { dir, dataFiles, openSource: () => source, now },
  );
  expect(outcome).toMatchObject({ kind: 'published' });
}

const files = async () => (await readdir(dir)).filter((name) => name.endsWith('.duckdb')).sort();

test('a reader that is half-way through a file reads it to the end after it has been removed', async () => {
  const store = await openStore({ dataDir: dir, pollMs: 0 });
  const rows = await store.exportRows(comparison);
  const held = (await readPointer(dir))?.file;
  for (let release = 0; release <= keptFiles; release++) await publish();
  await store.refresh();
  expect(await files()).not.toContain(held);

  let read = 0;
  for await (const batch of rows.rows) read += batch.length;
  expect(read).toBe(rows.rowCount);
  expect(store.release().id).toBe((await readPointer(dir))?.release);
  await store.close();
});

test('an old file that cannot be removed does not fail the run that has published', async () => {
  // A folder by that name refuses as Windows does while a reader has the file open.
  const stubborn = '2026-01-01.1.duckdb';
  await mkdir(join(dir, stubborn));
  for (let release = 0; release <= keptFiles; release++) await publish();
  expect(await files()).toHaveLength(1 + keptFiles + 1);
  expect(await files()).toContain(stubborn);
});

test('enough is kept to serve from when the newest file is damaged', async () => {
  for (let release = 0; release <= keptFiles; release++) await publish();
  const damaged = (await readPointer(dir))?.file ?? '';
  await truncate(join(dir, damaged), 4096);
  const store = await openStore({ dataDir: dir, pollMs: 0 });
  expect(store.release().id).not.toBe(damaged.replace('.duckdb', ''));
  expect(store.problem()).toBe('unreadable');
  await store.close();
});

test('what a killed server left half written is removed once nobody can be writing it', async () => {
  const old = new Date(Date.now() - 2 * 3_600_000);
  const left = ['asked.json.a.tmp', 'fetch-quota.json.b.tmp', 'held.json.c.tmp'];
  for (const name of [...left, 'asked.json.now.tmp']) {
    await writeFile(join(dir, name), '{');
    if (left.includes(name)) await utimes(join(dir, name), old, old);
  }
  await publish();
  expect((await readdir(dir)).filter((name) => name.endsWith('.tmp'))).toEqual([
    'asked.json.now.tmp',
  ]);
});
