import { gunzipSync, brotliDecompressSync } from 'node:zlib';
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { toStored } from '../../../server/http/answer-cache.ts';
import { sendKept } from '../../../server/http/send-answer.ts';
import { sentAnswers } from '../../../server/http/sent-answers.ts';
import { comparisonSchema } from '../../../server/routes/api-schemas.ts';
import { createReleaseFixture } from '../../support/release-fixture.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';

const repeatable = ['/inbaddat', '/', '/diagram.svg?bredd=400', '/api/v1/comparison', '/oembed'];

async function takenApart({ app }: TestApp, path: string, headers: Record<string, string> = {}) {
  const response = await app.request(path, { headers });
  const body = Buffer.from(await response.arrayBuffer());
  return { status: response.status, headers: [...response.headers], body };
}

const cost = {
  id: 'N21006',
  title: 'Kostnad',
  preliminaryPublicationDate: '2026-11-01',
  publicationDate: '2026-12-01',
  publicationPeriod: '2024',
};

function withOneFigure(value: number) {
  return {
    kpis: [cost],
    observations: [{ kpi: 'N21006', area: '2305', year: 2024, value }],
  };
}

test.each(repeatable)('%s is the same to the last header when it is asked again', async (path) => {
  const served = await createTestApp();
  for (const encoding of ['gzip', 'br', '']) {
    const ask = { 'Accept-Encoding': encoding };
    const first = await takenApart(served, path, ask);
    expect(await takenApart(served, path, ask)).toEqual(first);
    expect(first.headers.map(([name]) => name)).toContain('content-security-policy');
  }
  await served.close();
});

test('each client gets the encoding that it asked for', async () => {
  const served = await createTestApp();
  const ask = (encoding: string) => takenApart(served, '/', { 'Accept-Encoding': encoding });
  for (let round = 0; round < 2; round++) {
    const plain = (await ask('identity')).body;
    expect(gunzipSync((await ask('gzip')).body)).toEqual(plain);
    expect(brotliDecompressSync((await ask('br, gzip')).body)).toEqual(plain);
  }
  await served.close();
});

test('a newer release shows in an answer that has been sent before', async () => {
  const fixture = await createReleaseFixture({ releases: [withOneFigure(100)] });
  const served = await createTestApp({ fixture });
  const path = '/api/v1/comparison?nyckeltal=N21006&kommuner=bracke';
  const values = async () => {
    const answer = await served.app.request(path);
    return comparisonSchema.parse(await answer.json()).observations.map(({ value }) => value);
  };
  expect([await values(), await values()]).toEqual([[100], [100]]);
  await fixture.publish(withOneFigure(200));
  await served.services.store.refresh();
  expect([await values(), await values()]).toEqual([[200], [200]]);
  await served.close();
});

test('a check that found nothing newer shows too', async () => {
  const fixture = await createReleaseFixture({ releases: [withOneFigure(100)] });
  const served = await createTestApp({ fixture });
  const before = await takenApart(served, '/inbaddat');
  await fixture.point({ checkedAt: '2026-11-23T04:00:00Z' });
  await served.services.store.refresh();
  const etag = ({ headers }: typeof before) => headers.find(([name]) => name === 'etag');
  expect(etag(await takenApart(served, '/inbaddat'))).not.toEqual(etag(before));
  await served.close();
});

test('what is preliminary today is not so tomorrow, though the release is the same', async () => {
  const fixture = await createReleaseFixture({ releases: [withOneFigure(100)] });
  let day = '2026-11-30T22:59:00Z';
  const served = await createTestApp({ fixture, now: () => new Date(day) });
  const path = '/api/v1/comparison?nyckeltal=N21006&kommuner=bracke';
  const first = await served.app.request(path);
  expect(comparisonSchema.parse(await first.json()).kpis[0]?.preliminaryYear).toBe(2024);
  day = '2026-11-30T23:00:00Z';
  const etag = first.headers.get('ETag') ?? '';
  const later = await served.app.request(path, { headers: { 'If-None-Match': etag } });
  expect(later.status).toBe(200);
  expect(comparisonSchema.parse(await later.json()).kpis[0]?.preliminaryYear).toBe(null);
  const unasked = await served.app.request(path);
  expect(comparisonSchema.parse(await unasked.json()).kpis[0]?.preliminaryYear).toBe(null);
  await served.close();
});

test('a client that has the answer is told so, and HEAD gets no body', async () => {
  const served = await createTestApp();
  const { headers } = await served.app.request('/inbaddat');
  const ask = { 'If-None-Match': headers.get('ETag') ?? '' };
  expect((await served.app.request('/inbaddat', { headers: ask })).status).toBe(304);
  const head = await served.app.request('/inbaddat', { method: 'HEAD' });
  expect(await head.text()).toBe('');
  expect((await served.app.request('/inbaddat', { method: 'POST' })).status).toBe(405);
  await served.close();
});

test('an answer sent again is counted under its route', async () => {
  const served = await createTestApp();
  for (let round = 0; round < 3; round++) await served.app.request('/inbaddat');
  const { text } = await served.services.metrics.render();
  expect(text).toMatch(/_count\{[^}]*route="\/inbaddat",status="200"\} 3/);
  await served.close();
});

test('a problem is never repeated', async () => {
  const served = await createTestApp();
  const path = '/api/v1/comparison?nyckeltal=X';
  const first = await served.app.request(path);
  const second = await served.app.request(path);
  expect([first.status, second.status]).toEqual([400, 400]);
  await served.close();
});

test('the first in is the first out, and what is large is never kept', async () => {
  const served = await createTestApp();
  const made: string[] = [];
  const app = new Hono();
  app.use(sentAnswers(served.services, { maxBytes: 10_000 }));
  app.get('/:name/:size', (c) => {
    const { name, size } = c.req.param();
    made.push(name);
    const body = new Uint8Array(Number(size));
    return sendKept(c, toStored({ body, contentType: 'image/png' }));
  });
  for (const path of ['/a/1000', '/b/1000', '/c/1000', '/d/1000', '/b/1000', '/a/1000']) {
    await app.request(path);
  }
  expect(made).toEqual(['a', 'b', 'c', 'd', 'a']);
  const large = new Hono();
  let times = 0;
  large.use(sentAnswers(served.services));
  large.get('/', (c) => {
    times++;
    const body = new Uint8Array(1_000_000);
    return sendKept(c, toStored({ body, contentType: 'image/png' }));
  });
  await large.request('/');
  await large.request('/');
  expect(times).toBe(2);
  await served.close();
});
