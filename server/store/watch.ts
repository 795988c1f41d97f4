import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readJsonFile, StateFileError, writeJsonFile } from './json-file.ts';

const entrySchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('kpi'),
    id: z.string().regex(/^[A-Z]\d{5}$/),
    addedAt: z.iso.datetime(),
  }),
  z.strictObject({
    kind: z.literal('group'),
    id: z.string().regex(/^G\d+$/),
    addedAt: z.iso.datetime(),
  }),
]);

/** A KPI or group that a reader has chosen: fetched at every refresh, besides the curated ones. */
export type WatchEntry = Readonly<z.infer<typeof entrySchema>>;
export const watchEntries = z.array(entrySchema);

const leftSchema = z.strictObject({
  kind: z.enum(['kpi', 'group']),
  id: z.string().regex(/^(?:[A-Z]\d{5}|G\d+)$/),
  addedAt: z.iso.datetime(),
  leftAt: z.iso.datetime(),
});

/** One that nobody asked for any more, and that comes back when somebody does. */
export type LeftEntry = Readonly<z.infer<typeof leftSchema>>;

export const watchFile = 'watch.json';
export const leftFile = 'watch-left.json';

/**
 * @param dir DATA_DIR
 * @throws {StateFileError}
 */
export async function readWatch(dir: string): Promise<readonly WatchEntry[]> {
  return (await readJsonFile(join(dir, watchFile), watchEntries)) ?? [];
}

/** Whether there is a list at all; an empty one is one that somebody has emptied. */
export async function hasWatchList(dir: string): Promise<boolean> {
  return (await readJsonFile(join(dir, watchFile), watchEntries)) !== undefined;
}

/** Only ingest, holding its lock, may call this. */
export async function writeWatch(dir: string, entries: readonly WatchEntry[]): Promise<void> {
  await writeJsonFile(join(dir, watchFile), watchEntries.parse(entries));
}

/** Those that have left; a damaged file is taken for an empty one. */
export async function readLeft(dir: string): Promise<readonly LeftEntry[]> {
  return (
    (await readJsonFile(join(dir, leftFile), z.array(leftSchema)).catch((error: unknown) => {
      if (error instanceof StateFileError) return undefined;
      throw error;
    })) ?? []
  );
}

/** Only ingest, holding its lock, may call this. */
export async function writeLeft(dir: string, entries: readonly LeftEntry[]): Promise<void> {
  await writeJsonFile(join(dir, leftFile), z.array(leftSchema).parse(entries));
}

/**
 * Makes way for a new list where the one in DATA_DIR is damaged: the newest release holds a copy.
 * Only ingest, holding its lock, may call this.
 * @returns whether it was
 */
export async function dropUnreadableWatchList(dir: string): Promise<boolean> {
  try {
    await readWatch(dir);
    return false;
  } catch (error) {
    if (!(error instanceof StateFileError)) throw error;
    await rm(join(dir, watchFile));
    return true;
  }
}

/** The watch list as one process adds to it, one addition at a time. */
export interface WatchList {
  readonly entries: () => Promise<readonly WatchEntry[]>;
  /** Entries already there keep their first date; nothing new means that nothing is written. */
  readonly add: (entries: readonly Omit<WatchEntry, 'addedAt'>[]) => Promise<void>;
}

/**
 * @param dir DATA_DIR
 * @param now the clock
 */
export function createWatchList(dir: string, now: () => Date): WatchList {
  let last: Promise<void> = Promise.resolve();
  const addNow = async (wanted: readonly Omit<WatchEntry, 'addedAt'>[]) => {
    const entries = await readWatch(dir);
    const known = new Set(entries.map(({ kind, id }) => `${kind} ${id}`));
    const added = wanted.filter(({ kind, id }) => {
      const key = `${kind} ${id}`;
      return known.has(key) ? false : known.add(key);
    });
    if (added.length === 0) return;
    const addedAt = now().toISOString();
    const all = [...entries, ...added.map((entry) => ({ ...entry, addedAt }))];
    await writeWatch(dir, watchEntries.parse(all));
  };
  return {
    entries: () => readWatch(dir),
    add: (wanted) => {
      const next = last.then(() => addNow(wanted));
      last = next.catch(() => undefined);
      return next;
    },
  };
}
