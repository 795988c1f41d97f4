import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createApp } from '../../server/app.ts';
import { createLog } from '../../server/log.ts';
import type { Store } from '../../server/store/store.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

let served: TestApp | undefined;
afterEach(async () => {
  await served?.close();
  served = undefined;
});

const line = z.looseObject({ level: z.string(), time: z.iso.datetime(), msg: z.string() });

/** An app that logs as the server does, and what it has logged. */
async function serve(level: 'debug' | 'info', change: (store: Store) => Store = (store) => store) {
  const lines: string[] = [];
  const log = createLog(level, { write: (text) => void lines.push(text) });
  served = await createTestApp();
  const app = createApp({ ...served.services, log, store: change(served.services.store) });
  return { app, logged: () => lines.map((text) => line.parse(JSON.parse(text))) };
}

test('a request is a line of JSON with its route, status and time', async () => {
  const { app, logged } = await serve('debug');
  await app.request('/api/v1/kpis/N21006?');
  await app.request('/api/v1/comparison?ar=2024');
  expect(logged()).toMatchObject([
    { level: 'debug', msg: 'request', route: '/api/v1/kpis/:id', path: '/api/v1/kpis/N21006' },
    { method: 'GET', status: 200, query: 'ar=2024', ms: expect.any(Number) },
  ]);
});

test('neither who asked nor a long address reaches the log', async () => {
  const { app, logged } = await serve('debug');
  await app.request(`/${'x'.repeat(5000)}?q=${'y'.repeat(5000)}`, {
    headers: {
      Authorization: 'Bearer hemligt',
      Cookie: 'a=hemligt',
      'X-Forwarded-For': '192.0.2.7',
      'User-Agent': 'spion',
      Referer: 'https://intern.example/hemligt',
    },
  });
  const text = JSON.stringify(logged());
  for (const secret of ['hemligt', '192.0.2.7', 'spion']) expect(text).not.toContain(secret);
  expect(text.length).toBeLessThan(1200);
});

test('at the usual level the ordinary is silent, and a fault of ours is told with where and why', async () => {
  const compare = () => Promise.reject(new Error('the disk is gone'));
  const { app, logged } = await serve('info', (store) => ({ ...store, compare }));
  await app.request('/api/v1/kpis/N21006');
  await app.request('/finns-inte');
  expect(logged()).toEqual([]);
  await app.request('/api/v1/comparison?ar=2023');
  expect(logged()).toMatchObject([
    {
      level: 'error',
      msg: 'request failed',
      err: { message: 'the disk is gone' },
      query: 'ar=2023',
      errorId: expect.any(String),
    },
    { level: 'warn', msg: 'request', status: 500, route: '/api/v1/comparison' },
  ]);
});
