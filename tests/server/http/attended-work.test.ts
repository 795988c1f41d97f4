import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAnswerCache } from '../../../server/http/answer-cache.ts';
import { attendedCache, attendReaders } from '../../../server/http/attended-work.ts';
import { createBudget, type Budget } from '../../../server/http/budget.ts';
import { claim, createBreather, currentWork } from '../../../server/work.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';

const lanes = [
  { upTo: 10, running: 1000, waiting: 1000, waitMs: 60_000 },
  { upTo: Infinity, running: 100, waiting: 2, waitMs: 60_000 },
];

/** A small application whose answers take what the address says, and end when the test lets them. */
function createSlowApp(deadlineMs = 60_000) {
  const budget: Budget = createBudget(lanes);
  const cache = attendedCache(
    createAnswerCache({ maxBytes: 100_000, maxAnswerBytes: 10_000 }),
    budget,
    deadlineMs,
  );
  const begun: string[] = [];
  const stopped: string[] = [];
  const gates = new Map<string, PromiseWithResolvers<void>>();
  const gate = (name: string) => {
    const known = gates.get(name) ?? Promise.withResolvers<void>();
    gates.set(name, known);
    return known;
  };
  const app = new Hono();
  app.onError((_error, c) => c.text('no', 503));
  app.use(attendReaders(budget));
  app.get('/:name/:cost', async (c) => {
    const { name, cost } = c.req.param();
    const { bytes } = await cache.get(name, async () => {
      await claim(Number(cost));
      begun.push(name);
      const signal = currentWork()?.signal;
      signal?.addEventListener('abort', () => stopped.push(name));
      await Promise.race([gate(name).promise, rejected(signal)]);
      return { body: name, contentType: 'text/plain' };
    });
    return c.body(await bytes('identity'));
  });
  const ask = (path: string, signal?: AbortSignal) =>
    Promise.resolve(app.request(path, signal === undefined ? {} : { signal }));
  return { ask, begun, stopped, budget, open: (name: string) => gate(name).resolve() };
}

function rejected(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason));
  });
}

const settled = () =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

describe('work that nobody waits for any longer', () => {
  test('stops, leaves the line it stood in, and gives its part of the budget to the next', async () => {
    const { ask, begun, stopped, budget, open } = createSlowApp();
    const reader = new AbortController();
    const running = ask('/running/100', reader.signal);
    const queued = ask('/queued/100', reader.signal);
    const other = ask('/other/100');
    await settled();
    expect(begun).toEqual(['running']);
    expect(budget.size()).toEqual({ running: 100, waiting: 2 });

    reader.abort();
    open('other');
    expect((await other).status).toBe(200);
    expect([(await running).status, (await queued).status]).toEqual([503, 503]);
    expect(begun).toEqual(['running', 'other']);
    expect(stopped).toContain('running');
    expect(budget.size()).toEqual({ running: 0, waiting: 0 });
  });

  test('goes on for as long as one of its readers is there', async () => {
    const { ask, begun, stopped, open } = createSlowApp();
    const reader = new AbortController();
    const first = ask('/shared/100', reader.signal);
    const second = ask('/shared/100');
    await settled();
    reader.abort();
    expect((await first).status).toBe(503);
    open('shared');
    expect(await (await second).text()).toBe('shared');
    expect([begun, stopped]).toEqual([['shared'], []]);
  });

  test('is begun anew for one who asks while it is on its way down', async () => {
    const { ask, begun, open } = createSlowApp();
    const reader = new AbortController();
    const first = ask('/again/100', reader.signal);
    await settled();
    reader.abort();
    const second = ask('/again/100');
    open('again');
    expect((await second).status).toBe(200);
    await first;
    expect(begun).toEqual(['again', 'again']);
  });
});

test('what is cheap passes by what is dear, and one dear work too many is refused', async () => {
  const { ask, open } = createSlowApp();
  const dear = ['a', 'b', 'c'].map((name) => ask(`/${name}/100`));
  await settled();
  open('cheap');
  expect((await ask('/cheap/10')).status).toBe(200);
  expect((await ask('/d/100')).status).toBe(503);
  for (const name of ['a', 'b', 'c', 'd']) open(name);
  expect((await Promise.all(dear)).map(({ status }) => status)).toEqual([200, 200, 200]);
  // A kept answer never waits.
  expect((await ask('/a/100')).status).toBe(200);
});

test('an answer that takes too long is given up, in words, and made anew for the next who asks', async () => {
  const { ask, budget, begun, open } = createSlowApp(20);
  expect((await ask('/long/100')).status).toBe(503);
  expect(budget.size()).toEqual({ running: 0, waiting: 0 });
  open('long');
  expect((await ask('/long/100')).status).toBe(200);
  expect(begun).toEqual(['long', 'long']);
});

test('a long work hands over between its parts, and stops between them', async () => {
  const { ask, begun } = createSlowApp();
  const app = new Hono();
  const reader = new AbortController();
  let parts = 0;
  app.onError((_error, c) => c.text('no', 503));
  app.use(attendReaders(createBudget()));
  app.get('/long', async (c) => {
    const breathe = createBreather();
    for (; parts < 1000; parts++) {
      const end = performance.now() + 4;
      while (performance.now() < end);
      await breathe();
    }
    return c.text('done');
  });
  const long = app.request('/long', { signal: reader.signal });
  await settled();
  void ask('/other/1');
  await settled();
  expect(begun).toEqual(['other']);
  reader.abort();
  expect((await long).status).toBe(503);
  expect(parts).toBeLessThan(100);
});

describe('the service', () => {
  let served: TestApp;
  beforeAll(async () => {
    served = await createTestApp();
  });
  afterAll(() => served.close());

  const paths = [
    '/',
    '/inbaddat',
    '/inbaddat.json',
    '/diagram.svg',
    '/diagram.png',
    '/rapport',
    '/rapport.docx',
    '/api/v1/comparison',
    '/andringar.atom',
    '/data.csv',
  ];

  test.each(paths)(
    'reads and draws nothing for a reader of %s who has gone already',
    async (path) => {
      const query = 'nyckeltal=N21006,U21468&kommuner=2305,1490';
      const gone = await served.app.request(`${path}?${query}`, { signal: AbortSignal.abort() });
      expect(gone.status).toBe(503);
      expect(gone.headers.get('Cache-Control')).toBe('no-store');
      const next = await served.app.request(`${path}?${query}`);
      expect(next.status).toBe(200);
      await next.arrayBuffer();
    },
  );

  test('logs no fault when a reader leaves', async () => {
    const before = served.logged.length;
    await served.app.request('/inbaddat?nyckeltal=U21468&kommuner=2305&ar=2022', {
      signal: AbortSignal.abort(),
    });
    const levels = served.logged.slice(before).map((line) => Number(JSON.parse(line).level));
    expect(levels.filter((level) => level >= 40)).toEqual([]);
  });
});
