/** A folder with real releases, a source to change, and a clock to turn, made anew for each test. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest';
import { ingest } from '../../server/ingest/ingest.ts';
import type { IngestJob, Outcome } from '../../server/ingest/job.ts';
import { dataFiles } from '../../server/ingest/open-source.ts';
import { createTestSource, value, type TestSource } from './ingest-source.ts';

export interface IngestFolder {
  dir: string;
  source: TestSource;
  clock: Date;
  readonly run: (job?: IngestJob) => Promise<Outcome>;
  /** Starts from a folder in which the first refresh has been done. */
  readonly begin: () => Promise<void>;
  readonly later: (hours: number) => void;
  /** Changes one value at the source: `N21006 2305 2024 T`. */
  readonly replace: (key: string, number: number | null, more?: object) => void;
}

/** What the test source says of the two KPIs of the model case. */
export const fromKolada = [
  'N21006 1490 2022 T=Missing',
  'N21006 1490 2024 T=377225.0',
  'N21006 2305 2023 T=400000.0',
  'N21006 2305 2024 T=401816.0',
  'U21468 2305 2024 K=93.123456789',
  'U21468 2305 2024 M=Missing',
  'U21468 2305 2024 T=92.5',
];

const start = () => new Date('2026-11-22T10:00:00Z');

/** To be called once at the top of a test file. */
export function useIngestFolder(): IngestFolder {
  // Each run opens and writes real files: on a busy machine seconds, on a quiet one tenths.
  vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
  let begun = '';
  const folder: IngestFolder = {
    dir: '',
    source: createTestSource(),
    clock: start(),
    run: (job = { kind: 'refresh', full: true }) =>
      ingest(job, {
        dir: folder.dir,
        dataFiles,
        openSource: () => folder.source,
        now: () => folder.clock,
      }),
    begin: () => cp(begun, folder.dir, { recursive: true }),
    later: (hours) => {
      folder.clock = new Date(folder.clock.getTime() + hours * 3_600_000);
    },
    replace: (key, number, more = {}) => {
      const next = value(key, number, more);
      folder.source.valueList = folder.source.valueList.map((row) =>
        `${row.kpi} ${row.area} ${row.year} ${row.gender}` === key ? next : row,
      );
    },
  };

  beforeAll(async () => {
    begun = await mkdtemp(join(tmpdir(), 'ingest-'));
    const source = createTestSource();
    const options = { dir: begun, dataFiles, openSource: () => source, now: start };
    await ingest({ kind: 'refresh' }, options);
  });
  afterAll(() => rm(begun, { recursive: true }));

  beforeEach(async () => {
    folder.dir = await mkdtemp(join(tmpdir(), 'ingest-'));
    folder.source = createTestSource();
    folder.clock = start();
  });
  afterEach(() => rm(folder.dir, { recursive: true }));
  return folder;
}
