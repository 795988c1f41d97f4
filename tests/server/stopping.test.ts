import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { Agent, request, type ClientRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import {
  createSimulatedKolada,
  type SimulatedKolada,
} from '../../server/demo/simulated-kolada/simulated-kolada.ts';
import { lockFile } from '../../server/ingest/lock.ts';
import { startProgram, type Program } from '../support/start-program.ts';

const patience = 60_000;
vi.setConfig({ testTimeout: 3 * patience, hookTimeout: patience });

let dataDir = '';
let kolada: SimulatedKolada;
let server: Program | undefined;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'stopping-'));
  kolada = await createSimulatedKolada({ marked: false, firstYear: 2024, lastYear: 2024 });
});
afterEach(async () => {
  server?.child.kill('SIGKILL');
  await server?.exited();
  await kolada.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** A server whose refresh is under way and will never end by itself. */
async function startRefreshing() {
  kolada.setFault({ kind: 'hang' });
  const running = startProgram({ DATA_DIR: dataDir, KOLADA_URL: kolada.url });
  server = running;
  const address = new URL(await running.address());
  await expect.poll(() => kolada.underWay(), { timeout: patience }).toBeGreaterThan(0);
  const lock = JSON.parse(await readFile(join(dataDir, lockFile), 'utf8'));
  const { pid } = z.object({ pid: z.number() }).parse(lock);
  expect(pid).not.toBe(running.child.pid);
  return { running, port: address.port, ingest: pid };
}

const strays = async () =>
  (await readdir(dataDir)).filter((name) => /^draft-|\.wal$|\.tmp$|\.lock/.test(name));

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A request whose body has not ended: under way, as 100 Continue says, for as long as the test likes. */
async function askSlowly(port: string) {
  const path = '/api/v1/kpis/N99999/fetch';
  const headers = { Expect: '100-continue' };
  const call = request({ host: '127.0.0.1', port, path, method: 'POST', headers, agent: false });
  const answer = statusOf(call);
  call.flushHeaders();
  await once(call, 'continue');
  call.write('begun');
  return { answer, end: () => call.end(' and ended') };
}

/** Status once the whole answer has come; 0 where the connection ended before the first byte of it. */
function statusOf(call: ClientRequest): Promise<number> {
  return new Promise((resolve, reject) => {
    call.once('error', () => resolve(0));
    call.once('response', (response) => {
      response.resume();
      response.once('error', reject);
      response.once('aborted', () => reject(new Error('half an answer')));
      response.once('end', () => resolve(response.statusCode ?? 0));
    });
  });
}

test('SIGTERM under load: what was asked is answered whole, the ingest ends, and the exit is 0', async () => {
  const { running, port, ingest } = await startRefreshing();
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const statuses: number[] = [];
  const run = async () => {
    for (let last = 200; last === 200;) {
      const path = ['/inbaddat', '/data.zip', '/api/v1/comparison'][statuses.length % 3];
      const call = request({ host: '127.0.0.1', port, path, agent });
      call.end();
      last = await statusOf(call);
      statuses.push(last);
    }
  };
  const loads = Array.from({ length: 8 }, run);
  const slow = await askSlowly(port);
  await expect.poll(() => statuses.length, { timeout: patience }).toBeGreaterThan(30);

  const begun = performance.now();
  running.child.kill('SIGTERM');
  await sleep(300);
  slow.end();
  expect(await slow.answer).toBe(404);
  expect(await running.exited()).toBe(0);
  expect(performance.now() - begun).toBeLessThan(14_000);
  await Promise.all(loads);
  agent.destroy();

  // Each of the eight ended on a connection that was closed between two answers.
  expect(statuses.filter((status) => status !== 200)).toEqual(Array(8).fill(0));
  expect(isAlive(ingest)).toBe(false);
  expect(await strays()).toEqual([]);
});

test('a second signal ends it at once, and leaves nothing behind', async () => {
  const { running, port, ingest } = await startRefreshing();
  const slow = await askSlowly(port);
  running.child.kill('SIGTERM');
  await expect.poll(() => running.logged(), { timeout: patience }).toContain('"msg":"stopping"');
  const begun = performance.now();
  running.child.kill('SIGTERM');
  await once(running.child, 'exit');
  expect(running.child.exitCode).toBe(1);
  expect(performance.now() - begun).toBeLessThan(2000);
  expect(await slow.answer).toBe(0);
  await expect.poll(() => isAlive(ingest), { timeout: 15_000 }).toBe(false);
  expect(await strays()).toEqual([]);
});

test('when the server is killed, its ingest ends by itself and leaves nothing behind', async () => {
  const { running, ingest } = await startRefreshing();
  running.child.kill('SIGKILL');
  await running.exited();
  await expect.poll(() => isAlive(ingest), { timeout: 15_000 }).toBe(false);
  expect(await strays()).toEqual([]);
});
