/** A pointer that has been put back alone, beside files that it does not know of. */
import { mkdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readLastRefresh } from '../../server/store/last-refresh.ts';
import { createFaultFolders, runIn, type FaultFolders } from '../support/fault-folder.ts';
import { revisedSource } from '../support/revised-source.ts';
import { serveFolder } from '../support/served-folder.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let folders: FaultFolders;
beforeAll(async () => {
  folders = await createFaultFolders();
});
afterAll(() => folders.close());

/** A folder with releases .1, .2 and .3, whose pointer names .2. */
async function putBack(): Promise<string> {
  const dir = await folders.take();
  const pointer = join(dir, 'current.json');
  const before = await readFile(pointer, 'utf8');
  await runIn(dir, revisedSource(1));
  await writeFile(pointer, before);
  return dir;
}

test('the files are named in /health, and what the pointer says is served', async () => {
  const dir = await putBack();
  const server = await serveFolder({ dir });
  expect(await server.health()).toMatchObject({
    status: 'degraded',
    release: '2026-11-23.2',
    reason: 'newer-files',
    detail: '2026-11-23.3.duckdb',
  });
  await server.close();
});

test('beside the lock of a run they are no news, until it has shown no life for a while', async () => {
  const dir = await putBack();
  const lock = join(dir, 'ingest.lock');
  await writeFile(lock, '{}');
  const server = await serveFolder({ dir });
  expect(await server.health()).toMatchObject({ status: 'ok' });
  const halfAMinuteAgo = new Date(Date.now() - 31_000);
  await utimes(lock, halfAMinuteAgo, halfAMinuteAgo);
  expect(await server.health()).toMatchObject({ status: 'degraded', reason: 'newer-files' });
  await server.close();
});

test.each([
  ['finds nothing new', 1, { kind: 'unchanged', release: '2026-11-23.3' }],
  ['finds something new', 2, { kind: 'published', release: '2026-11-23.4' }],
] as const)(
  'a refresh that %s builds on the newest file and says so',
  async (_, revision, gives) => {
    const dir = await putBack();
    const outcome = await runIn(dir, revisedSource(revision));
    const detail = expect.stringMatching(/pointer named 2026-11-23\.2.* holds 2026-11-23\.3/);
    expect(outcome).toMatchObject({ ...gives, notes: [{ code: 'newer-files', detail }] });
    expect(await readLastRefresh(dir)).toMatchObject({ outcome: gives.kind, detail });
    const server = await serveFolder({ dir });
    expect(await server.health()).toMatchObject({ status: 'ok', release: gives.release });
    await server.close();
  },
);

test('with the newer files moved away the next release continues from the pointer’s', async () => {
  const dir = await putBack();
  await rm(join(dir, '2026-11-23.3.duckdb'));
  const outcome = await runIn(dir, revisedSource(2));
  expect(outcome).toMatchObject({ kind: 'published', release: '2026-11-23.3' });
  expect(outcome).not.toHaveProperty('notes');
});

test('a folder that stands where a release should be is told in words that the runbook has', async () => {
  const dir = await folders.take();
  const release = join(dir, '2026-11-23.2.duckdb');
  await rm(release);
  await mkdir(release);
  const server = await serveFolder({ dir });
  const health = await server.health();
  expect(health.release).toBe('2026-11-23.1');
  expect(health.reason).toMatch(/^release-refused: unreadable/);
  expect(await runIn(dir, revisedSource(1))).toMatchObject({ kind: 'published' });
  expect(await server.health()).toMatchObject({ status: 'ok' });
  await server.close();

  const other = await folders.take();
  const open = await serveFolder({ dir: other });
  await rm(join(other, 'current.json'));
  await mkdir(join(other, 'current.json'));
  expect(await open.health()).toMatchObject({
    reason: 'release-refused: unreadable-not-a-file',
  });
  await open.close();
});
