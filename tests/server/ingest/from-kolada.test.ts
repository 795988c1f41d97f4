import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { readConfig, type Config } from '../../../server/config.ts';
import {
  createSimulatedKolada,
  type SimulatedKolada,
} from '../../../server/demo/simulated-kolada/simulated-kolada.ts';
import { runIngest } from '../../../server/ingest/run-ingest.ts';
import { readPointer } from '../../../server/store/pointer.ts';
import { queryRelease } from '../../support/release-rows.ts';

// Each run opens and writes real files: on a busy machine seconds, on a quiet one tenths.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const kpis = ['N21006', 'U21468'];

let kolada: SimulatedKolada;
let config: Config;
let dir = '';

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'from-kolada-'));
  kolada = await createSimulatedKolada({ marked: false, firstYear: 2018, lastYear: 2025 });
  config = readConfig({
    DATA_DIR: dir,
    KOLADA_URL: kolada.url,
    KOLADA_REQUESTS_PER_SECOND: '100000',
  });
});
afterAll(async () => {
  await kolada.close();
  await rm(dir, { recursive: true });
});

const row = z.object({
  kpi: z.string(),
  area: z.string(),
  year: z.number(),
  gender: z.enum(['T', 'K', 'M']),
  value: z.number().nullable(),
  status: z.string(),
});

const held = async () =>
  z.array(row).parse(
    await queryRelease(
      dir,
      `SELECT kpi, area, year, gender, value, status FROM observation
       WHERE until IS NULL AND kpi IN ('N21006', 'U21468')`,
    ),
  );

test('what is held equals what the service sent, value by value', async () => {
  expect(await runIngest({ kind: 'kpis', kpis }, { config })).toMatchObject({
    kind: 'published',
    alarms: [],
  });
  const rows = await held();
  expect(rows.length).toBeGreaterThan(5_000);
  const wrong = rows.filter((observation) => {
    const figure = kolada.figure({ ...observation });
    return (
      figure?.value !== observation.value ||
      observation.status !== (figure.value === null ? 'Missing' : '')
    );
  });
  expect(wrong).toEqual([]);
  expect(new Set(rows.map(({ area }) => area))).toContain('G2328');
});

test('a revised value is a new version', async () => {
  const key = { kpi: 'N21006', area: '2305', year: 2024, gender: 'T' } as const;
  kolada.revise({ ...key, value: 123_456.789 });
  const outcome = await runIngest({ kind: 'kpis', kpis }, { config });
  // With the kommun, the means of its groups and of Riket change, and nothing else.
  expect(outcome).toMatchObject({ kind: 'published', alarms: [] });
  const changed = await queryRelease(
    dir,
    `SELECT DISTINCT kpi, year, gender FROM observation WHERE since = 3 OR until = 3`,
  );
  expect(changed).toEqual([{ kpi: key.kpi, year: key.year, gender: key.gender }]);
  const rows = await held();
  expect(
    rows.find((each) => each.kpi === key.kpi && each.area === '2305' && each.year === 2024)?.value,
  ).toBe(123_456.789);
});

test('a service that breaks half-way changes nothing, and says why', async () => {
  const before = await readPointer(dir);
  kolada.setFault({ kind: 'status', status: 404 });
  expect(await runIngest({ kind: 'kpis', kpis }, { config })).toMatchObject({
    kind: 'failed',
    reason: expect.stringMatching(/^kolada-/),
  });
  expect(await readPointer(dir)).toEqual(before);
});
