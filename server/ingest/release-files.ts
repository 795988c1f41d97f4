import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { z } from 'zod';
import type { Pointer } from '../store/pointer.ts';
import { readPointer, writePointer } from '../store/pointer.ts';
import { isAbandoned } from './lock.ts';
import { compareReleaseIds } from './release-id.ts';
import { readerMemory } from './verify.ts';

const releaseFile = /^(\d{4}-\d{2}-\d{2}\.\d+)\.duckdb$/;
const draftPrefix = 'draft-';
const leftover =
  /^(draft-.*|(current|held|last-refresh|refresh-state|watch|watch-left)\.json\..*\.tmp)$/;
/** Others that try to take the lock may be using theirs right now. */
const lockLeftover = /^ingest\.lock\../;
/** Written by servers, which hold no lock; none is still being written after an hour. */
const serverLeftover = /^(asked|fetch-quota)\.json\..*\.tmp$/;
const surelyDeadMs = 3_600_000;

/**
 * Old release files kept besides the current one: for readers that have not switched yet, and to
 * serve from should the current one be damaged.
 */
export const keptFiles = 2;

const tables = ['observation', 'kpi', 'area', 'area_group', 'source', 'watch'];

const releaseRow = z.object({
  id: z.string(),
  number: z.number(),
  publishedAt: z.string(),
  source: z.enum(['kolada', 'snapshot', 'simulated']),
});

/** Ids of all release files in the folder, oldest first. */
export async function releaseIdsIn(dir: string): Promise<string[]> {
  const names = await readdir(dir);
  return names.flatMap((name) => releaseFile.exec(name)?.[1] ?? []).sort(compareReleaseIds);
}

/** Names for a draft of a release; all begin alike, so that a dead run's are found and removed. */
export function draftName(token: string): string {
  return `${draftPrefix}${token}.duckdb`;
}

/** Removes what a dead run left. Only for the holder of the lock. */
export async function removeLeftovers(dir: string): Promise<void> {
  const names = await readdir(dir);
  for (const name of names) {
    const path = join(dir, name);
    const isDead = () =>
      serverLeftover.test(name) ? isOld(path) : isAbandoned(path).catch(() => false);
    // It would be taken for the log of a release that is yet to get that name.
    const isLoneLog =
      name.endsWith('.duckdb.wal') && !names.includes(name.slice(0, -'.wal'.length));
    const isDoubtful = lockLeftover.test(name) || serverLeftover.test(name);
    if (leftover.test(name) || isLoneLog || (isDoubtful && (await isDead()))) {
      await rm(path, { recursive: true, force: true });
    }
  }
}

/**
 * Removes release files that no reader begins from any more; their history lives on in the newest.
 * A reader that still has one open reads it to the end. Windows refuses to remove that file: it
 * goes after a later release, and never fails the run that has already published.
 */
export async function removeOldReleases(dir: string, current: Pointer): Promise<void> {
  const ids = (await releaseIdsIn(dir)).filter((id) => compareReleaseIds(id, current.release) < 0);
  const kept = new Set(ids.slice(-keptFiles));
  for (const id of ids) {
    const path = join(dir, `${id}.duckdb`);
    // Nobody trusts a file that has a log beside it: release files are closed before they are named.
    if (kept.has(id) && !(await exists(`${path}.wal`))) continue;
    for (const name of [path, `${path}.wal`]) {
      await rm(name, { force: true }).catch(() => undefined);
    }
  }
}

async function isOld(path: string): Promise<boolean> {
  const written = await stat(path).catch(() => undefined);
  return written !== undefined && Date.now() - written.mtimeMs > surelyDeadMs;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/**
 * The release to build on. Normally what the pointer says; where a run died between naming its
 * finished file and writing the pointer, or the pointer is lost or names a file that cannot be
 * read, the newest release file that can be, and the pointer is set to it.
 * @returns undefined when nothing has been published
 */
export async function settlePointer(dir: string): Promise<Pointer | undefined> {
  const pointer = await readPointer(dir).catch(() => undefined);
  for (const id of (await releaseIdsIn(dir)).reverse()) {
    const found = await probe(dir, id);
    if (!found) continue;
    if (pointer?.release === id && pointer.number === found.number) return pointer;
    const settled = {
      release: id,
      number: found.number,
      file: `${id}.duckdb`,
      source: found.source,
      publishedAt: found.publishedAt,
      checkedAt: found.publishedAt,
    };
    await writePointer(dir, settled);
    return settled;
  }
  return undefined;
}

/**
 * Reads the file from end to end: a damaged part is found when it is read, and not before.
 * @returns the release that the file holds, or undefined when it is not a whole release file
 */
async function probe(dir: string, id: string): Promise<z.infer<typeof releaseRow> | undefined> {
  const path = join(dir, `${id}.duckdb`);
  if (await exists(`${path}.wal`)) return undefined;
  try {
    const instance = await DuckDBInstance.create(path, {
      access_mode: 'READ_ONLY',
      memory_limit: readerMemory,
    });
    try {
      const connection = await instance.connect();
      for (const table of tables) {
        await connection.run(`SELECT bit_xor(hash(row_read)) FROM ${table} AS row_read`);
      }
      const reader = await connection.runAndReadAll(
        `SELECT id, number, strftime(published_at, '%Y-%m-%dT%H:%M:%S.%gZ') AS "publishedAt", source
         FROM release ORDER BY number DESC LIMIT 1`,
      );
      connection.closeSync();
      const [row] = z.array(releaseRow).parse(reader.getRowObjectsJS());
      return row?.id === id ? row : undefined;
    } finally {
      instance.closeSync();
    }
  } catch {
    return undefined;
  }
}
