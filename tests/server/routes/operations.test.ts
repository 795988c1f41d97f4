import { afterEach, expect, test } from 'vitest';
import { writeLastRefresh } from '../../../server/store/last-refresh.ts';
import { createReleaseFixture } from '../../support/release-fixture.ts';
import { createMetrics } from '../../../server/metrics.ts';
import { createTestApp, type TestApp, type TestAppOptions } from '../../support/test-app.ts';

const checkedAt = '2026-11-22T06:00:00.000Z';
let served: TestApp | undefined;
afterEach(() => served?.close());

async function serve(options: TestAppOptions = {}) {
  const observations = [{ kpi: 'N21006', area: '2305', year: 2024, value: 1 }];
  const fixture = await createReleaseFixture({
    releases: [{ publishedAt: checkedAt, checkedAt, observations }],
  });
  served = await createTestApp({ fixture, ...options });
  return served;
}

async function health({ app }: TestApp) {
  const response = await app.request('/health');
  expect(response.status).toBe(200);
  expect(response.headers.get('Cache-Control')).toBe('no-store');
  return response.json();
}

const finished = { startedAt: checkedAt, finishedAt: checkedAt, alarms: [] };

test('fresh figures are healthy', async () => {
  expect(await health(await serve())).toEqual({
    status: 'ok',
    release: '2026-11-22.1',
    source: 'kolada',
    checkedAt,
  });
});

test('a refresh that failed is told with its reason', async () => {
  const site = await serve();
  const failed = { ...finished, outcome: 'failed', reason: 'kolada-network' } as const;
  await writeLastRefresh(site.fixture.dataDir, failed);
  expect(await health(site)).toMatchObject({
    status: 'degraded',
    reason: 'refresh-failed: kolada-network',
  });
  await writeLastRefresh(site.fixture.dataDir, { ...finished, outcome: 'unchanged' });
  expect(await health(site)).toMatchObject({ status: 'ok' });
});

test('figures older than two refreshes are told, and not where refreshing is off', async () => {
  const now = () => new Date('2026-11-24T06:00:01Z');
  expect(await health(await serve({ now }))).toMatchObject({
    status: 'degraded',
    reason: 'data-old',
  });
  await served?.close();
  const settings = {
    publicOrigin: undefined,
    host: '127.0.0.1',
    frameAncestors: '*',
    refreshHours: 0,
  };
  expect(await health(await serve({ now, services: { settings } }))).toMatchObject({
    status: 'ok',
  });
});

test('a newer release that cannot be served is told, and the last good one is served', async () => {
  const site = await serve();
  await site.fixture.point({ release: '2026-11-23.1', number: 2, file: '2026-11-23.1.duckdb' });
  await site.services.store.refresh();
  expect(await health(site)).toMatchObject({
    status: 'degraded',
    release: '2026-11-22.1',
    reason: expect.stringContaining('release-refused'),
  });
});

test('metrics name requests by route, the data’s age and release, and refreshes', async () => {
  const metrics = createMetrics({
    data: () => ({ release: '2026-11-22.1', source: 'kolada', ageSeconds: 60 }),
    cache: () => ({ entries: 0, bytes: 0 }),
    isDegraded: async () => true,
  });
  const { app } = await serve({ services: { metrics } });
  await app.request('/api/v1/kpis/N21006');
  await app.request('/api/v1/kpis/U21468');
  await app.request('/finns-inte-123');
  metrics.refreshDone('failed');
  const text = await (await app.request('/metrics')).text();
  expect(text).toContain(
    'omvarld_http_request_seconds_count{method="GET",route="/api/v1/kpis/:id",status="200"} 2',
  );
  expect(text).not.toContain('finns-inte-123');
  expect(text).toContain('omvarld_data_age_seconds 60');
  expect(text).toContain('omvarld_release_info{release="2026-11-22.1",source="kolada"} 1');
  expect(text).toContain('omvarld_refresh_total{outcome="failed"} 1');
  expect(text).toContain('omvarld_degraded 1');
});
