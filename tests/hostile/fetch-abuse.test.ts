import { afterAll, beforeAll, expect, test } from 'vitest';
import type { IngestJob, Outcome } from '../../server/ingest/job.ts';
import { createFetcher } from '../../server/refresh/fetcher.ts';
import { createReleaseFixture } from '../support/release-fixture.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

const kpis = Array.from({ length: 600 }, (_, i) => `N${10_000 + i}`);
const groups = Array.from({ length: 600 }, (_, i) => `G${20_000 + i}`);
const published: Outcome = {
  kind: 'published',
  release: '2026-11-22.2',
  inserted: 1,
  closed: 0,
  alarms: [],
};

let hour = 0;
let atOnce = 0;
let mostAtOnce = 0;
const jobs: IngestJob[] = [];
const ends: (() => void)[] = [];
let served: TestApp;

beforeAll(async () => {
  const queue = {
    run: async (job: IngestJob) => {
      jobs.push(job);
      mostAtOnce = Math.max(mostAtOnce, ++atOnce);
      await new Promise<void>((resolve) => ends.push(resolve));
      atOnce -= 1;
      return published;
    },
  };
  const fetcher = createFetcher({ queue, now: () => new Date(hour * 3_600_000) });
  served = await createTestApp({
    services: { fetcher },
    fixture: await createReleaseFixture({
      releases: [
        {
          kpis: kpis.map((id) => ({ id, title: `Nyckeltal ${id}` })),
          groups: groups.map((id) => ({ id, title: `Grupp ${id}`, members: ['2305'] })),
          observations: [{ kpi: 'N99999', area: '2305', year: 2024, value: 1 }],
        },
      ],
    }),
  });
});
afterAll(() => served.close());

const post = (id: string, query = '') =>
  served.app.request(`/api/v1/kpis/${id}/fetch${query}`, { method: 'POST' });

/** Ends every run that is under way or begins meanwhile. */
async function endAll(): Promise<void> {
  while (ends.length > 0) {
    ends.shift()?.();
    await new Promise(setImmediate);
  }
}

test('hundreds of readers and a robot: Kolada is asked so much an hour and no more', async () => {
  const answers = await Promise.all([...kpis, ...kpis].map((id) => post(id)));
  const statuses = answers.map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set([202, 429]));
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(1000);
  for (const answer of refused) {
    expect(answer.headers.get('Retry-After')).toMatch(/^[1-9]\d{0,3}$/);
    expect(answer.headers.get('Content-Type')).toContain('application/problem+json');
  }
  expect((await served.app.request('/health')).status).toBe(200);

  for (let round = 0; round < 20; round++) {
    await endAll();
    await Promise.all(kpis.map((id) => post(id)));
  }
  await endAll();
  const asked = jobs.flatMap((job) => (job.kind === 'kpis' ? job.kpis : []));
  expect(asked.length).toBe(300);
  expect(new Set(asked).size).toBe(300);
  expect(Math.max(...jobs.map((job) => (job.kind === 'kpis' ? job.kpis.length : 99)))).toBe(25);
  expect(mostAtOnce).toBe(1);
});

test('an hour later there is room again, and what is fetched is fetched once', async () => {
  const before = jobs.length;
  hour = 2;
  const answers = await Promise.all(Array.from({ length: 500 }, () => post('N10599')));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
  await endAll();
  expect(jobs.slice(before)).toEqual([{ kind: 'kpis', kpis: ['N10599'] }]);
});

test('groups, each of which every later refresh would fetch, are taken up so many an hour', async () => {
  const before = jobs.length;
  hour = 4;
  const statuses: number[] = [];
  for (let start = 0; start < groups.length; start += 60) {
    const chosen = groups.slice(start, start + 60).join();
    for (const id of kpis.slice(0, 3)) {
      statuses.push((await post(id, `?kommuner=${chosen}`)).status);
    }
  }
  await endAll();
  const asked = jobs.slice(before).flatMap((job) => (job.kind === 'kpis' ? job.groups : []));
  expect(new Set(asked)).toEqual(new Set(groups.slice(0, 120)));
  expect(statuses).toEqual(statuses.map((_, n) => (n < 6 ? 202 : 429)));
  // Those taken up already may be asked for on.
  expect((await post('N10003', `?kommuner=${groups[0]}`)).status).toBe(202);
  hour = 6;
  expect((await post('N10004', `?kommuner=${groups[300]}`)).status).toBe(202);
  await endAll();
});

test('one address is given its share of the hour, and another address its own', async () => {
  const before = jobs.length;
  hour = 8;
  const postFrom = async (id: string, remoteAddress: string) => {
    const env = { incoming: { socket: { remoteAddress } } };
    const path = `/api/v1/kpis/${id}/fetch`;
    const answer = await served.app.request(path, { method: 'POST' }, env);
    await endAll();
    return answer.status;
  };
  const statuses: number[] = [];
  for (const id of kpis.slice(100, 200)) statuses.push(await postFrom(id, '192.0.2.1'));
  expect(statuses).toEqual(statuses.map((_, n) => (n < 60 ? 202 : 429)));
  expect(await postFrom('N10250', '192.0.2.2')).toBe(202);
  expect(await postFrom('N10251', '::ffff:192.0.2.1')).toBe(429);
  expect(jobs.length - before).toBe(61);
});
