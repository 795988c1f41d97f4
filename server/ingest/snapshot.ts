import { loadCuratedKpis } from '../data/kpis.ts';
import { loadMunicipalities } from '../data/municipalities.ts';
import type { Snapshot } from '../data/snapshot.ts';
import { loadSnapshot } from '../data/snapshot.ts';
import { isDiscontinued } from '../data/unit.ts';
import type { Draft } from './draft.ts';
import { ensureSource } from './sources.ts';
import { writeAreas, writeKpis } from './write-catalogue.ts';

/**
 * Fills an empty draft with what the product carries with it: areas, curated KPIs and the figures
 * of data/observations.csv, each with the document it is taken from.
 * @param dataFiles the data folder
 * @returns observations written, and the KPIs that have any
 * @throws {DataFileError}
 */
export async function writeSnapshot(
  draft: Draft,
  dataFiles: string,
): Promise<{ readonly inserted: number; readonly kpis: readonly string[] }> {
  const snapshot = loadSnapshot(dataFiles);
  const split = new Set(
    snapshot.observations.filter(({ gender }) => gender !== 'T').map(({ kpi }) => kpi),
  );
  await writeAreas(draft, loadMunicipalities(dataFiles));
  await writeKpis(
    draft,
    loadCuratedKpis(dataFiles).map(({ set, ...kpi }) => ({
      ...kpi,
      curatedSet: set,
      description: null,
      genderSplit: split.has(kpi.id),
      municipalityType: 'K',
      operatingArea: null,
      perspective: null,
      auspice: null,
      hasOuData: false,
      preliminaryPublicationDate: null,
      publicationDate: null,
      publicationPeriod: null,
      discontinued: isDiscontinued(kpi.title),
    })),
  );
  await writeObservations(draft, snapshot);
  return {
    inserted: snapshot.observations.length,
    kpis: [...new Set(snapshot.observations.map(({ kpi }) => kpi))],
  };
}

async function writeObservations(draft: Draft, snapshot: Snapshot): Promise<void> {
  const sources = new Map<string, number>();
  for (const citation of snapshot.citations) {
    sources.set(citation, await ensureSource(draft, 'snapshot', citation));
  }
  const appender = await draft.connection.createAppender('observation', 'main', 'draft');
  for (const row of snapshot.observations) {
    appender.appendVarchar(row.kpi);
    appender.appendVarchar(row.area);
    appender.appendSmallInt(row.year);
    appender.appendVarchar(row.gender);
    appender.appendDouble(row.value);
    appender.appendVarchar('');
    appender.appendInteger(1);
    appender.appendUSmallInt(sources.get(row.citation) ?? 0);
    appender.appendInteger(draft.number);
    appender.appendNull();
    appender.endRow();
  }
  appender.closeSync();
}
