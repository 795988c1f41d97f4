import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { generateCatalogue } from './generated-catalogue.ts';

const kpi = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  is_divided_by_gender: z.boolean(),
  municipality_type: z.enum(['K', 'L', 'A']),
  auspice: z.string().nullable(),
  operating_area: z.string(),
  perspective: z.string().nullable(),
  prel_publication_date: z.string().nullable(),
  publication_date: z.string().nullable(),
  publ_period: z.string().nullable(),
  has_ou_data: z.boolean(),
});
const municipality = z.object({ id: z.string(), title: z.string(), type: z.enum(['K', 'L']) });
const group = z.object({
  id: z.string(),
  title: z.string(),
  members: z.array(z.object({ member_id: z.string(), member_title: z.string() })),
});

/** Rows as Kolada sends them, stray white space included. */
export type RawKpi = z.infer<typeof kpi>;
export type RawMunicipality = z.infer<typeof municipality>;
export type RawGroup = z.infer<typeof group>;

export interface Catalogue {
  readonly kpis: readonly RawKpi[];
  readonly municipalities: readonly RawMunicipality[];
  readonly groups: readonly RawGroup[];
}

/**
 * Kolada's real catalogue where a copy lies in `directory`, otherwise a generated one of the
 * same size around the KPIs and areas of `dataDirectory`.
 */
export function loadCatalogue(directory: string, dataDirectory: string): Catalogue {
  if (!existsSync(join(directory, 'kpi.json'))) return generateCatalogue(dataDirectory);
  const read = <T>(name: string, schema: z.ZodType<T>) =>
    z.array(schema).parse(JSON.parse(readFileSync(join(directory, name), 'utf8')));
  return {
    kpis: read('kpi.json', kpi),
    municipalities: read('municipality.json', municipality),
    groups: read('municipality_groups.json', group),
  };
}
