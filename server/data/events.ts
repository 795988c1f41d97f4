import { z } from 'zod';
import type { ReformEvent } from '../../web/shared/api.ts';
import { field, optional } from './fields.ts';
import { loadMunicipalities } from './municipalities.ts';
import { DataFileError, readCsv } from './read-csv.ts';

const file = 'events.csv';

const rowSchema = z.object({
  municipality_id: field.areaId,
  municipality: field.text,
  from: field.date,
  to: optional(field.date),
  title: field.text,
  note: z.string(),
  source: field.text,
});

/**
 * What each kommun did and when, in the file's order.
 * @param dir the data folder
 * @throws {DataFileError}
 */
export function loadEvents(dir: string): ReformEvent[] {
  const names = new Map(loadMunicipalities(dir).map(({ id, name }) => [id, name]));
  return readCsv(dir, file, rowSchema).map(({ line, row }) => {
    const { municipality_id: municipality, municipality: name, ...rest } = row;
    if (names.get(municipality) !== name) {
      throw new DataFileError(file, line, `${municipality} is not "${name}"`);
    }
    if (rest.to !== null && rest.to < rest.from.slice(0, rest.to.length)) {
      throw new DataFileError(file, line, `ends ${rest.to}, before it begins ${rest.from}`);
    }
    return { municipality, name, ...rest };
  });
}
