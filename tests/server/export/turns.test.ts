import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAnswerCache } from '../../../server/http/answer-cache.ts';
import { handleErrors } from '../../../server/http/problem.ts';
import { createTurns } from '../../../server/http/turns.ts';
import { exportRoutes } from '../../../server/routes/export.ts';
import type { Store } from '../../../server/store/store.ts';
import { manyRows } from '../../support/many-rows.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';

let served: TestApp;
beforeAll(async () => {
  served = await createTestApp();
});
afterAll(() => served.close());

const exports = (limits: { waiting: number; waitMs: number }, exportRows?: Store['exportRows']) => {
  const app = new Hono();
  const { store } = served.services;
  const services = {
    ...served.services,
    cache: createAnswerCache({ maxBytes: 1_000_000, maxAnswerBytes: 1_000_000 }),
    store: { ...store, exportRows: exportRows ?? store.exportRows },
  };
  app.onError(handleErrors(services, async (_c, response) => response));
  app.route('/', exportRoutes(services, createTurns({ running: 1, ...limits })));
  return app;
};

const large = 20_000;

test('one file too many is refused in words with when to come back, and costs the others nothing', async () => {
  const app = exports({ waiting: 0, waitMs: 10 }, manyRows({ count: large }));
  const first = await app.request('/data.csv');
  const refused = await app.request('/data.xlsx');
  expect(refused.status).toBe(503);
  expect(refused.headers.get('Retry-After')).toBe('10');
  expect(refused.headers.get('Content-Type')).toBe('application/problem+json; charset=utf-8');
  expect(refused.headers.get('ETag')).toBeNull();
  expect(refused.headers.get('Cache-Control')).toBe('no-store');
  expect(await refused.json()).toMatchObject({ status: 503, code: 'busy' });
  expect((await first.text()).split('\r\n')).toHaveLength(large + 2);
});

test('a file read to its end, left half-way, or refused gives its turn to the next', async () => {
  const app = exports({ waiting: 1, waitMs: 10_000 }, manyRows({ count: large }));
  await (await app.request('/data.csv')).text();
  await (await app.request('/data.zip')).body?.cancel();
  expect((await app.request('/data.csv?utgava=2001-01-01.1')).status).toBe(400);
  expect((await app.request('/data.csv?nyckeltal=N99999')).status).toBe(400);
  const last = await app.request('/data.json');
  expect(last.status).toBe(200);
  await last.body?.cancel();
});

test('a small file gives its turn back before it is sent, and takes none when it is kept', async () => {
  let opened = 0;
  const { store } = served.services;
  const app = exports({ waiting: 0, waitMs: 10 }, (comparison) => {
    opened += 1;
    return store.exportRows(comparison);
  });
  const unread = await app.request('/data.csv');
  const same = await Promise.all(Array.from({ length: 9 }, () => app.request('/data.csv')));
  expect(opened).toBe(1);
  expect((await app.request('/data.xlsx')).status).toBe(200);
  const texts = await Promise.all([unread, ...same].map((response) => response.text()));
  expect(new Set(texts).size).toBe(1);
  expect(texts[0]?.split('\r\n')).toHaveLength(16);
});

test('readers of one large file at once each get all of it', async () => {
  const app = exports({ waiting: 20, waitMs: 10_000 }, manyRows({ count: large }));
  const all = await Promise.all(
    Array.from({ length: 5 }, async () => (await app.request('/data.csv')).text()),
  );
  expect(new Set(all).size).toBe(1);
  expect(all[0]?.split('\r\n')).toHaveLength(large + 2);
});

test('a reader who has the file already takes no turn', async () => {
  const app = exports({ waiting: 0, waitMs: 10 }, manyRows({ count: large }));
  const held = await app.request('/data.csv');
  const etag = held.headers.get('ETag') ?? '';
  const again = await app.request('/data.csv', { headers: { 'If-None-Match': etag } });
  expect(again.status).toBe(304);
  await held.body?.cancel();
});
