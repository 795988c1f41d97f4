import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routePaths } from '../../../server/app.ts';
import { nothingHeld, writeHeld, type HeldEntry } from '../../../server/store/held.ts';
import { createExpertFixture } from '../../support/expert-fixture.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';

const comparison = 'nyckeltal=N21006,U21468&kommuner=2305,0484&ar=2020-2024';
const inViews = ['stapel', 'linje', 'tabell', 'samband', 'spridning'].map(
  (view) => `${comparison}&visa=${view}`,
);
const latest = inViews.map((query) => query.replace('&ar=2020-2024', ''));

/** Every route that shows values of a KPI, with addresses; `utgava` where it can be locked. */
const showing: Readonly<Record<string, readonly string[]>> = {
  '/': inViews.map((query) => `/?${query}`),
  '/jamfor': [...inViews, ...latest].map((query) => `/jamfor?${query}`),
  '/inbaddat': [...inViews, ...latest].map((query) => `/inbaddat?${query}`),
  '/rapport': inViews.map((query) => `/rapport?${query}`),
  '/rapport.docx': [`/rapport.docx?${comparison}`],
  '/diagram.svg': [...inViews, ...latest].map((query) => `/diagram.svg?${query}`),
  '/data.csv': [`/data.csv?${comparison}`, `/data.csv?format=excel&${comparison}`],
  '/data.json': [`/data.json?${comparison}`],
  '/data.xlsx': [`/data.xlsx?${comparison}`],
  '/data.zip': [`/data.zip?${comparison}`],
  '/data.parquet': [`/data.parquet?${comparison}`],
  '/andringar.atom': [`/andringar.atom?${comparison}`],
  '/nyckeltal/:id': ['/nyckeltal/N21006'],
  '/liknande': ['/liknande?kommun=2305'],
  '/fore-efter': ['/fore-efter?kommun=1384&nyckeltal=U21468&ar=2023&jamfor=0584,1782'],
  '/hme': ['/hme?kommuner=2305,0484'],
  '/api/v1/comparison': [`/api/v1/comparison?${comparison}`],
  '/api/v1/kpis': ['/api/v1/kpis?q=N21006'],
  '/api/v1/kpis/:id': ['/api/v1/kpis/N21006'],
  '/api/v1/kpis/:id/coverage': ['/api/v1/kpis/N21006/coverage'],
  '/api/v1/kpis/:id/spread': ['/api/v1/kpis/N21006/spread?ar=2024'],
  '/api/v1/likeness': ['/api/v1/likeness?kommun=2305'],
  '/health': ['/health'],
};

/** And every other, with what it shows instead. */
const silent: Readonly<Record<string, string>> = {
  '/diagram.png': 'the picture of /diagram.svg',
  '/inbaddat.json': 'where the values of /inbaddat stand, for its own script',
  '/oembed': 'a title and a frame, which says it',
  '/badda-in': 'code for a frame, which says it',
  '/badda-in/:system': 'code for a frame, which says it',
  '/nyckeltal': 'titles',
  '/metod': 'rules',
  '/handelser': 'events',
  '/inbaddat.css': 'a style',
  '/inbaddat.js': 'a script',
  '/inbaddat-sida.js': 'a script',
  '/robots.txt': 'addresses',
  '/sitemap.xml': 'addresses',
  '/metrics': 'a count',
  '/api/v1/docs': 'a description',
  '/api/v1/openapi.json': 'a description',
  '/api/v1/events': 'events',
  '/api/v1/groups': 'members',
  '/api/v1/municipalities': 'names',
  '/api/v1/kpis/:id/fetch': 'progress',
  '/api/v1/releases': 'releases',
  '/api/v1/releases/:id/changes': 'what two releases hold, which is the same for ever',
};

const entry = (kpi: string): HeldEntry => ({
  kpi,
  digest: '0'.repeat(32),
  since: '2026-11-22T03:00:00Z',
  state: 'open',
  faults: [{ code: 'level', values: 9, of: 9 }],
  values: 9,
  unit: '',
  sample: [],
});

let served: TestApp;
let release = '';
beforeAll(async () => {
  const fixture = await createExpertFixture();
  served = await createTestApp({ fixture });
  release = served.services.store.release().id;
});
afterAll(() => served.close());

async function hold(of: (entry: HeldEntry) => HeldEntry = (one) => one): Promise<void> {
  const kpis = await allKpis();
  await writeHeld(served.fixture.dataDir, { ...nothingHeld, entries: kpis.map(entry).map(of) });
  await served.services.store.refreshHeld();
}

async function letGo(): Promise<void> {
  await writeHeld(served.fixture.dataDir, nothingHeld);
  await served.services.store.refreshHeld();
}

async function allKpis(): Promise<readonly string[]> {
  const { items } = await served.services.store.searchKpis({ text: '', limit: 200, offset: 0 });
  return items.map(({ id }) => id);
}

interface Sent {
  readonly etag: string | null;
  readonly says: boolean;
}

async function send(path: string): Promise<Sent> {
  const answer = await served.app.request(path);
  expect(answer.status, path).toBe(200);
  const bytes = Buffer.from(await answer.arrayBuffer());
  const isArchive = bytes.subarray(0, 2).toString() === 'PK';
  const parts = isArchive ? Object.values(unzipSync(bytes)) : [bytes];
  const text = parts.map((part) => Buffer.from(part).toString('utf8')).join('\n');
  const shown = text.replaceAll(/<\/?tspan[^>]*>/g, '');
  return {
    etag: answer.headers.get('ETag'),
    // A CSV has rows and nothing else.
    says: path.startsWith('/data.csv')
      ? answer.headers.has('X-Under-Review')
      : /kontrolleras|"underReview":|"held":\[/.test(shown),
  };
}

test('every route is known to show values or not to', () => {
  const known = [...Object.keys(showing), ...Object.keys(silent)].toSorted();
  const paths = routePaths(served.app).map((path) => path.replaceAll(/\{(\w+)\}/g, ':$1'));
  expect([...new Set(paths)].toSorted()).toEqual(known);
});

describe('what is held says so wherever it shows', () => {
  test.each(Object.keys(showing))('%s', async (route) => {
    for (const path of showing[route] ?? []) {
      await letGo();
      const before = await send(path);
      expect(before.says, `${path} before`).toBe(false);
      await hold();
      const held = await send(path);
      expect(held.says, path).toBe(true);
      expect(held.etag ?? 'none is kept', path).not.toBe(before.etag);
      await letGo();
      expect((await send(path)).says, `${path} after`).toBe(false);
    }
  });

  const lockable =
    /^\/(?:jamfor|inbaddat|rapport|data|diagram|hme|nyckeltal\/|api\/v1\/(?:comparison|kpis\/))/;
  const locked = Object.values(showing)
    .flat()
    .filter((path) => lockable.test(path) && !path.endsWith('/coverage'));
  test.each(locked)('but not in a locked address: %s', async (path) => {
    const address = `${path}${path.includes('?') ? '&' : '?'}utgava=${release}`;
    await hold();
    // Asked for the first time while it is held: an answer kept from before would tell nothing.
    expect((await send(address)).says).toBe(false);
  });
});

test('what a human has refused is told otherwise, and is not being checked', async () => {
  await hold((one) => ({ ...one, state: 'refused' }));
  for (const path of ['/liknande?kommun=2305', '/hme?kommuner=2305,0484']) {
    const text = await (await served.app.request(path)).text();
    expect(text, path).not.toContain('kontrolleras');
    expect(text, path).toContain('har granskats');
  }
  const csv = await served.app.request(`/data.csv?${comparison}`);
  expect(csv.headers.has('X-Under-Review')).toBe(false);
});

test('a year that is held is named where it is shown or would be, and nowhere else', async () => {
  await hold((one) => ({ ...one, faults: [{ code: 'level', year: 2023, values: 9, of: 9 }] }));
  const says = async (years: string) =>
    (await send(`/inbaddat?nyckeltal=U21468&kommuner=1384,0584${years}`)).says;
  expect(await says('&ar=2020-2023')).toBe(true);
  expect(await says('&ar=2022,2023')).toBe(true);
  expect(await says('&ar=2020,2022')).toBe(false);
  expect(await says('&ar=2020-2022')).toBe(false);
  expect(await says('&visa=linje')).toBe(true);
  expect(await says('&ar=alla')).toBe(true);
  expect((await send('/data.csv?nyckeltal=U21468&kommuner=1384&ar=2020')).says).toBe(true);
  await hold((one) => ({ ...one, faults: [{ code: 'level', year: 2030, values: 9, of: 9 }] }));
  expect(await says('')).toBe(true);
  expect(await says('&ar=senaste')).toBe(true);
  expect(await says('&visa=linje')).toBe(true);
  expect(await says('&ar=2024')).toBe(false);
});
