import { join } from 'node:path';
import { z } from 'zod';
import { readJsonFile, writeJsonFile } from '../store/json-file.ts';

const stateSchema = z.strictObject({
  /** The service that was asked, without what it may hold of names and passwords. */
  url: z.string(),
  simulated: z.boolean(),
  /** Whether every KPI that Kolada lists is kept up to date, or those on the watch list. */
  scope: z.enum(['watched', 'all']),
  /** The Swedish day from which on nothing has been asked about yet. */
  askedOn: z.iso.date(),
  /** Of the refresh that this tells of; ISO 8601, UTC. */
  startedAt: z.iso.datetime(),
  /** The release that was the newest after it. */
  release: z.strictObject({ id: z.string(), number: z.number().int(), publishedAt: z.string() }),
  /** Successful refreshes since everything was asked for. */
  sinceSweep: z.number().int().nonnegative(),
  /** KPIs and areas of which all history had come: of these it is enough to ask what has changed. */
  kpis: z.array(z.string()),
  areas: z.array(z.string()),
});

/** What the next refresh need not ask for again. */
export type RefreshState = Readonly<z.infer<typeof stateSchema>>;

export const refreshStateFile = 'refresh-state.json';

/**
 * @param dir DATA_DIR
 * @returns undefined when there is none, or none that can be read: then everything is asked for
 */
export async function readRefreshState(dir: string): Promise<RefreshState | undefined> {
  return readJsonFile(join(dir, refreshStateFile), stateSchema).catch(() => undefined);
}

/** Only ingest, holding its lock, may call this. */
export function writeRefreshState(dir: string, state: RefreshState): Promise<void> {
  return writeJsonFile(join(dir, refreshStateFile), stateSchema.parse(state));
}

/** An address as the state keeps it. */
export function serviceName(url: string): string {
  const parsed = URL.parse(url);
  return parsed === null || parsed.origin === 'null' ? url : `${parsed.origin}${parsed.pathname}`;
}
