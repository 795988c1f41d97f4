import { join } from 'node:path';
import { z } from 'zod';
import { readJsonFile, writeJsonFile } from './json-file.ts';

const lastRefreshSchema = z.strictObject({
  /** ISO 8601 instants, UTC. */
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  outcome: z.enum(['published', 'unchanged', 'failed']),
  /** Stable code of what went wrong or needs a look; absent when all was well. */
  reason: z.string().optional(),
  /** The same for a log: English, technical. */
  detail: z.string().optional(),
  /** KPIs whose figures were kept because the new answer could not be believed. */
  alarms: z.array(z.strictObject({ kpi: z.string(), code: z.string() })).default([]),
});

/** How the last refresh from Kolada went. */
export type LastRefresh = Readonly<z.infer<typeof lastRefreshSchema>>;

export const lastRefreshFile = 'last-refresh.json';

/**
 * @param dir DATA_DIR
 * @returns undefined when none has been tried
 * @throws {StateFileError}
 */
export function readLastRefresh(dir: string): Promise<LastRefresh | undefined> {
  return readJsonFile(join(dir, lastRefreshFile), lastRefreshSchema);
}

export function writeLastRefresh(dir: string, refresh: LastRefresh): Promise<void> {
  return writeJsonFile(join(dir, lastRefreshFile), lastRefreshSchema.parse(refresh));
}
