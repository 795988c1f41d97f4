import type { KoladaClient } from '../kolada/types.ts';
import type { Catalogue } from './write-catalogue.ts';

/** What ingest asks of Kolada. */
export type IngestSource = Pick<
  KoladaClient,
  | 'kpis'
  | 'municipalities'
  | 'municipalityGroups'
  | 'values'
  | 'bulkValues'
  | 'simulated'
  | 'serviceTime'
  | 'about'
  | 'close'
>;

/** The three lists, one after another: they are a handful of requests. */
export async function fetchCatalogue(
  source: IngestSource,
  signal: AbortSignal | undefined,
): Promise<Catalogue> {
  return {
    kpis: await source.kpis(signal),
    municipalities: await source.municipalities(signal),
    groups: await source.municipalityGroups(signal),
  };
}
