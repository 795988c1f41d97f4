import { z } from 'zod';

/** Field formats shared by the files in data/. */
export const field = {
  kpiId: z.string().regex(/^[A-Z]\d{5}$/, 'must be a letter and five digits'),
  areaId: z.string().regex(/^\d{4}$/, 'must be four digits'),
  countyId: z.string().regex(/^\d{2}$/, 'must be two digits'),
  text: z
    .string()
    .min(1, 'must not be empty')
    .refine((text) => text === text.trim(), 'has spaces at an end'),
  year: z
    .string()
    .regex(/^(19|20)\d{2}$/, 'must be a year')
    .transform(Number),
  number: z
    .string()
    .regex(/^-?\d+(\.\d+)?$/, 'must be a number with a decimal point')
    .transform(Number),
  /** ISO year, month or day: as precise as is known. */
  date: z
    .string()
    .regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/, 'must be YYYY, YYYY-MM or a day'),
} as const;

/** A column that may be empty; empty becomes null. */
export function optional<Schema extends z.ZodType>(schema: Schema) {
  return z.union([z.literal('').transform(() => null), schema]);
}
