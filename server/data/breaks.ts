import { z } from 'zod';
import { breakKinds, type MeasureBreak } from '../../web/shared/measure/measure-types.ts';
import { field } from './fields.ts';
import { readCsv } from './read-csv.ts';

const rowSchema = z.object({
  id: field.kpiId,
  year: field.year,
  kind: z.enum(breakKinds),
  text: field.text,
});

/** Breaks that a reader has found in definitions, by KPI id, oldest first. */
export type KnownBreaks = ReadonlyMap<string, readonly MeasureBreak[]>;

/**
 * @param dir the data folder
 * @throws {DataFileError}
 */
export function loadBreaks(dir: string): KnownBreaks {
  const breaks = new Map<string, MeasureBreak[]>();
  for (const { row } of readCsv(dir, 'breaks.csv', rowSchema)) {
    const { id, ...one } = row;
    breaks.set(
      id,
      [...(breaks.get(id) ?? []), one].toSorted((a, b) => a.year - b.year),
    );
  }
  return breaks;
}
