import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, link, mkdir, open, readFile, rm, stat, unlink } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import { DuckDBInstance } from '@duckdb/node-api';
import { syncFolder } from '../store/json-file.ts';
import type { Pointer } from '../store/pointer.ts';
import { IngestError } from './errors.ts';
import { draftName } from './release-files.ts';
import type { ReleaseContent } from './verify.ts';
import { contentOf, verifyFile } from './verify.ts';

const schemaFile = new URL('../../queries/schema.sql', import.meta.url);

/** A release being built in a file of its own that no reader knows of. */
export interface Draft {
  readonly connection: DuckDBConnection;
  /** The number that its rows carry in `since` and `until`. */
  readonly number: number;
  readonly base: Pointer | undefined;
  /** @returns rows changed */
  readonly run: (sql: string, values?: Record<string, DuckDBValue>) => Promise<number>;
  readonly rows: (sql: string, values?: Record<string, DuckDBValue>) => Promise<unknown[]>;
  /** Checkpoints and closes the file, and reads it back: nothing unverified is ever named. */
  readonly seal: (touchedKpis: readonly string[], onClosed: () => void) => Promise<SealedDraft>;
  /** Closes and removes the file. */
  readonly discard: () => Promise<void>;
}

export interface SealedDraft {
  /** Gives the file its final name, which must be free. */
  readonly publishAs: (file: string) => Promise<void>;
}

/**
 * @param dir DATA_DIR
 * @param base the release to copy, or undefined to begin from nothing
 */
export async function openDraft(dir: string, base: Pointer | undefined): Promise<Draft> {
  const path = join(dir, draftName(randomUUID()));
  const spill = `${path}.spill`;
  await mkdir(spill);
  if (base) await copyFile(join(dir, base.file), path, constants.COPYFILE_FICLONE);
  const instance = await DuckDBInstance.create(':memory:', {
    // What does not fit is spilt beside the draft; more only keeps blocks that are already written.
    memory_limit: '160MB',
    // One for DuckDB while the other fetches and parses; all of them for the checkpoint.
    threads: '1',
    temp_directory: spill,
    // Each is written as soon as it is full; as many as five would be held back otherwise.
    write_buffer_row_group_count: '1',
    // What is freed goes back to the system soon; otherwise only after a query of 128 MB.
    allocator_flush_threshold: '16MB',
    allocator_background_threads: 'true',
  });
  const connection = await instance.connect();
  // Their analysis costs time, and a dictionary does as well. DuckDB ignores this among the options above.
  await connection.run("SET disabled_compression_methods = 'fsst,zstd,dict_fsst'");
  // A draft that dies is thrown away whole, so a log would only double what is written.
  await connection.run(
    `ATTACH '${path.replaceAll("'", "''")}' AS draft (RECOVERY_MODE NO_WAL_WRITES)`,
  );
  await connection.run('USE draft');
  if (!base) await connection.run(await readFile(schemaFile, 'utf8'));

  let open = true;
  const close = () => {
    if (open) {
      connection.closeSync();
      instance.closeSync();
    }
    open = false;
  };
  const remove = async () => {
    for (const name of [path, `${path}.wal`, spill])
      await rm(name, { recursive: true, force: true });
  };
  const seal: Draft['seal'] = async (touchedKpis, onClosed) => {
    const expected: ReleaseContent = await contentOf(connection);
    await connection.run(`SET threads = ${availableParallelism()}`);
    await connection.run('CHECKPOINT draft');
    close();
    onClosed();
    await verifyFile(path, expected, touchedKpis);
    return { publishAs: (file) => publish(dir, path, file).then(remove) };
  };
  return {
    connection,
    number: (base?.number ?? 0) + 1,
    base,
    run: async (sql, values) => (await connection.run(sql, values)).rowsChanged,
    rows: async (sql, values) => (await connection.runAndReadAll(sql, values)).getRowObjectsJS(),
    seal,
    discard: async () => {
      close();
      await remove();
    },
  };
}

async function publish(dir: string, path: string, file: string): Promise<void> {
  const hasLog = await stat(`${path}.wal`).then(
    () => true,
    () => false,
  );
  if (hasLog) throw new IngestError('verify', `${path}.wal is left beside the finished file`);
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  // Linking fails where a file has the name; renaming would silently replace it.
  await link(path, join(dir, file));
  await unlink(path);
  await syncFolder(dir);
}
