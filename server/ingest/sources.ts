import { z } from 'zod';
import type { Source } from '../../web/shared/api.ts';
import type { Draft } from './draft.ts';
import { IngestError } from './errors.ts';

const citations = { kolada: 'Kolada', simulated: 'Kolada' } as const;

/** @returns the id in the table `source`, where it is added if it is new */
export async function ensureSource(draft: Draft, kind: Source, citation: string): Promise<number> {
  const found = await draft.rows(
    'SELECT id FROM source WHERE kind = $kind AND citation = $citation',
    { kind, citation },
  );
  const [row] = z.array(z.object({ id: z.number() })).parse(found);
  if (row) return row.id;
  const free = await draft.rows('SELECT coalesce(max(id) + 1, 0)::INTEGER AS id FROM source');
  const [{ id }] = z.tuple([z.object({ id: z.number() })]).parse(free);
  await draft.run('INSERT INTO source VALUES ($id, $kind, $citation)', { id, kind, citation });
  return id;
}

/**
 * The source of everything that this run fetches.
 * @throws {IngestError} `mixed-source` when invented figures and real ones would meet in one
 * history: a demo needs a folder of its own
 */
export async function ensureFetchSource(draft: Draft, simulated: boolean): Promise<number> {
  const kind = simulated ? 'simulated' : 'kolada';
  const other = simulated ? 'kolada' : 'simulated';
  const found = await draft.rows('SELECT id FROM source WHERE kind = $other', { other });
  if (found.length > 0) {
    throw new IngestError('mixed-source', `the folder holds ${other} figures, these are ${kind}`);
  }
  return ensureSource(draft, kind, citations[kind]);
}
