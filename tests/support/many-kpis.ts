/** A folder that holds twelve KPIs of forty kommuner, and a Kolada in memory that says the same. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest';
import { loadCuratedKpis } from '../../server/data/kpis.ts';
import { loadMunicipalities } from '../../server/data/municipalities.ts';
import { ingest } from '../../server/ingest/ingest.ts';
import type { Outcome } from '../../server/ingest/job.ts';
import { dataFiles } from '../../server/ingest/open-source.ts';
import type { KoladaValue } from '../../server/kolada/types.ts';
import { acceptHeld, type Reviewed } from '../../server/review/decide.ts';
import { readHeld, type HeldEntry } from '../../server/store/held.ts';
import { genders } from '../../web/shared/comparison/comparison.ts';
import { createTestSource, kpi, type TestSource } from './ingest-source.ts';
import { seededRandom } from './random.ts';
import { queryRelease } from './release-rows.ts';

/** What becomes of a value of the honest answer; undefined: its row is not there. */
export type Change = (
  row: KoladaValue,
  at: (key: string) => number | null,
) => KoladaValue | undefined;

export const manyYears = { first: 2014, last: 2025 } as const;
export const keyOf = ({ kpi: id, area, year, gender }: Omit<KoladaValue, 'count' | 'status'>) =>
  `${id} ${area} ${year} ${gender}`;

const curated = loadCuratedKpis(dataFiles).slice(0, 12);
const kommuner = loadMunicipalities(dataFiles)
  .filter(({ id }) => id > '1700')
  .slice(0, 39);
export const manyKpis = curated.map(({ id }) => id).toSorted();
export const manyAreas = ['0000', ...kommuner.map(({ id }) => id)];

function honest(): KoladaValue[] {
  const random = seededRandom(7);
  return manyKpis.flatMap((id) =>
    manyAreas.flatMap((area) => {
      const own = 20 + random() * 60;
      return Array.from({ length: manyYears.last - manyYears.first + 1 }, (_, i) =>
        genders.map((gender) => ({
          kpi: id,
          area,
          year: manyYears.first + i,
          gender,
          count: 1,
          status: '',
          value: own * (0.95 + random() * 0.1),
          isDeleted: false,
        })),
      ).flat();
    }),
  );
}

export interface ManyKpis {
  dir: string;
  source: TestSource;
  readonly run: () => Promise<Outcome>;
  /** As a human who says yes to all that is held. */
  readonly acceptAll: () => Promise<Reviewed>;
  /** The next answers are honest ones, each value of them changed. */
  readonly change: (to: Change) => void;
  readonly held: () => Promise<readonly HeldEntry[]>;
  /** What a reader of the newest release sees: `kpi area year gender=value`, sorted. */
  readonly seen: () => Promise<readonly string[]>;
  /** Versions of values that the newest release file holds, with those that no longer hold. */
  readonly versions: () => Promise<number>;
}

/** To be called once at the top of a test file. */
export function useManyKpis(): ManyKpis {
  vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
  const values = honest();
  const known = new Map(values.map((row) => [keyOf(row), row.value]));
  let begun = '';
  const open = () => {
    const source = createTestSource();
    source.kpiList = manyKpis.map((id) => kpi(id, { is_divided_by_gender: true }));
    source.municipalityList = [
      { id: '0000', title: 'Riket', type: 'L' },
      ...kommuner.map(({ id, name }) => ({ id, title: name, type: 'K' as const })),
    ];
    source.valueList = values;
    return source;
  };
  const optionsFor = (dir: string, source: TestSource) => ({
    dir,
    dataFiles,
    openSource: () => source,
    now: () => new Date('2026-11-22T10:00:00Z'),
  });
  const runIn = (dir: string, source: TestSource) =>
    ingest({ kind: 'refresh', full: true }, optionsFor(dir, source));
  const many: ManyKpis = {
    dir: '',
    source: open(),
    run: () => runIn(many.dir, many.source),
    acceptAll: async () => acceptHeld(await many.held(), optionsFor(many.dir, many.source)),
    change: (to) => {
      const at = (key: string) => known.get(key) ?? null;
      many.source.valueList = values.flatMap((row) => to(row, at) ?? []);
    },
    held: async () => (await readHeld(many.dir)).entries,
    seen: async () => {
      const rows = await queryRelease(
        many.dir,
        `SELECT concat_ws(' ', kpi, area, year, gender) || '=' || value AS line FROM observation
         WHERE until IS NULL AND status = '' AND value IS NOT NULL ORDER BY 1`,
      );
      return rows.map(({ line }) => String(line));
    },
    versions: async () =>
      Number(
        (await queryRelease(many.dir, 'SELECT count(*)::INT AS n FROM observation'))[0]?.['n'],
      ),
  };

  beforeAll(async () => {
    begun = await mkdtemp(join(tmpdir(), 'many-'));
    const outcome = await runIn(begun, open());
    if (outcome.kind !== 'published') throw new Error(JSON.stringify(outcome));
  });
  afterAll(() => rm(begun, { recursive: true }));
  beforeEach(async () => {
    many.dir = await mkdtemp(join(tmpdir(), 'many-'));
    await cp(begun, many.dir, { recursive: true });
    many.source = open();
  });
  afterEach(() => rm(many.dir, { recursive: true }));
  return many;
}
