import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readConfig } from '../../server/config.ts';
import type { SimulatedKolada } from '../../server/demo/simulated-kolada/simulated-kolada.ts';
import { runIngest } from '../../server/ingest/run-ingest.ts';
import { readPointer } from '../../server/store/pointer.ts';
import { caseCount, fuzzSeed } from '../support/case-count.ts';
import { linesIn } from '../support/expect-sound.ts';
import { seededRandom } from '../support/random.ts';
import { startServerProcess } from '../support/server-process.ts';
import { straysIn } from '../support/served-folder.ts';
import { createSmallKolada } from '../support/small-kolada.ts';

const kills = caseCount(6);
vi.setConfig({ testTimeout: 120_000 + kills * 30_000, hookTimeout: 120_000 });
const patience = { timeout: 120_000, interval: 200 };

let kolada: SimulatedKolada;
let dir: string;
beforeEach(async () => {
  kolada = await createSmallKolada();
  dir = await mkdtemp(join(tmpdir(), 'killed-server-'));
});
afterEach(async () => {
  await kolada.close();
  await rm(dir, { recursive: true });
});

const start = () => startServerProcess({ dataDir: dir, settings: { KOLADA_URL: kolada.url } });

const paths = [
  '/api/v1/comparison?nyckeltal=N21006&kommuner=boras,bracke&ar=1900-2100',
  '/data.csv?nyckeltal=N21006&kommuner=boras,bracke&ar=1900-2100',
  '/diagram.svg?nyckeltal=N21006&kommuner=boras,bracke',
  '/inbaddat?nyckeltal=N21006&kommuner=boras,bracke',
];

interface Load {
  /** Whole answers, and those that began and broke, so far. */
  readonly whole: () => number;
  readonly broken: () => readonly string[];
  /** Resolves when nothing is asked any more. */
  readonly stop: () => Promise<void>;
}

/** So many readers that ask one thing after another; a refused connection is only asked again. */
function createLoad(address: string, readers: number): Load {
  const agent = new Agent({ keepAlive: true });
  const broken: string[] = [];
  let whole = 0;
  let over = false;
  const read = async (first: number) => {
    for (let n = first; !over; n++) {
      const answer = await ask(`${address}${paths[n % paths.length]}`, agent);
      if (answer === 'whole') whole += 1;
      else if (answer === 'refused') await setTimeout(20);
      else broken.push(answer);
    }
  };
  const reading = Promise.all(Array.from({ length: readers }, (_, n) => read(n)));
  return {
    whole: () => whole,
    broken: () => broken,
    stop: async () => {
      over = true;
      await reading;
      agent.destroy();
    },
  };
}

/** `refused` when the request never reached the server: no answer of it is lost. */
function ask(url: string, agent: Agent): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const asked = get(url.replace('localhost', '127.0.0.1'), { agent }, (answer) => {
    answer.resume();
    answer.once('end', () => resolve(answer.statusCode === 200 ? 'whole' : `${answer.statusCode}`));
    answer.once('error', (error) => resolve(`body: ${error.message}`));
  });
  asked.once('error', (error: NodeJS.ErrnoException) => {
    // A kept connection that the server has closed meanwhile carried nothing yet.
    const neverRead = error.code === 'ECONNREFUSED' || asked.reusedSocket;
    resolve(neverRead ? 'refused' : `request: ${error.message}`);
  });
  return promise;
}

test(`a server killed ${kills} times under load comes back with the same figures or whole new ones`, async () => {
  const random = seededRandom(fuzzSeed);
  const key = { kpi: 'N21006', area: '1490', year: 2022, gender: 'T' } as const;
  const values = [kolada.figure(key)?.value];
  /** All but the value that changes; of each source there is one. */
  const others = new Set<string>();
  for (let n = 0; n < kills; n++) {
    const server = await start();
    const load = createLoad(server.address, 4);
    await expect.poll(load.whole, patience).toBeGreaterThan(4);
    // While it refreshes, or soon after.
    kolada.revise({ ...key, value: n + 1 });
    values.push(n + 1);
    await setTimeout(random() * 1500);
    await server.end('SIGKILL');
    await load.stop();
    const pointer = await readPointer(dir);
    const lines = await linesIn(dir, pointer?.release ?? '');
    const [changing] = lines.filter((line) => line.startsWith('N21006 1490 2022 '));
    others.add(`${pointer?.source} ${lines.filter((line) => line !== changing).join()}`);
    // The snapshot has none for that year.
    const allowed = [...values.map((value) => `N21006 1490 2022 T=${value}`), undefined];
    expect(allowed).toContain(changing);
  }
  expect(others.size).toBeLessThanOrEqual(2);
  const server = await start();
  await expect.poll(server.health, patience).toMatchObject({ status: 'ok', source: 'kolada' });
  expect(await server.end('SIGTERM')).toBe(0);
  expect(await straysIn(dir)).toEqual([]);

  const config = readConfig({
    DATA_DIR: dir,
    KOLADA_URL: kolada.url,
    KOLADA_REQUESTS_PER_SECOND: '1000',
  });
  expect(await runIngest({ kind: 'refresh' }, { config })).toMatchObject({
    kind: expect.stringMatching(/^(?:published|unchanged)$/),
  });
  const release = (await readPointer(dir))?.release ?? '';
  expect(await linesIn(dir, release)).toContain(`N21006 1490 2022 T=${kills}`);
  expect(await straysIn(dir)).toEqual([]);
});

test('a server that is told to stop under load answers every request that reached it', async () => {
  for (let n = 0; n < caseCount(3); n++) {
    const server = await start();
    await expect.poll(server.health, patience).toMatchObject({ status: 'ok', source: 'kolada' });
    const load = createLoad(server.address, 12);
    await expect.poll(load.whole, patience).toBeGreaterThan(40);
    expect(await server.end('SIGTERM')).toBe(0);
    await load.stop();
    expect(load.broken()).toEqual([]);
  }
  expect(await straysIn(dir)).toEqual([]);
});
