import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { handleErrors } from '../../../server/http/problem.ts';
import { createTurns } from '../../../server/http/turns.ts';
import { reportRoutes } from '../../../server/routes/report.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';

let served: TestApp;
beforeAll(async () => {
  served = await createTestApp();
});
afterAll(() => served.close());

test('documents take turns, one too many is told when to come back, and one already made needs none', async () => {
  const turns = createTurns({ running: 1, waiting: 0, waitMs: 10 });
  const app = new Hono();
  app.onError(handleErrors(served.services, async (_c, response) => response));
  app.route('/', reportRoutes(served.services, turns));
  const ask = async (years: string) => app.request(`/rapport.docx?ar=${years}`);

  expect((await ask('2024')).status).toBe(200);
  expect(turns.size()).toEqual({ running: 0, waiting: 0 });

  const letGo = await turns.take();
  const refused = await ask('2023');
  expect(refused.status).toBe(503);
  expect(refused.headers.get('Retry-After')).toBe('10');
  expect(refused.headers.get('Content-Disposition')).toBeNull();
  expect(await refused.json()).toMatchObject({ code: 'busy' });
  expect((await ask('2024')).status).toBe(200);
  letGo();
  expect((await ask('2023')).status).toBe(200);
});
