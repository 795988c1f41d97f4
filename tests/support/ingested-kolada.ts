/** A Kolada with invented figures, unmarked, and all of it ingested as from the real one. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { readConfig } from '../../server/config.ts';
import { loadCuratedKpis } from '../../server/data/kpis.ts';
import { loadMunicipalities } from '../../server/data/municipalities.ts';
import {
  createSimulatedKolada,
  type SimulatedKolada,
} from '../../server/demo/simulated-kolada/simulated-kolada.ts';
import type { IngestJob } from '../../server/ingest/job.ts';
import { runIngest } from '../../server/ingest/run-ingest.ts';
import { createTestApp, type TestApp } from './test-app.ts';

export interface IngestedKolada {
  readonly kolada: SimulatedKolada;
  readonly served: TestApp;
  /** Some that only regions have. */
  readonly regional: readonly string[];
  /** Asks Kolada anew, and serves what came. */
  readonly refresh: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const dataFolder = join(import.meta.dirname, '../../data');

export const curatedKpis = loadCuratedKpis(dataFolder);
export const municipalities = loadMunicipalities(dataFolder).map(({ id }) => id);
/** As readers choose them. */
export const chosenGroups = ['G176508', 'G2328'];

/** The curated KPIs, five of regions, and two groups, from 2012 on. */
export async function ingestKolada(): Promise<IngestedKolada> {
  const dataDir = await mkdtemp(join(tmpdir(), 'numbers-'));
  const kolada = await createSimulatedKolada({
    marked: false,
    catalogueDirectory: 'not-there',
    firstYear: 2012,
  });
  const config = readConfig({
    DATA_DIR: dataDir,
    KOLADA_URL: kolada.url,
    KOLADA_REQUESTS_PER_SECOND: '100000',
  });
  const mustPublish = async (job: IngestJob) => {
    const outcome = await runIngest(job, { config });
    if (outcome.kind !== 'published' || outcome.alarms.length > 0) {
      throw new Error(JSON.stringify(outcome));
    }
  };
  await mustPublish({ kind: 'refresh' });
  const regional = await regionalKpis(kolada.url);
  const kpis = [...curatedKpis.map(({ id }) => id), ...regional];
  await mustPublish({ kind: 'kpis', kpis, groups: chosenGroups });
  const only = () => Promise.reject(new Error('only ingest publishes here'));
  const served = await createTestApp({
    fixture: {
      dataDir,
      publish: only,
      point: only,
      pathOf: (release) => join(dataDir, release),
      close: () => rm(dataDir, { recursive: true, force: true }),
    },
  });
  return {
    kolada,
    served,
    regional,
    refresh: async () => {
      await mustPublish({ kind: 'refresh' });
      await served.services.store.refresh();
    },
    close: async () => {
      await served.close();
      await kolada.close();
    },
  };
}

const kpiList = z.object({
  values: z.array(z.object({ id: z.string(), municipality_type: z.string() })),
});

async function regionalKpis(url: string): Promise<readonly string[]> {
  const { values } = kpiList.parse(await (await fetch(`${url}/kpi`)).json());
  return values
    .flatMap(({ id, municipality_type: type }) => (type === 'L' ? [id] : []))
    .slice(0, 5);
}
