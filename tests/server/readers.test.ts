import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { readConfig } from '../../server/config.ts';
import {
  createSimulatedKolada,
  type SimulatedKolada,
} from '../../server/demo/simulated-kolada/simulated-kolada.ts';
import { acquireLock } from '../../server/ingest/lock.ts';
import { runIngest } from '../../server/ingest/run-ingest.ts';
import { comparisonSchema, healthSchema } from '../../server/routes/api-schemas.ts';
import { startProgram, type Program } from '../support/start-program.ts';

const patience = 120_000;
vi.setConfig({ testTimeout: 3 * patience, hookTimeout: patience });

let dataDir = '';
let kolada: SimulatedKolada;
let servers: Program[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'readers-'));
  kolada = await createSimulatedKolada({ marked: false, firstYear: 2020, lastYear: 2024 });
});
afterEach(async () => {
  for (const { child } of servers) child.kill('SIGKILL');
  await Promise.all(servers.map(({ exited }) => exited()));
  servers = [];
  await kolada.close();
  await rm(dataDir, { recursive: true, force: true });
});

const settings = () => ({
  DATA_DIR: dataDir,
  KOLADA_URL: kolada.url,
  KOLADA_REQUESTS_PER_SECOND: '100000',
});

async function start(refreshHours: string): Promise<string> {
  const server = startProgram({ ...settings(), REFRESH_HOURS: refreshHours });
  servers.push(server);
  return server.address();
}

const health = async (address: string) =>
  healthSchema.parse(await (await fetch(`${address}/health`)).json());
const refresh = () => runIngest({ kind: 'refresh' }, { config: readConfig(settings()) });

/** Asks one reader without pause, and notes every answer that was not whole. */
function load(address: string) {
  const faults: string[] = [];
  let asked = 0;
  let stopped = false;
  const run = async () => {
    while (!stopped) {
      const path = ['/inbaddat', '/data.csv', '/api/v1/comparison'][asked++ % 3] ?? '/';
      try {
        const response = await fetch(`${address}${path}?ar=${2020 + (asked % 5)}`);
        await response.arrayBuffer();
        if (response.status !== 200) faults.push(`${path} ${response.status}`);
      } catch (error) {
        faults.push(`${path} ${String(error)}`);
      }
      await sleep(5);
    }
  };
  const running = run();
  const stop = async () => {
    stopped = true;
    await running;
    return { faults, asked };
  };
  return { stop };
}

test('readers of one folder follow its one refresher, fetch on demand, and fail nobody meanwhile', async () => {
  // All at once on an empty folder: one makes the first release, the others wait for it.
  const [first = '', second = '', refresher = ''] = await Promise.all(['0', '0', '24'].map(start));
  const readers = [first, second];
  const loads = readers.map(load);

  const isSame = (release: string) => async () =>
    (await Promise.all(readers.map(health))).every((one) => one.release === release);
  await expect
    .poll(async () => (await health(refresher)).source, { timeout: patience })
    .toBe('kolada');
  await expect.poll(isSame((await health(refresher)).release), { timeout: 20_000 }).toBe(true);

  kolada.revise({ kpi: 'N21006', area: '2305', year: 2024, gender: 'T', value: 123_456 });
  const outcome = await refresh();
  expect(outcome).toMatchObject({ kind: 'published' });
  const release = outcome.kind === 'published' ? outcome.release : '';
  await expect.poll(isSame(release), { timeout: 20_000 }).toBe(true);
  for (const reader of readers) {
    const answer = await fetch(
      `${reader}/api/v1/comparison?nyckeltal=N21006&kommuner=2305&ar=2024`,
    );
    const { observations } = comparisonSchema.parse(await answer.json());
    expect(observations).toMatchObject([{ value: 123_456 }]);
  }

  const kpi = await notHeld(first);
  expect((await fetch(`${first}/api/v1/kpis/${kpi}/fetch`, { method: 'POST' })).status).toBe(202);
  for (const reader of readers) {
    await expect.poll(() => isHeld(reader, kpi), { timeout: patience }).toBe(true);
  }

  for (const { faults, asked } of await Promise.all(loads.map(({ stop }) => stop()))) {
    expect(faults).toEqual([]);
    expect(asked).toBeGreaterThan(50);
  }
  for (const server of servers) expect(server.logged()).not.toMatch(/"level":"(?:warn|error)"/);
});

test('a second refresher that finds the lock taken makes no noise, and is not degraded by it', async () => {
  expect(await refresh()).toMatchObject({ kind: 'published' });
  const lock = await acquireLock(dataDir);
  // The figures are at once too old for it.
  const address = await start('0.00001');
  const [server] = servers;
  await expect
    .poll(() => server?.logged(), { timeout: patience })
    .toContain('another process is writing in DATA_DIR');
  expect(server?.logged()).not.toMatch(/"level":"(?:warn|error)"/);
  expect((await health(address)).reason ?? 'data-old').toBe('data-old');
  const metrics = await (await fetch(`${address}/metrics`)).text();
  expect(metrics).toContain('omvarld_refresh_total{outcome="failed"} 0');
  await lock.release();
});

const kpiSchema = z.object({ id: z.string(), held: z.boolean() });

async function notHeld(address: string): Promise<string> {
  const answer = await fetch(`${address}/api/v1/kpis?q=&limit=100&offset=100`);
  const { items } = z.object({ items: z.array(kpiSchema) }).parse(await answer.json());
  const [kpi] = items.filter(({ held }) => !held);
  if (kpi === undefined) throw new Error('every KPI is held');
  return kpi.id;
}

async function isHeld(address: string, kpi: string): Promise<boolean> {
  const answer = await fetch(`${address}/api/v1/kpis/${kpi}`);
  return kpiSchema.parse(await answer.json()).held;
}
