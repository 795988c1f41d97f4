import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFetcher } from '../../../server/refresh/fetcher.ts';
import type { IngestJob, Outcome } from '../../../server/ingest/job.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';

const jobs: IngestJob[] = [];
let finish: (outcome: Outcome) => void = () => {};
const queue = {
  run: (job: IngestJob) => {
    jobs.push(job);
    return new Promise<Outcome>((resolve) => {
      finish = resolve;
    });
  },
};
let served: TestApp;
beforeAll(async () => {
  const fetcher = createFetcher({ queue, now: () => new Date(0), limits: { waiting: 2 } });
  served = await createTestApp({ services: { fetcher } });
});
afterAll(() => served.close());

const path = (id: string) => `/api/v1/kpis/${id}/fetch`;
const post = (id: string, query = '') => served.app.request(path(id) + query, { method: 'POST' });
const get = (id: string) => served.app.request(path(id));

test('a fetch is accepted, followed, and done', async () => {
  expect((await get('N21017')).status).toBe(404);
  const accepted = await post('n21017', '?kommuner=bracke,G176508');
  expect(accepted.status).toBe(202);
  expect(await accepted.json()).toEqual({ kpi: 'N21017', state: 'running', progress: 0 });
  expect(jobs).toEqual([{ kind: 'kpis', kpis: ['N21017'], groups: ['G176508'] }]);

  finish({ kind: 'published', release: '2026-11-22.2', inserted: 1, closed: 0, alarms: [] });
  await Promise.resolve();
  await new Promise(setImmediate);
  const done = await get('N21017');
  expect(await done.json()).toEqual({ kpi: 'N21017', state: 'done', progress: 1 });
  expect(done.headers.get('Cache-Control')).toBe('no-store');
});

test('a KPI that is not in the catalogue is 404 and starts nothing', async () => {
  const before = jobs.length;
  expect((await post('X99999')).status).toBe(404);
  expect((await post('N21017', '?kommuner=atlantis')).status).toBe(400);
  expect(jobs).toHaveLength(before);
});

test('too many at once are refused with a time to come back', async () => {
  const answers = await Promise.all(['N21006', 'N21009', 'N21024', 'U21468'].map((id) => post(id)));
  expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 429]);
  expect(answers[3]?.headers.get('Retry-After')).toBe('60');
  expect(answers[3]?.headers.get('Content-Type')).toContain('application/problem+json');
});

test('a body is not wanted: a large one is refused', async () => {
  const answer = await served.app.request(path('N21017'), {
    method: 'POST',
    body: 'x'.repeat(100_000),
  });
  expect(answer.status).toBe(413);
  expect(await answer.json()).toMatchObject({ code: 'too-large' });
});
