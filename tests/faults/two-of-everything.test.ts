import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { SimulatedKolada } from '../../server/demo/simulated-kolada/simulated-kolada.ts';
import { runIngest } from '../../server/ingest/run-ingest.ts';
import { readConfig } from '../../server/config.ts';
import { readPointer } from '../../server/store/pointer.ts';
import { linesIn } from '../support/expect-sound.ts';
import { startServerProcess, type ServerProcess } from '../support/server-process.ts';
import { straysIn } from '../support/served-folder.ts';
import { createSmallKolada } from '../support/small-kolada.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });
const patience = { timeout: 120_000, interval: 200 };

let kolada: SimulatedKolada;
let dir: string;
let running: ServerProcess[] = [];
beforeAll(async () => {
  kolada = await createSmallKolada();
});
afterAll(() => kolada.close());
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'two-'));
});
afterEach(async () => {
  for (const server of running) await server.end('SIGKILL');
  running = [];
  await rm(dir, { recursive: true });
});

async function startTwo(): Promise<readonly [ServerProcess, ServerProcess]> {
  const start = () => startServerProcess({ dataDir: dir, settings: { KOLADA_URL: kolada.url } });
  const [one, other] = await Promise.all([start(), start()]);
  running = [one, other];
  return [one, other];
}

function run(...kpis: string[]) {
  const config = readConfig({
    DATA_DIR: dir,
    KOLADA_URL: kolada.url,
    KOLADA_REQUESTS_PER_SECOND: '1000',
  });
  return runIngest(kpis.length === 0 ? { kind: 'refresh' } : { kind: 'kpis', kpis }, { config });
}

/** Both serve the release that the pointer names, say so, and stop leaving nothing behind. */
async function expectAgreement(servers: readonly ServerProcess[]): Promise<void> {
  for (const server of servers) {
    await expect.poll(server.health, patience).toMatchObject({ status: 'ok', source: 'kolada' });
  }
  const release = (await readPointer(dir))?.release ?? '';
  for (const server of servers) {
    await expect.poll(server.health, patience).toMatchObject({ release });
  }
  expect((await linesIn(dir, release)).length).toBeGreaterThan(150);
  for (const server of servers) expect(await server.end('SIGTERM')).toBe(0);
  expect(await straysIn(dir)).toEqual([]);
}

test('two servers that start at once on an empty folder make one release and serve it both', async () => {
  const servers = await startTwo();
  await expectAgreement(servers);
  const pointer = await readPointer(dir);
  expect(pointer?.number).toBe(2);
});

test('two servers and two refreshes by hand take turns, and a change of a figure comes once', async () => {
  const servers = await startTwo();
  await expect.poll(servers[0].health, patience).toMatchObject({ source: 'kolada' });
  kolada.revise({ kpi: 'N21006', area: '1490', year: 2022, gender: 'T', value: 111_111 });
  const outcomes = await Promise.all([run(), run(), run('U21468')]);
  const words = outcomes.map((o) => (o.kind === 'failed' ? o.reason : o.kind));
  expect(words.filter((word) => word !== 'locked').length).toBeGreaterThan(0);
  expect(words).toEqual(words.map(() => expect.stringMatching(/^(?:published|unchanged|locked)$/)));
  expect(await run()).toMatchObject({ kind: expect.stringMatching(/^(?:published|unchanged)$/) });
  const pointer = await readPointer(dir);
  expect(pointer?.number).toBe(3);
  expect(await linesIn(dir, pointer?.release ?? '')).toContain('N21006 1490 2022 T=111111');
  await expectAgreement(servers);
});

test('a KPI that is asked for from two servers while a refresh runs is fetched by both', async () => {
  const servers = await startTwo();
  // Until Kolada's groups are served none of them is known here.
  for (const server of servers) {
    await expect.poll(server.health, patience).toMatchObject({ source: 'kolada' });
  }
  const ask = (server: ServerProcess) =>
    fetch(`${server.address}/api/v1/kpis/U21468/fetch?kommuner=G2328`, { method: 'POST' });
  const [refreshed, ...answers] = await Promise.all([run(), ...servers.map(ask)]);
  expect(refreshed.kind === 'failed' ? refreshed.reason : refreshed.kind).toMatch(
    /^(?:published|unchanged|locked)$/,
  );
  expect(answers.map(({ status }) => status)).toEqual([202, 202]);
  for (const server of servers) {
    const state = async (): Promise<unknown> =>
      (await fetch(`${server.address}/api/v1/kpis/U21468/fetch`)).json();
    await expect.poll(state, patience).toMatchObject({ state: 'done' });
  }
  await expectAgreement(servers);
});
