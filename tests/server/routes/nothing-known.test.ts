import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaults } from '../../../web/shared/comparison/comparison.ts';
import { plainText as words } from '../../support/page-text.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';

let served: TestApp;
let release = '';
beforeAll(async () => {
  served = await createTestApp();
  release = served.services.store.release().id;
});
afterAll(() => served.close());

const ask = (path: string) => served.app.request(path);

/** Addresses of which a key is there, and nothing in it is known. */
const unknown = [
  'nyckeltal=N00003&kommuner=2305',
  'nyckeltal=U21468&kommuner=2398',
  'nyckeltal=N00003,strunt',
  'kommuner=atlantis,mu',
  'kommuner=%00',
  'nyckeltal=,&kommuner=2305',
  'nyckeltal=&kommuner=2305',
  'kommuner=',
];

/** Nothing that the defaults, or anybody else, would have to say. */
async function expectNoFigures(answer: Response, path: string): Promise<string> {
  const html = await answer.text();
  expect(html, path).not.toMatch(/<svg class="chart|<table/);
  expect(words(html), path).not.toMatch(/401\s?816|\d\s?%|nöjdhet \S+ \d/);
  return html;
}

describe('where nothing of what was asked for is known', () => {
  test.each(unknown)('an embed says so and shows no figures: %s', async (query) => {
    for (const lock of ['', `&utgava=${release}`]) {
      const answer = await ask(`/inbaddat?${query}${lock}`);
      expect(answer.status).toBe(400);
      expect(answer.headers.get('Cache-Control')).toBe('no-store');
      expect(answer.headers.get('Content-Type')).toContain('text/html');
      const html = await expectNoFigures(answer, query);
      expect(words(html)).toContain('Jämförelsen kan inte visas: ');
      expect(html).toContain('<link rel="stylesheet" href="/inbaddat.css"');
      expect((await ask(`/inbaddat.json?${query}${lock}`)).status).toBe(400);
    }
  });

  test.each(unknown)('the dashboard names it and keeps the builder: %s', async (query) => {
    for (const lock of ['', `&utgava=${release}`]) {
      const answer = await ask(`/jamfor?${query}${lock}`);
      expect(answer.status).toBe(200);
      const html = await expectNoFigures(answer, query);
      expect(html).toContain('notice-problem');
      expect(html).toMatch(/name="(?:kommuner|nyckeltal)"/);
      expect(html).toMatch(/<h1[^>]*>Välj minst (?:en kommun|ett nyckeltal) att jämföra/);
      expect(html).not.toContain('/rapport.docx');
    }
  });

  test.each(['/rapport', '/rapport.docx', '/data.csv', '/data.xlsx', '/diagram.svg'])(
    '%s refuses',
    async (path) => {
      for (const query of unknown) expect((await ask(`${path}?${query}`)).status, query).toBe(400);
    },
  );

  test.each(['/andringar.atom', '/api/v1/comparison', '/data.json', '/data.zip', '/diagram.png'])(
    '%s refuses too',
    async (path) => {
      for (const query of unknown) expect((await ask(`${path}?${query}`)).status, query).toBe(400);
    },
  );

  test('oEmbed refuses, and HME shows nobody', async () => {
    const url = encodeURIComponent('http://localhost:3000/inbaddat?kommuner=atlantis');
    expect((await ask(`/oembed?url=${url}`)).status).toBe(400);
    const hme = await (await ask('/hme?kommuner=atlantis')).text();
    for (const id of defaults.areas) {
      const name = served.services.store.directory().find(id)?.name ?? id;
      expect(hme).not.toContain(`${name} <small>`);
    }
  });
});

test('what is known is shown beside what is not, and is never kept for ever', async () => {
  const answer = await ask(`/inbaddat?nyckeltal=N21006,N00003&kommuner=2305&utgava=${release}`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('Cache-Control')).not.toContain('immutable');
  const text = words(await answer.text());
  expect(text).toContain('N00003');
  expect(text).toContain('401');
});

test('an absent key has its default', async () => {
  const text = words(await (await ask('/jamfor?nyckeltal=N21006')).text());
  expect(text).toContain('Sundsvall');
});
