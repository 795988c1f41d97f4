import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plainText } from '../../support/page-text.ts';
import { createReleaseFixture } from '../../support/release-fixture.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';

const value = (year: number, amount: number) =>
  ['2305', '1490', '0484'].map((area, i) => ({ kpi: 'U21468', area, year, value: amount + i }));
let served: TestApp;
let ids: readonly string[] = [];
beforeAll(async () => {
  const fixture = await createReleaseFixture({
    releases: [
      { kpis: [{ id: 'U21468', title: 'Namnet förr', form: '%' }], observations: value(2023, 71) },
      {
        kpis: [
          { id: 'U21468', title: 'Namnet nu', form: '%' },
          { id: 'N00001', title: 'Ny', form: 'kr' },
        ],
        observations: [...value(2023, 81), ...value(2024, 91)],
      },
    ],
  });
  served = await createTestApp({ fixture });
  ids = served.services.store
    .releases()
    .map(({ id }) => id)
    .toSorted();
});
afterAll(() => served.close());

async function open(path: string, headers: Readonly<Record<string, string>> = {}) {
  const answer = await served.app.request(path, { headers });
  const html = await answer.text();
  return { answer, html, text: plainText(html) };
}

describe('the page of a KPI, locked to a release', () => {
  test('has the name, years and values of that release, and says so', async () => {
    const { text, html } = await open(`/nyckeltal/U21468?utgava=${ids[0]}`);
    expect(text).toContain('Namnet förr');
    expect(text).not.toMatch(/Namnet nu|2024/);
    expect(text).toContain('Bräcke 71');
    expect(text).toContain(`Sidan visar utgåva ${ids[0]}.`);
    expect(html).toContain(`/jamfor?nyckeltal=U21468&amp;utgava=${ids[0]}`);
    expect(html).toContain('noindex');
    expect(html).not.toContain('application/ld+json');
    const newest = await open('/nyckeltal/U21468');
    expect(newest.text).toContain('Bräcke 91');
    expect(newest.text).not.toContain('Sidan visar utgåva');
    expect((await open(`/nyckeltal/U21468?utgava=${ids[1]}`)).text).toContain('Bräcke 91');
  });

  test.each(['1999-01-01.1', 'x', ''])('that was never published is refused: "%s"', async (id) => {
    const { answer, text } = await open(`/nyckeltal/U21468?utgava=${id}`);
    expect(answer.status).toBe(400);
    expect(text).toContain(`Utgåvan ”${id}” finns inte här.`);
  });

  test('knows nothing that came after it', async () => {
    expect((await open(`/nyckeltal/N00001?utgava=${ids[0]}`)).answer.status).toBe(404);
    expect((await open('/nyckeltal/N00001')).answer.status).toBe(200);
  });
});

describe('the address of a KPI as it stands in a sentence', () => {
  test.each(['U21468.', 'u21468)', 'U21468%22', 'U21468%E2%80%9D,', 'U21468%C2%A0'])(
    '%s leads to the page',
    async (id) => {
      const { answer } = await open(`/nyckeltal/${id}?utgava=${ids[0]}`);
      expect(answer.status).toBe(308);
      expect(answer.headers.get('Location')).toBe(`/nyckeltal/U21468?utgava=${ids[0]}`);
    },
  );

  test('in lower case is the page', async () => {
    expect((await open('/nyckeltal/u21468')).answer.status).toBe(200);
  });
});

test('a KPI that is not there is a page for people, and a problem for programs', async () => {
  for (const id of ['ZZZ', 'N99999', 'N99999.']) {
    const page = await open(`/nyckeltal/${id}`, { Accept: 'text/html' });
    expect(page.answer.status).toBe(404);
    expect(page.answer.headers.get('Content-Type')).toContain('text/html');
    for (const type of ['application/json', 'application/problem+json']) {
      const { answer, html } = await open(`/nyckeltal/${id}`, { Accept: type });
      expect(answer.status).toBe(404);
      expect(answer.headers.get('Content-Type')).toContain('application/problem+json');
      expect(JSON.parse(html)).toMatchObject({ status: 404, code: 'unknown-kpi' });
    }
  }
});

describe('a client that has a locked answer since', () => {
  const path = () => `/data.csv?nyckeltal=U21468&kommuner=2305&utgava=${ids[0]}`;
  const ask = async (headers: Readonly<Record<string, string>>) => {
    const { answer, html } = await open(path(), headers);
    return { status: answer.status, length: html.length };
  };
  const modified = async () =>
    (await served.app.request(path())).headers.get('Last-Modified') ?? 'none';
  const shifted = async (ms: number) => new Date(Date.parse(await modified()) + ms).toUTCString();

  test('the very second it was published, or later, is told that it is unchanged', async () => {
    for (const since of [await modified(), await shifted(86_400_000)]) {
      expect(await ask({ 'If-Modified-Since': since })).toEqual({ status: 304, length: 0 });
    }
  });

  test('before, or at no time that can be read, gets it all', async () => {
    const bad = ['', 'yesterday', '2099', '2099-01-01T00:00:00Z', 'GMT'];
    for (const since of [await shifted(-1000), ...bad]) {
      const { status, length } = await ask({ 'If-Modified-Since': since });
      expect(status, since).toBe(200);
      expect(length).toBeGreaterThan(100);
    }
  });

  test('is judged by its tag where it has one', async () => {
    const headers = { 'If-Modified-Since': await modified(), 'If-None-Match': '"other"' };
    expect((await ask(headers)).status).toBe(200);
  });

  test('gets what follows new releases, whatever it has since', async () => {
    const answer = await served.app.request('/data.csv?nyckeltal=U21468&kommuner=2305', {
      headers: { 'If-Modified-Since': 'Fri, 01 Jan 2100 00:00:00 GMT' },
    });
    expect(answer.status).toBe(200);
  });
});
