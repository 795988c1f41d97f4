/** A simulated Kolada of seven KPIs and a folder that holds all it says, copied for each test. */
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest';
import {
  createSimulatedKolada,
  type SimulatedKolada,
} from '../../server/demo/simulated-kolada/simulated-kolada.ts';
import type { Accepted } from '../../server/ingest/held-kpi.ts';
import { ingest } from '../../server/ingest/ingest.ts';
import type { IngestJob, Outcome } from '../../server/ingest/job.ts';
import { dataFiles } from '../../server/ingest/open-source.ts';
import { createKoladaClient } from '../../server/kolada/client.ts';
import { readHeld, type HeldEntry } from '../../server/store/held.ts';
import { queryRelease } from './release-rows.ts';

const listed = (id: string, title: string, split = false) => ({
  id,
  title,
  description: `Vad ${id} mäter`,
  is_divided_by_gender: split,
  municipality_type: 'K',
  auspice: null,
  operating_area: 'Äldreomsorg',
  perspective: null,
  prel_publication_date: null,
  publication_date: null,
  publ_period: null,
  has_ou_data: false,
});

const area = (id: string, title: string) => ({ id, title, type: id === '0000' ? 'L' : 'K' });

const catalogue = {
  kpi: [
    listed('N21006', 'Kostnad hemtjänst äldreomsorg, kr/hemtjänsttagare'),
    listed('U21461', 'Brukarbedömning hemtjänst, tillräckligt med tid, andel (%)', true),
    listed('U21462', 'Brukarbedömning hemtjänst, påverka tider, andel (%)'),
    listed('U21463', 'Brukarbedömning hemtjänst, hänsyn till åsikter, andel (%)', true),
    listed('U21466', 'Brukarbedömning hemtjänst, bra bemötande, andel (%)'),
    listed('U21467', 'Brukarbedömning hemtjänst, trygghet, andel (%)'),
    listed('U21468', 'Brukarbedömning hemtjänst, helhetssyn, andel (%)', true),
  ],
  // Those of Stockholm's county are asked for together.
  municipality: [
    area('0000', 'Riket'),
    area('0180', 'Stockholm'),
    area('0181', 'Södertälje'),
    area('0182', 'Nacka'),
    area('0183', 'Sundbyberg'),
    area('0184', 'Solna'),
    area('0186', 'Lidingö'),
    area('0187', 'Vaxholm'),
    area('0188', 'Norrtälje'),
    area('1490', 'Borås'),
    area('2305', 'Bräcke'),
  ],
  municipality_groups: [
    {
      id: 'G2328',
      title: 'Alla kommuner (ovägt medel)',
      members: [
        { member_id: '1490', member_title: 'Borås' },
        { member_id: '2305', member_title: 'Bräcke' },
      ],
    },
  ],
};

export interface JudgedKolada {
  kolada: SimulatedKolada;
  dir: string;
  readonly run: (job?: IngestJob, accept?: ReadonlyMap<string, Accepted>) => Promise<Outcome>;
  /** What held.json says, by KPI. */
  readonly held: () => Promise<ReadonlyMap<string, HeldEntry>>;
  /** `kpi area year gender=value` of everything that holds now, sorted. */
  readonly values: () => Promise<readonly string[]>;
  readonly title: (kpi: string) => Promise<string>;
}

export const judgedKpis = catalogue.kpi.map(({ id }) => id);

/** To be called once at the top of a test file. */
export function useJudgedKolada(): JudgedKolada {
  vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
  let begun = '';
  let catalogueDirectory = '';
  const open = () =>
    createSimulatedKolada({
      catalogueDirectory,
      firstYear: 2015,
      lastYear: 2024,
      marked: false,
    });
  const runIn = async (dir: string, url: string, options: object = {}, job?: IngestJob) => {
    const outcome = await ingest(job ?? { kind: 'refresh', full: true }, {
      dir,
      dataFiles,
      openSource: () => createKoladaClient({ url, requestsPerSecond: 100_000, connections: 4 }),
      // The simulated service has a clock, too, and they must agree.
      now: () => new Date(),
      ...options,
    });
    return outcome;
  };
  const judged: JudgedKolada = {
    get kolada(): SimulatedKolada {
      throw new Error('not begun');
    },
    dir: '',
    run: (job, accept) =>
      runIn(judged.dir, judged.kolada.url, accept === undefined ? {} : { accept }, job),
    held: async () =>
      new Map((await readHeld(judged.dir)).entries.map((entry) => [entry.kpi, entry])),
    values: async () => {
      const rows = await queryRelease(
        judged.dir,
        `SELECT concat_ws(' ', kpi, area, year, gender) || '=' ||
           coalesce(value::VARCHAR, status) AS line
         FROM observation WHERE until IS NULL ORDER BY 1`,
      );
      return rows.map(({ line }) => String(line));
    },
    title: async (kpi) => {
      const rows = await queryRelease(
        judged.dir,
        `SELECT title FROM kpi WHERE until IS NULL AND id = '${kpi}'`,
      );
      return String(rows[0]?.['title']);
    },
  };

  beforeAll(async () => {
    catalogueDirectory = await mkdtemp(join(tmpdir(), 'judged-catalogue-'));
    for (const [name, rows] of Object.entries(catalogue)) {
      await writeFile(join(catalogueDirectory, `${name}.json`), JSON.stringify(rows));
    }
    begun = await mkdtemp(join(tmpdir(), 'judged-'));
    const kolada = await open();
    const outcome = await runIn(begun, kolada.url);
    await kolada.close();
    if (outcome.kind !== 'published') throw new Error(JSON.stringify(outcome));
  });
  afterAll(async () => {
    await rm(begun, { recursive: true });
    await rm(catalogueDirectory, { recursive: true });
  });
  beforeEach(async () => {
    const kolada = await open();
    Object.defineProperty(judged, 'kolada', { value: kolada, configurable: true });
    judged.dir = await mkdtemp(join(tmpdir(), 'judged-'));
    await cp(begun, judged.dir, { recursive: true });
  });
  afterEach(async () => {
    await judged.kolada.close();
    await rm(judged.dir, { recursive: true });
  });
  return judged;
}
