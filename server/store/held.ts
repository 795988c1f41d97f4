import { join } from 'node:path';
import { z } from 'zod';
import { genders } from '../../web/shared/comparison/comparison.ts';
import { readJsonFile, writeJsonFile } from './json-file.ts';

const number = z.number().nullable();
const title = z.strictObject({ title: z.string(), unit: z.string() });

/** What of a list's row may be held. */
export const listFields = [
  'name',
  'type',
  'members',
  'description',
  'genders',
  'areas',
  'sector',
  'row',
] as const;

const digest = z.string().regex(/^[0-9a-f]{32}$/);

const entrySchema = z.strictObject({
  /** A KPI's id, or `katalog` for Kolada's lists. */
  kpi: z.string().regex(/^(?:[A-Z]\d{5}|katalog)$/),
  /** Tells this answer of Kolada's from others. */
  digest,
  /** Tells what the answer contradicts itself in from other contradictions. */
  conflict: digest.exactOptional(),
  /** When the KPI was first held: ISO 8601 instant, UTC. */
  since: z.iso.datetime(),
  /** `refused`: a human has said no to this very answer, and is not asked about it again. */
  state: z.enum(['open', 'refused']),
  faults: z.array(
    z.strictObject({
      code: z.string(),
      area: z.string().exactOptional(),
      year: z.int().exactOptional(),
      /** Values that show the fault, of those that could. */
      values: z.int().nonnegative(),
      of: z.int().nonnegative(),
    }),
  ),
  /** Values kept as they were. */
  values: z.int().nonnegative(),
  unit: z.string(),
  titles: z.strictObject({ before: title, after: title }).exactOptional(),
  /** Ids that a list has lost; some of them. */
  gone: z.array(z.string()).exactOptional(),
  goneInAll: z.int().nonnegative().exactOptional(),
  /** Some of what a list says otherwise than before; an empty text is nothing. */
  changes: z
    .array(
      z.strictObject({
        id: z.string(),
        field: z.enum(listFields),
        before: z.string(),
        after: z.string(),
        answers: z.array(z.string()).exactOptional(),
      }),
    )
    .exactOptional(),
  changesInAll: z.int().nonnegative().exactOptional(),
  /** Some of the values, old beside new. */
  sample: z.array(
    z.strictObject({
      area: z.string(),
      year: z.int(),
      gender: z.enum(genders),
      before: number,
      after: number,
      answers: z.array(number).exactOptional(),
    }),
  ),
});

const heldSchema = z.strictObject({
  entries: z.array(entrySchema),
  /** What humans have said, the latest last. */
  decisions: z.array(
    z.strictObject({
      kpi: z.string(),
      digest: z.string(),
      /** What was to be taken of an answer that contradicts itself, and of which contradiction. */
      conflict: digest.exactOptional(),
      choice: z.enum(['first', 'last']).exactOptional(),
      decision: z.enum(['accepted', 'refused']),
      at: z.iso.datetime(),
    }),
  ),
});

/** An answer of Kolada's, for one KPI, that waits for a human, or for an honest one. */
export type HeldEntry = Readonly<z.infer<typeof entrySchema>>;
export type Held = Readonly<z.infer<typeof heldSchema>>;
export type Decision = Held['decisions'][number];

export const heldFile = 'held.json';
export const nothingHeld: Held = { entries: [], decisions: [] };
const mostDecisions = 1000;

/**
 * @param dir DATA_DIR
 * @throws {StateFileError}
 */
export async function readHeld(dir: string): Promise<Held> {
  return (await readJsonFile(join(dir, heldFile), heldSchema)) ?? nothingHeld;
}

/** Replaces the file, unless it says the same already. Only the holder of the ingest's lock may. */
export async function writeHeld(dir: string, held: Held): Promise<void> {
  const next = heldSchema.parse({ ...held, decisions: held.decisions.slice(-mostDecisions) });
  const before = await readHeld(dir).catch(() => undefined);
  if (JSON.stringify(before) === JSON.stringify(next)) return;
  await writeJsonFile(join(dir, heldFile), next);
}
