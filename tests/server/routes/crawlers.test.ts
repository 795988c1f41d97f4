import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createReleaseFixture } from '../../support/release-fixture.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';

const origin = 'https://jamfor.example.se';
const hostileTitle = '</script><script>alert(1)</script> "Kostnad" & <b>, kr/inv';
const kpis = [
  {
    id: 'N21006',
    title: 'Kostnad hemtjänst äldreomsorg, kr/hemtjänsttagare',
    description: 'Vad den mäter.',
  },
  { id: 'N21007', title: 'Kostnad hemtjänst äldreomsorg, kr/hemtjänsttagare' },
  { id: 'U21468', title: 'Brukarbedömning, andel (%)', description: 'Mycket lång. '.repeat(40) },
  { id: 'N00009', title: hostileTitle, description: hostileTitle },
  ...['N01951', 'N01813', 'N02937', 'N21704'].map((id) => ({ id, title: `Nyckeltal ${id}` })),
];
let served: TestApp;
let invented: TestApp;
beforeAll(async () => {
  const observations = kpis.map(({ id }) => ({ kpi: id, area: '2305', year: 2024, value: 1 }));
  served = await createTestApp({
    services: { origin: () => origin },
    fixture: await createReleaseFixture({ releases: [{ kpis, observations }] }),
  });
  invented = await createTestApp({
    fixture: await createReleaseFixture({
      releases: [{ source: 'simulated', kpis, observations }],
    }),
  });
});
afterAll(async () => {
  await served.close();
  await invented.close();
});

const get = async (path: string) => (await served.app.request(path)).text();
const head = async (path: string) => {
  const answer = await served.app.request(path);
  expect(answer.status).toBe(200);
  const text = (await answer.text()).split('</head>')[0] ?? '';
  const found = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, value = '']) => value);
  return {
    descriptions: found(/<meta name="description" content="([^"]*)"/g),
    canonicals: found(/<link rel="canonical" href="([^"]*)"/g),
    isListed: !text.includes('<meta name="robots" content="noindex"'),
    text,
  };
};
const locations = async () =>
  [...(await get('/sitemap.xml')).matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, loc = '']) => loc);

/** What a crawler reads of robots.txt: the longest rule that matches decides (RFC 9309, 2.2.2). */
function mayVisit(robots: string, address: string): boolean {
  const rules = robots.split('\n').flatMap((line) => {
    const [, kind, path = ''] = /^(Allow|Disallow): (\S+)$/.exec(line) ?? [];
    if (kind === undefined) return [];
    const parts = path.split('*').map((part) => part.replace(/[.?+^$()[\]{}|\\]/g, '\\$&'));
    return new RegExp(`^${parts.join('.*')}`).test(address) ? [{ kind, length: path.length }] : [];
  });
  const [first] = rules.toSorted((a, b) => b.length - a.length || (a.kind === 'Allow' ? -1 : 1));
  return first?.kind !== 'Disallow';
}

describe('the sitemap', () => {
  test('lists the main pages and every KPI, at the public address', async () => {
    const answer = await served.app.request('/sitemap.xml');
    expect(answer.headers.get('Content-Type')).toBe('application/xml; charset=utf-8');
    const all = await locations();
    for (const path of ['/jamfor', '/nyckeltal', '/metod', '/badda-in/wordpress', '/hme']) {
      expect(all).toContain(origin + path);
    }
    for (const { id } of kpis) expect(all).toContain(`${origin}/nyckeltal/${id}`);
    expect(new Set(all).size).toBe(all.length);
  });

  test('holds only pages that answer, may be visited and listed, and are known by that address', async () => {
    const robots = await get('/robots.txt');
    for (const location of await locations()) {
      const path = location.replace(origin, '');
      const { canonicals, isListed } = await head(path);
      expect(canonicals).toEqual([location]);
      expect(isListed).toBe(true);
      expect(mayVisit(robots, path)).toBe(true);
    }
  });

  test('leads to pages that each describe themselves, and none as another', async () => {
    const all: string[] = [];
    for (const location of await locations()) {
      const { descriptions } = await head(location.replace(origin, ''));
      expect(descriptions).toHaveLength(1);
      expect(descriptions[0]?.length).toBeGreaterThan(30);
      all.push(...descriptions);
    }
    expect(new Set(all).size).toBe(all.length);
  });
});

test('robots.txt closes what can be put together without end, and nothing else', async () => {
  const answer = await served.app.request('/robots.txt');
  expect(answer.headers.get('Content-Type')).toBe('text/plain; charset=utf-8');
  const robots = await answer.text();
  expect(robots).toContain(`\nSitemap: ${origin}/sitemap.xml\n`);
  const closed = [
    '/jamfor?kommuner=bracke',
    '/?visa=linje',
    '/rapport?ar=2024',
    '/rapport.docx',
    '/data.csv',
    '/data.parquet?nyckeltal=N21006',
    '/inbaddat?nyckeltal=N21006',
    '/badda-in/wordpress?kommuner=boras',
    '/liknande?kommun=bracke&nyckeltal=N21006',
    '/nyckeltal?q=skola',
    '/diagram.svg',
    '/api/v1/comparison?kommuner=boras',
    '/andringar.atom',
  ];
  for (const address of closed) expect(mayVisit(robots, address), address).toBe(false);
  const open = [
    '/',
    '/jamfor',
    '/nyckeltal/N21006',
    '/metod',
    '/assets/main-12345678.js',
    '/sitemap.xml',
    '/api/v1/docs',
    '/inbaddat.css',
  ];
  for (const address of open) expect(mayVisit(robots, address), address).toBe(true);
});

describe('what readers put together', () => {
  test.each([
    [
      '/jamfor?kommuner=boras,bracke&utm_source=brev',
      '/jamfor?nyckeltal=N21006,U21468&amp;kommuner=1490,2305&amp;fokus=1490&amp;ar=senaste&amp;kon=T&amp;visa=stapel',
    ],
    [
      '/?visa=linje&fbclid=x',
      '/jamfor?nyckeltal=N21006,U21468&amp;kommuner=2305,1490,0484,1401,1384,2581,2281&amp;fokus=2305&amp;ar=alla&amp;kon=T&amp;visa=linje',
    ],
    [
      '/rapport?ar=2024&gclid=x',
      '/rapport?nyckeltal=N21006,U21468&amp;kommuner=2305,1490,0484,1401,1384,2581,2281&amp;fokus=2305&amp;ar=2024&amp;kon=T&amp;visa=stapel',
    ],
    [
      '/liknande?kommun=boras&utm_medium=x',
      '/liknande?kommun=1490&amp;nyckeltal=N01951,N01813,N02937,N21704',
    ],
    ['/hme?kommuner=boras&utm_source=x', '/hme?kommuner=1490&amp;fokus=1490'],
    [
      '/fore-efter?kommun=boras&ar=2019&x=1',
      '/fore-efter?kommun=1490&amp;nyckeltal=U21468&amp;ar=2019',
    ],
    [
      '/badda-in?kommuner=boras&utm_source=x',
      '/badda-in?nyckeltal=N21006,U21468&amp;kommuner=1490&amp;fokus=1490&amp;ar=senaste&amp;kon=T&amp;visa=stapel',
    ],
    [
      '/badda-in/wordpress?visa=linje',
      '/badda-in/wordpress?nyckeltal=N21006,U21468&amp;kommuner=2305,1490,0484,1401,1384,2581,2281&amp;fokus=2305&amp;ar=alla&amp;kon=T&amp;visa=linje',
    ],
    ['/nyckeltal?q=kostnad&urval=', '/nyckeltal?q=kostnad'],
  ])('%s is not listed, and known as %s', async (path, canonical) => {
    const { canonicals, isListed } = await head(path);
    expect(isListed).toBe(false);
    expect(canonicals).toEqual([origin + canonical]);
  });

  test.each([
    '/jamfor?kommuner=boras,bracke&fokus=bracke&nyckeltal=u21468',
    '/rapport?kommuner=Borås,BRACKE',
    '/badda-in?kommuner=boras,pitea',
    '/hme?kommuner=boras,bracke&fokus=bracke',
    '/liknande?kommun=boras&vikter=2,1,1,1',
    '/liknande?kommun=boras&nyckeltal=N21006,U21468',
    '/fore-efter?kommun=boras&ar=2019&jamfor=bracke,pitea',
  ])('the canonical address of %s holds codes and no names, and is its own', async (path) => {
    const { canonicals } = await head(path);
    const [canonical = ''] = canonicals.map((one) => one.replaceAll('&amp;', '&'));
    expect(canonical).not.toMatch(/boras|bracke|pitea|borås/i);
    expect(canonical).toMatch(/1490/);
    const again = await head(canonical.slice(origin.length));
    expect(again.canonicals).toEqual(canonicals);
  });

  test.each(['/jamfor', '/rapport', '/hme', '/badda-in', '/liknande', '/fore-efter'])(
    '%s that somebody has put a tracker on is the page itself',
    async (path) => {
      const { canonicals, isListed } = await head(`${path}?utm_source=brev`);
      expect(isListed).toBe(true);
      expect(canonicals).toEqual([origin + path]);
    },
  );

  test('no tracker, whatever its name, is ever in the canonical address', async () => {
    const word = fc.stringMatching(/^[a-z_]{8,12}$/);
    const page = fc.constantFrom(
      '/jamfor',
      '/rapport',
      '/hme',
      '/badda-in',
      '/liknande',
      '/fore-efter',
    );
    await fc.assert(
      fc.asyncProperty(page, word, word, async (path, key, value) => {
        const { canonicals } = await head(`${path}?${key}=${value}`);
        expect(canonicals).toEqual([origin + path]);
      }),
      { numRuns: 15 },
    );
  });
});

describe('a KPI as a dataset', () => {
  const dataset = z.looseObject({
    '@context': z.literal('https://schema.org'),
    '@type': z.literal('Dataset'),
    name: z.string(),
    description: z.string().min(50),
    url: z.url(),
    distribution: z.looseObject({ contentUrl: z.url() }),
  });
  const blocks = (text: string) =>
    [...text.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)].map(
      ([, json = '']): unknown => JSON.parse(json),
    );

  test.each(kpis)(
    '$id is told to search engines of data, its title as it is',
    async ({ id, title }) => {
      const found = blocks((await head(`/nyckeltal/${id}`)).text);
      expect(found).toHaveLength(1);
      const told = dataset.parse(found[0]);
      expect(told).toMatchObject({ name: title, url: `${origin}/nyckeltal/${id}`, identifier: id });
      const { contentUrl } = told.distribution;
      expect(await get(contentUrl.replace(origin, ''))).toContain('"value":1');
    },
  );

  test('invented figures are not', async () => {
    const text = await (await invented.app.request('/nyckeltal/N21006')).text();
    expect(text).toContain('rel="canonical"');
    expect(blocks(text)).toEqual([]);
  });
});
