import { join } from 'node:path';
import { z } from 'zod';
import { readJsonFile, writeJsonFile } from './json-file.ts';

const pointerSchema = z.strictObject({
  /** Release id: `2026-11-22.1`. */
  release: z.string().regex(/^\d{4}-\d{2}-\d{2}\.\d+$/),
  /** The release's number in the history tables' `since` and `until`. */
  number: z.number().int().positive(),
  /** Name of the release file in the same folder. */
  file: z.string().regex(/^\d{4}-\d{2}-\d{2}\.\d+\.duckdb$/),
  source: z.enum(['kolada', 'snapshot', 'simulated']),
  /** ISO 8601 instants, UTC. */
  publishedAt: z.iso.datetime(),
  checkedAt: z.iso.datetime(),
});

/** Which release file is the current one: all that a reader needs to begin. */
export type Pointer = Readonly<z.infer<typeof pointerSchema>>;

/** Name of the pointer's file in DATA_DIR. */
export const pointerFile = 'current.json';

/**
 * @param dir DATA_DIR
 * @returns undefined while nothing has been published
 * @throws {StateFileError} when the file is there and is not a pointer
 */
export function readPointer(dir: string): Promise<Pointer | undefined> {
  return readJsonFile(join(dir, pointerFile), pointerSchema);
}

/** Replaces the pointer in one step. Only ingest, holding its lock, may call this. */
export function writePointer(dir: string, pointer: Pointer): Promise<void> {
  return writeJsonFile(join(dir, pointerFile), pointerSchema.parse(pointer));
}
