import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readPointer } from './pointer.ts';

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
 * beside it. The next refresh builds on the newest of them. While a run holds the lock, one is
 * just about to be pointed at.
 * @returns names, the newest first; none where the pointer cannot be read, which is told otherwise
 */
export async function newerFiles(dataDir: string): Promise<readonly string[]> {
  if (existsSync(join(dataDir, 'ingest.lock'))) return [];
  try {
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
