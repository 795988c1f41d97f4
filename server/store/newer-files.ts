import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readPointer } from './pointer.ts';

/** Six times as long as a run lets pass between two touches of its lock. */
const silenceMs = 30_000;

const order = new Intl.Collator('en', { numeric: true });

/** A release's file, by the name that it has in DATA_DIR. */
export interface NamedRelease {
  readonly release: string;
  readonly file: string;
}

/** Release files in DATA_DIR, the newest first. */
export async function listReleaseFiles(dataDir: string): Promise<readonly NamedRelease[]> {
  return (await readdir(dataDir))
    .flatMap((file) => {
      const release = /^(\d{4}-\d{2}-\d{2}\.\d+)\.duckdb$/.exec(file)?.[1];
      return release === undefined ? [] : [{ release, file }];
    })
    .sort((a, b) => order.compare(b.release, a.release));
}

/**
 * Release files that the pointer does not know of yet: it has been put back without them, or they
 * beside it, or the run that made them was killed before it pointed. The next refresh builds on the
 * newest of them. While a run shows life by its lock, one is just about to be pointed at.
 * @returns names, the newest first; none where the pointer cannot be read, which is told otherwise
 */
export async function newerFiles(dataDir: string): Promise<readonly string[]> {
  try {
    if (await isRunning(dataDir)) return [];
    const files = await listReleaseFiles(dataDir);
    const pointer = await readPointer(dataDir);
    if (pointer === undefined) return [];
    return files
      .filter(({ release }) => order.compare(release, pointer.release) > 0)
      .map(({ file }) => file);
  } catch {
    return [];
  }
}

async function isRunning(dataDir: string): Promise<boolean> {
  const touched = await stat(join(dataDir, 'ingest.lock')).catch(() => undefined);
  return touched !== undefined && Math.abs(Date.now() - touched.mtimeMs) < silenceMs;
}
