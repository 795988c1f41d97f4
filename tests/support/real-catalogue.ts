import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { MeasureSource } from '../../web/shared/measure/measure-types.ts';
import { projectRoot } from './source-file.ts';

const rowSchema = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string().nullable(),
  municipality_type: z.enum(['K', 'L', 'A']),
  is_divided_by_gender: z.boolean(),
});

export interface CatalogueRow extends MeasureSource {
  readonly genderSplit: boolean;
}

const path = join(projectRoot, '../shared/kolada/kpi.json');

/** Kolada's whole catalogue where a copy lies beside the project; it may not be carried in it. */
export function realCatalogue(): readonly CatalogueRow[] | undefined {
  if (!existsSync(path)) return undefined;
  const rows = z.array(rowSchema).parse(JSON.parse(readFileSync(path, 'utf8')));
  return rows.map(({ municipality_type: municipalityType, is_divided_by_gender, ...row }) => ({
    ...row,
    municipalityType,
    genderSplit: is_divided_by_gender,
  }));
}
