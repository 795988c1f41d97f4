import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { handleErrors } from '../../../server/http/problem.ts';
import { createTurns } from '../../../server/http/turns.ts';
import { exportRoutes } from '../../../server/routes/export.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';

let served: TestApp;
beforeAll(async () => {
  served = await createTestApp();
});
afterAll(() => served.close());

const exports = (limits: { waiting: number; waitMs: number }) => {
  const app = new Hono();
  app.onError(handleErrors(served.services, async (_c, response) => response));
  app.route('/', exportRoutes(served.services, createTurns({ running: 1, ...limits })));
  return app;
};

test('one file too many is refused in words with when to come back, and costs the others nothing', async () => {
  const app = exports({ waiting: 0, waitMs: 10 });
  const first = await app.request('/data.csv');
  const refused = await app.request('/data.xlsx');
  expect(refused.status).toBe(503);
  expect(refused.headers.get('Retry-After')).toBe('10');
  expect(refused.headers.get('Content-Type')).toBe('application/problem+json; charset=utf-8');
  expect(refused.headers.get('ETag')).toBeNull();
  expect(refused.headers.get('Cache-Control')).toBe('no-store');
  expect(await refused.json()).toMatchObject({ status: 503, code: 'busy' });
  expect((await first.text()).split('\r\n')).toHaveLength(16);
});

test('a file read to its end, left half-way, or refused gives its turn to the next', async () => {
  const app = exports({ waiting: 1, waitMs: 10_000 });
  await (await app.request('/data.csv')).text();
  await (await app.request('/data.zip')).body?.cancel();
  expect((await app.request('/data.csv?utgava=2001-01-01.1')).status).toBe(400);
  expect((await app.request('/data.csv?nyckeltal=N99999')).status).toBe(400);
  const last = await app.request('/data.json');
  expect(last.status).toBe(200);
  await last.body?.cancel();
});

test('a reader who has the file already takes no turn', async () => {
  const app = exports({ waiting: 0, waitMs: 10 });
  const held = await app.request('/data.csv');
  const etag = held.headers.get('ETag') ?? '';
  const again = await app.request('/data.csv', { headers: { 'If-None-Match': etag } });
  expect(again.status).toBe(304);
  await held.body?.cancel();
});
