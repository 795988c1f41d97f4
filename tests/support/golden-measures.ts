import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { measureKinds, directions, rhythms } from '../../web/shared/measure/measure-types.ts';
import { projectRoot } from './source-file.ts';

const rowSchema = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.enum(measureKinds),
  unit: z.string(),
  per: z.string(),
  direction: z.enum(directions),
  coded: z.enum(['yes', 'no']).transform((word) => word === 'yes'),
  rhythm: z.enum(rhythms),
  areas: z.enum(['kommun', 'region', 'both']),
});

/** What a reader judged a measure to be, from its title and whole description. */
export type GoldenMeasure = z.infer<typeof rowSchema>;

export function goldenMeasures(): readonly GoldenMeasure[] {
  const path = join(projectRoot, 'tests/web/shared/measure/measures-golden.csv');
  return z.array(rowSchema).parse(parse(readFileSync(path, 'utf8'), { columns: true }));
}
