import { z } from 'zod';
import { cleanLine, cleanParagraphs } from './text.ts';
import type { KoladaGroup, KoladaKpi, KoladaMunicipality, KoladaUnit } from './types.ts';

const id = z.string().regex(/^\w{1,32}$/);
const line = z.string().transform(cleanLine);
const title = line.pipe(z.string().min(1));
const optionalLine = z
  .string()
  .nullish()
  .transform((text) => (text ? cleanLine(text) || null : null));

export const kpiSchema: z.ZodType<KoladaKpi> = z.object({
  id,
  title,
  description: z
    .string()
    .nullish()
    .transform((text) => cleanParagraphs(text ?? '')),
  is_divided_by_gender: z.boolean(),
  municipality_type: z.enum(['K', 'L', 'A']),
  auspice: optionalLine,
  operating_area: optionalLine,
  perspective: optionalLine,
  prel_publication_date: optionalLine,
  publication_date: optionalLine,
  publ_period: optionalLine,
  has_ou_data: z.boolean(),
});

export const municipalitySchema: z.ZodType<KoladaMunicipality> = z.object({
  id,
  title,
  type: z.enum(['K', 'L']),
});

export const groupSchema: z.ZodType<KoladaGroup> = z.object({
  id,
  title,
  members: z.array(z.object({ member_id: id, member_title: line })),
});

export const unitSchema: z.ZodType<KoladaUnit> = z.object({ id, title, municipality: id });

export interface ReadCatalogue<T> {
  readonly items: T[];
  readonly rejected: number;
  readonly reason: string | undefined;
}

/** Validates a catalogue page row by row; rows with a fault are left out and counted. */
export function readCatalogue<T>(rows: readonly unknown[], schema: z.ZodType<T>): ReadCatalogue<T> {
  const items: T[] = [];
  let reason: string | undefined;
  for (const row of rows) {
    const result = schema.safeParse(row);
    if (result.success) items.push(result.data);
    else reason ??= z.prettifyError(result.error).replaceAll('\n', ' ').slice(0, 200);
  }
  return { items, rejected: rows.length - items.length, reason };
}
