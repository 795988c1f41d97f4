import { hash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { routePaths } from '../../../server/app.ts';
import { catalogueChanges } from '../../support/catalogue-changes.ts';
import {
  createReleaseFixture,
  fixtureKpis,
  type FixtureObservation,
} from '../../support/release-fixture.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';

const locked = '2026-11-22.2';
const origin = 'http://localhost:3000';
const kommuner = ['2305', '1490', '0484', '1401', '1384', '2581', '2281'];

/** As readers have pasted them since: slugs, codes, names and defaults, every view. */
const comparisons = [
  '',
  'nyckeltal=N21006,U21468&kommuner=bracke,boras,harryda,G1&fokus=boras&visa=samband',
  'nyckeltal=U21468&kommuner=2305,1490,1401,0012,habo-0305&ar=2023,2024',
  'nyckeltal=U21468&kommuner=Bräcke,pitea,sundsvall&visa=spridning',
  'nyckeltal=U21468&kommuner=eskilstuna,kungsbacka&visa=spridning',
  'nyckeltal=N21006&kommuner=bracke,region-skane,g1,riket&visa=linje',
  'nyckeltal=N60030,U21200&kommuner=region-skane,0000&visa=tabell&kon=T,K,M',
  'nyckeltal=U21468&kommuner=harryda,bracke&visa=kon',
];

/** What a path needs beside the comparison; a route that needs something else must be told of here. */
const filled: Readonly<Record<string, (query: string) => string>> = {
  '/oembed': (query) => `/oembed?url=${encodeURIComponent(`${origin}/inbaddat?${query}`)}`,
  '/api/v1/kpis/:id': (query) => `/api/v1/kpis/N21006?${only(query, ['utgava'])}`,
  '/api/v1/kpis/:id/spread': (query) =>
    `/api/v1/kpis/U21468/spread?ar=2024&${only(query, ['utgava'])}`,
  '/api/v1/releases/:id/changes': (query) =>
    `/api/v1/releases/${locked}/changes?since=2026-11-22.1&${query}`,
  '/badda-in/:system': (query) => `/badda-in/wordpress?${query}`,
  '/hme': (query) => `/hme?${only(query, ['kommuner', 'fokus', 'utgava'])}`,
};

function only(query: string, keys: readonly string[]): string {
  return query
    .split('&')
    .filter((pair) => keys.includes(pair.split('=')[0] ?? ''))
    .join('&');
}

const addressOf = (path: string, query: string) =>
  filled[path]?.(query) ?? `${path.replace(':id', 'N21006')}?${query}`;

/** Files made of the same rows and pictures as the others, at ten times the work: asked the first and last time. */
const heavy = ['/diagram.png', '/rapport.docx', '/data.xlsx', '/data.parquet', '/data.zip'];

/** Pages say what is newer, and the feed is of what is newer; all else is the same byte for byte. */
const pages = [
  '/',
  '/jamfor',
  '/rapport',
  '/badda-in',
  '/badda-in/:system',
  '/hme',
  '/nyckeltal/:id',
];
const following = ['/andringar.atom'];

let served: TestApp;
let takers: readonly string[];
const first = new Map<string, Sent>();

interface Sent {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const rows = (kpi: string, year: number, from: number): FixtureObservation[] =>
  [...kommuner, '0305', '0643', 'G1', '0000'].map((area, i) => ({
    kpi,
    area,
    year,
    value: from + i,
  }));

beforeAll(async () => {
  const both = (year: number) => [...rows('N21006', year, 400_000), ...rows('U21468', year, 60)];
  const fixture = await createReleaseFixture({
    releases: [
      {
        kpis: [
          ...fixtureKpis,
          { id: 'N60030', title: 'Sjukfrånvaro, region', unit: '%', municipalityType: 'L' },
          { id: 'U21200', title: 'Hållbart medarbetarengagemang (HME), index', unit: 'index' },
        ],
        groups: [{ id: 'G1', title: 'Liknande kommuner, Bräcke', members: ['1490', '1401'] }],
        observations: [
          ...both(2023),
          { kpi: 'N60030', area: '0012', year: 2024, value: 5.5 },
          { kpi: 'U21468', area: '0012', year: 2024, value: 99 },
          { kpi: 'U21200', area: '2305', year: 2024, value: 77 },
        ],
      },
      { observations: both(2024) },
    ],
  });
  // Kolada was asked again after the release, and had nothing newer.
  await fixture.point({ checkedAt: '2026-11-22T11:00:00.000Z' });
  served = await createTestApp({ fixture });
  takers = await findTakers();
  for (const address of addresses()) first.set(address, await ask(address));
}, 60_000);
afterAll(() => served.close());

/** The paths that read `utgava`: they say so when it names a release that never was. */
async function findTakers(): Promise<readonly string[]> {
  const never = '1999-01-01.1';
  const found: string[] = [];
  for (const path of routePaths(served.app)) {
    const { body } = await ask(addressOf(path, `utgava=${never}`));
    if (String(body).includes(`Utgåvan ”${never}” finns inte`)) found.push(path);
  }
  return found;
}

function addresses(paths = takers): string[] {
  const asked = paths.flatMap((path) =>
    comparisons.map((query) => addressOf(path, joined(query, `utgava=${locked}`))),
  );
  return [...new Set(asked)];
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('&');
}

async function ask(address: string, { app } = served): Promise<Sent> {
  const response = await app.request(encodeURI(address).replaceAll('%25', '%'));
  const headers = Object.fromEntries(response.headers);
  return { status: response.status, headers, body: Buffer.from(await response.arrayBuffer()) };
}

const pathOf = (address: string) => address.split('?')[0] ?? '';
const isPage = (address: string) =>
  pages.some((page) => addressOf(page, '').split('?')[0] === pathOf(address));
const isFollowing = (address: string) => following.includes(pathOf(address));

/**
 * What must stay: all that was sent; of a page, all but what it says of newer releases; of the
 * difference between two releases, which is asked about each time, the difference. Nothing of a feed.
 */
function lasting(address: string, { status, headers, body }: Sent): object {
  if (isFollowing(address)) return { status };
  if (isPage(address)) return { status, page: withoutNews(String(body)) };
  if (address.includes('/changes')) return { status, body: String(body) };
  return { status, headers, body: hash('sha256', body) };
}

function withoutNews(page: string): string {
  return page.replace(/<section class="notice locked-difference".*?<\/section>/s, '');
}

test('every route that documents utgava is among those found to read it', () => {
  const known = [
    '/inbaddat',
    '/diagram.png',
    '/data.zip',
    '/rapport.docx',
    '/oembed',
    '/hme',
    '/jamfor',
  ];
  expect(takers).toEqual(expect.arrayContaining(known));
  const document = served.app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: '', version: '' },
  });
  const parameters = z.object({ parameters: z.array(z.object({ name: z.string() })).optional() });
  const documented = Object.entries(document.paths ?? {}).filter(
    ([, item]) =>
      parameters.safeParse(item.get).data?.parameters?.some(({ name }) => name === 'utgava') ??
      false,
  );
  expect(documented.length).toBeGreaterThan(3);
  expect(takers).toEqual(
    expect.arrayContaining(documented.map(([path]) => path.replaceAll(/\{(\w+)\}/g, ':$1'))),
  );
});

test('every locked address answers, and what is no page may be kept for ever', () => {
  const kept = [...first].filter(
    ([address]) => !isPage(address) && !isFollowing(address) && !address.includes('/changes'),
  );
  expect(kept.length).toBeGreaterThan(80);
  const isKept = ({ headers }: Sent) => headers['cache-control']?.endsWith('immutable') === true;
  expect([...first].filter(([, { status }]) => status !== 200)).toEqual([]);
  expect(kept.filter(([, sent]) => !isKept(sent)).map(([address]) => address)).toEqual([]);
});

describe('a locked address answers the same after', () => {
  test.each(catalogueChanges)(
    '$kind',
    async ({ kind, ...release }) => {
      await served.fixture.publish(release);
      const later = await createTestApp({
        fixture: { ...served.fixture, close: async () => {} },
      });
      try {
        const isLight = ([address]: readonly [string, Sent]) => !heavy.includes(pathOf(address));
        const isEnd = kind === catalogueChanges[0]?.kind || kind === catalogueChanges.at(-1)?.kind;
        for (const [address, before] of [...first].filter((one) => isEnd || isLight(one))) {
          const after = await ask(address, later);
          expect(lasting(address, after), address).toEqual(lasting(address, before));
        }
      } finally {
        await later.close();
      }
    },
    60_000,
  );
});
