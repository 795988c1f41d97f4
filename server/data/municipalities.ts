import { z } from 'zod';
import type { Area } from '../../web/shared/area.ts';
import { toAreas } from '../../web/shared/area.ts';
import { field, optional } from './fields.ts';
import { assertUnique, DataFileError, readCsv } from './read-csv.ts';

const file = 'municipalities.csv';

const rowSchema = z.object({
  id: field.areaId,
  name: field.text,
  type: z.enum(['K', 'L']),
  slug: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case ASCII'),
  county: optional(field.countyId),
});

export interface County {
  /** Two digits. */
  readonly id: string;
  readonly name: string;
}

/**
 * The 290 kommuner, 21 regions and Riket, by id.
 * @param dir the data folder
 * @throws {DataFileError}
 */
export function loadMunicipalities(dir: string): Area[] {
  const rows = readCsv(dir, file, rowSchema);
  assertUnique(file, rows, (row) => row.id);
  assertUnique(file, rows, (row) => row.slug);
  const counties = new Set(loadCounties(dir).map(({ id }) => id));
  const areas = toAreas(rows.map(({ row }) => ({ ...row, title: row.name })));
  for (const [index, { line, row }] of rows.entries()) {
    const area = areas[index];
    if (area?.slug !== row.slug) {
      throw new DataFileError(file, line, `slug is "${row.slug}", must be "${area?.slug}"`);
    }
    if ((area.county ?? null) !== row.county) {
      throw new DataFileError(file, line, `county is "${row.county}", must be "${area.county}"`);
    }
    if (row.county !== null && !counties.has(row.county)) {
      throw new DataFileError(file, line, `county "${row.county}" is not in counties.csv`);
    }
  }
  return areas;
}

/** @throws {DataFileError} */
export function loadCounties(dir: string): County[] {
  const schema = z.object({ id: field.countyId, name: field.text });
  const rows = readCsv(dir, 'counties.csv', schema);
  assertUnique('counties.csv', rows, (row) => row.id);
  return rows.map(({ row }) => row);
}
