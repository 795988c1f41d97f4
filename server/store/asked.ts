import { join } from 'node:path';
import { z } from 'zod';
import { readJsonFile, StateFileError, writeJsonFile } from './json-file.ts';

const day = z.iso.date();
const askedSchema = z.strictObject({
  /** The first day that was counted: before it nobody knows what was asked for. */
  since: day,
  /** The latest day on which a comparison with the KPI or group was shown. */
  last: z.record(z.string().regex(/^(?:[A-Z]\d{5}|G\d+)$/), day),
});

/** What readers have asked for, by day. */
export type Asked = Readonly<z.infer<typeof askedSchema>>;

export const askedFile = 'asked.json';

/** A KPI or group that nobody has asked for in so many days is no longer fetched. */
export const keptDays = 90;

/**
 * @param dir DATA_DIR
 * @returns undefined where nothing has been counted, or what was is damaged
 */
export async function readAsked(dir: string): Promise<Asked | undefined> {
  return readJsonFile(join(dir, askedFile), askedSchema).catch((error: unknown) => {
    if (error instanceof StateFileError) return undefined;
    throw error;
  });
}

/** Adds a day's to what the file holds: other processes add theirs. What is older than it need be is left out. */
export async function addAsked(dir: string, today: string, ids: Iterable<string>): Promise<void> {
  const before = await readAsked(dir);
  const oldest = daysBefore(today, keptDays + 1);
  const kept = Object.entries(before?.last ?? {}).filter(([, on]) => on >= oldest);
  const now = [...ids].map((id) => [id, today] as const);
  const value: Asked = {
    since: before?.since ?? today,
    last: Object.fromEntries(
      [...kept, ...now].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
    ),
  };
  await writeJsonFile(join(dir, askedFile), askedSchema.parse(value));
}

/** @param iso a day or an instant; @returns the day so many days before */
export function daysBefore(iso: string, days: number): string {
  return new Date(Date.parse(iso) - days * 86_400_000).toISOString().slice(0, 10);
}
