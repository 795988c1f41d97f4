/** Answers without an end, and a run that ends all the same, through the door. */
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Fault } from '../../server/demo/simulated-kolada/faults.ts';
import type { SimulatedKolada } from '../../server/demo/simulated-kolada/simulated-kolada.ts';
import { startDeadline } from '../../server/ingest/deadline.ts';
import { ingest } from '../../server/ingest/ingest.ts';
import { dataFiles } from '../../server/ingest/open-source.ts';
import { createKoladaClient } from '../../server/kolada/client.ts';
import { linesIn } from '../support/expect-sound.ts';
import { serveFolder } from '../support/served-folder.ts';
import { createSmallKolada } from '../support/small-kolada.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let now = new Date('2026-11-22T08:00:00Z');
let kolada: SimulatedKolada;
let root = '';

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'endless-'));
  kolada = await createSmallKolada({ now: () => now });
  await run(join(root, 'begun'));
  now = new Date('2026-11-23T08:00:00Z');
});
afterAll(async () => {
  await kolada.close();
  await rm(root, { recursive: true });
});

function run(dir: string, patienceMs?: number) {
  return ingest(
    { kind: 'refresh', full: true },
    {
      dir,
      dataFiles,
      openSource: () =>
        createKoladaClient({ url: kolada.url, requestsPerSecond: 100_000, connections: 2 }),
      now: () => now,
      patienceMs,
    },
  );
}

async function begun(): Promise<string> {
  const dir = await mkdtemp(join(root, 'case-'));
  await cp(join(root, 'begun'), dir, { recursive: true });
  return dir;
}

const data = { path: /\/v3\/data\// };
const endless: readonly (readonly [string, Fault, RegExp, number])[] = [
  ['pages of data', { kind: 'next-endless', when: data }, /^kolada-/, 250],
  ['pages of KPIs', { kind: 'next-endless', when: { path: /\/v3\/kpi/ } }, /^kolada-next-url$/, 80],
];
test.each(endless)(
  'endless %s end the run soon, publish nothing, and /health says why',
  async (_, fault, reason, mostRequests) => {
    const dir = await begun();
    const pointer = await readFile(join(dir, 'current.json'), 'utf8');
    const before = kolada.requests().length;
    kolada.setFault(fault);
    const outcome = await run(dir);
    kolada.setFault(undefined);
    expect(outcome).toMatchObject({ kind: 'failed', reason: expect.stringMatching(reason) });
    expect(kolada.requests().length - before).toBeLessThan(mostRequests);
    expect(await readFile(join(dir, 'current.json'), 'utf8')).toBe(pointer);
    const server = await serveFolder({ dir, now: () => now });
    const health = await server.health();
    expect(health.reason).toMatch(/^refresh-failed: kolada-/);
    expect(health.detail).toContain('/v3/');
    await server.close();
  },
);

/** Nothing is planned yet when these are fetched, so that no time has been given besides. */
const lists = { path: /\/v3\/(?:kpi|municipality)/ };
test.each<Fault>([
  { kind: 'hang', when: lists },
  { kind: 'drip', bytes: 1, everyMs: 50, when: lists },
  { kind: 'status', status: 429, retryAfter: '100', when: lists },
])('a run that waits for %j ends when its time is up, and the next one works', async (fault) => {
  const dir = await begun();
  kolada.setFault(fault);
  const outcome = await run(dir, 1_000);
  kolada.setFault(undefined);
  expect(outcome).toMatchObject({ kind: 'failed', reason: 'too-slow' });
  const server = await serveFolder({ dir, now: () => now });
  expect(await server.health()).toMatchObject({
    reason: 'refresh-failed: too-slow',
    detail: expect.stringMatching(/minutes/),
  });
  await server.close();
  expect(await run(dir)).toMatchObject({ kind: 'unchanged' });
});

test('the time that a run has grows with what it has planned, the more the slower it may ask', () => {
  vi.useFakeTimers();
  try {
    const ended = (requests: number, perSecond: number, minutes: number) => {
      const deadline = startDeadline();
      deadline.allow(requests, perSecond);
      vi.advanceTimersByTime(minutes * 60_000);
      const { aborted } = deadline.signal;
      deadline.clear();
      return aborted;
    };
    expect(ended(0, 5, 29)).toBe(false);
    expect(ended(0, 5, 31)).toBe(true);
    // All of Kolada, which takes 25 minutes at its usual pace.
    expect(ended(7000, 5, 260)).toBe(false);
    expect(ended(7000, 5, 270)).toBe(true);
    expect(ended(7000, 0.1, 4000)).toBe(false);
    expect(ended(7000, 0.0001, 24 * 1440)).toBe(false);
  } finally {
    vi.useRealTimers();
  }
});

test('a next_url on another host is named in /health, with the setting that accepts it', async () => {
  const dir = await begun();
  const lines = await linesIn(dir, '2026-11-22.2');
  kolada.setFault({ kind: 'next-url', url: 'https://ny.kolada.se/v3/kpi?page=2' });
  expect(await run(dir)).toMatchObject({ reason: 'kolada-next-url' });
  kolada.setFault(undefined);
  const server = await serveFolder({ dir, now: () => now });
  expect(await server.health()).toMatchObject({
    status: 'degraded',
    reason: 'refresh-failed: kolada-next-url',
    detail: expect.stringMatching(/https:\/\/ny\.kolada\.se.*KOLADA_URL/),
  });
  expect(await linesIn(dir, '2026-11-22.2')).toEqual(lines);
  await server.close();
});
