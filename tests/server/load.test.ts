import { readFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../server/app.ts';
import { createBudget } from '../../server/http/budget.ts';
import { listen } from '../../server/http/listen.ts';
import { createHeavyRelease, type HeavyRelease } from '../support/heavy-release.ts';
import { openMemoryCgroup } from '../support/memory-cgroup.ts';
import { startServerProcess } from '../support/server-process.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

const promisedMb = 512;
const crowd = 40;
const kinds = [
  '/inbaddat',
  '/',
  '/rapport',
  '/api/v1/comparison',
  '/data.xlsx',
  '/diagram.png',
  '/rapport.docx',
  '/inbaddat.json',
];

let heavy: HeavyRelease;
let served: TestApp;
beforeAll(async () => {
  heavy = await createHeavyRelease();
  served = await createTestApp({ fixture: heavy.fixture });
});
afterAll(() => served.close());

async function peakMb(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
}

test('forty of the largest answers of every kind at once, in the memory that the runbook promises', async () => {
  const cgroup = await openMemoryCgroup(promisedMb);
  if (cgroup === undefined) {
    console.warn('NOT RUN in a memory cgroup: none can be made here. Resident memory is measured.');
  }
  const server = await startServerProcess({
    dataDir: heavy.fixture.dataDir,
    // As the image and the units run it.
    settings: { MALLOC_ARENA_MAX: '2' },
  });
  onTestFinished(async () => {
    await server.end('SIGKILL');
    await cgroup?.close();
  });
  await cgroup?.take(server.child.pid ?? 0);
  const get = async (path: string) => {
    const response = await fetch(server.address + path);
    await response.arrayBuffer();
    return { status: response.status, retryAfter: response.headers.get('Retry-After') };
  };

  const asked = Promise.all(
    Array.from({ length: crowd }, (_, i) => get(`${kinds[i % kinds.length]}?${heavy.largest(i)}`)),
  );
  let isOver = false;
  const over = asked.finally(() => (isOver = true));
  const small: number[] = [];
  // One after another, for as long as the others are at it.
  do small.push((await get(`/inbaddat?${heavy.small(small.length)}`)).status);
  while (!isOver);

  const answers = await over;
  // Answered, or told when to come back.
  const others = answers.filter(({ status }) => status !== 200);
  expect(others.filter(({ status, retryAfter }) => status !== 503 || retryAfter === null)).toEqual(
    [],
  );
  expect(answers.some(({ status }) => status === 200)).toBe(true);
  expect(new Set(small)).toEqual(new Set([200]));
  expect(await peakMb(server.child.pid)).toBeLessThan(promisedMb);
  expect((await get('/health')).status).toBe(200);
  expect(await server.end('SIGTERM')).toBe(0);
}, 240_000);

test.each(['/inbaddat', '/inbaddat.json', '/', '/jamfor', '/rapport', '/rapport.docx'])(
  'the largest %s is refused while another large answer is made, and a small one is not',
  async (path) => {
    const turns = { running: 1000, waiting: 0, waitMs: 10 };
    const budget = createBudget([
      { upTo: 600, ...turns },
      { upTo: Infinity, ...turns },
    ]);
    const app = createApp(served.services, budget);
    const letGo = await budget.take(1001);
    const refused = await app.request(`${path}?${heavy.largest(50)}`);
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([503, '10']);
    expect(refused.headers.get('Cache-Control')).toBe('no-store');
    expect((await app.request(`${path}?${heavy.small(50)}`)).status).toBe(200);
    letGo();
    expect(budget.size()).toEqual({ running: 0, waiting: 0 });
  },
);

test('answers whose readers have hung up are not made', async () => {
  const budget = createBudget();
  let compared = 0;
  const store = {
    ...served.services.store,
    compare: (comparison: Parameters<typeof served.services.store.compare>[0]) => {
      compared += 1;
      return served.services.store.compare(comparison);
    },
  };
  const app = createApp({ ...served.services, store }, budget);
  const server = await listen((request) => app.fetch(request), { host: '127.0.0.1', port: 0 });
  const readers = Array.from({ length: 12 }, (_, i) => hang(server.port, heavy.largest(i)));
  await expect.poll(() => budget.size().waiting, { timeout: 10_000 }).toBeGreaterThan(5);
  for (const reader of readers) reader.destroy();
  await expect.poll(() => budget.size(), { timeout: 10_000 }).toEqual({ running: 0, waiting: 0 });
  const before = compared;
  expect(before).toBeLessThan(readers.length);
  const response = await app.request(`/inbaddat?${heavy.small(1)}`);
  expect(response.status).toBe(200);
  // Its own values and those that say how many answered; none of the abandoned.
  expect(compared - before).toBeLessThanOrEqual(2);
  await server.close();
});

function hang(port: number, query: string): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.write(`GET /inbaddat?${query} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
  return socket.on('error', () => {});
}
