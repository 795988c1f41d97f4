import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { toAreas } from '../../../web/shared/area.ts';
import { comparisonSchema } from '../../../server/routes/api-schemas.ts';
import { createReleaseFixture, fixtureAreas, fixtureKpis } from '../../support/release-fixture.ts';
import { plain } from '../../support/plain-text.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';

/** Borås is renamed, Bräcke is gone, and Härryda is part of a new kommun that has taken its name. */
const newest = toAreas([
  ...fixtureAreas
    .filter(({ id }) => !['2305', '1401'].includes(id))
    .map(({ id, name, kind }) => ({
      id,
      title: id === '1490' ? 'Borås stad' : name,
      type: kind === 'municipality' ? 'K' : 'L',
    })),
  { id: '1489', title: 'Härryda', type: 'K' },
]);
const locked = '2026-11-22.1';

let served: TestApp;
beforeAll(async () => {
  const observations = fixtureAreas.map(({ id }, i) => ({
    kpi: 'N21006',
    area: id,
    year: 2024,
    value: 400_000 + i,
  }));
  const fixture = await createReleaseFixture({
    releases: [
      {
        kpis: fixtureKpis,
        observations,
        groups: [{ id: 'G1', title: 'Liknande kommuner', members: ['2305'] }],
      },
      {
        areas: newest,
        left: ['2305', '1401', 'G1'],
        observations: [{ kpi: 'N21006', area: '1489', year: 2024, value: 999_999 }],
      },
    ],
  });
  served = await createTestApp({ fixture });
});
afterAll(() => served.close());

async function compare(query: string) {
  const response = await served.app.request(`/api/v1/comparison?nyckeltal=N21006&${query}`);
  expect(response.status, query).toBe(200);
  return comparisonSchema.parse(await response.json());
}

const text = async (path: string) => plain(await (await served.app.request(path)).text());

describe('an address that follows new releases', () => {
  test.each(['boras', 'boras-stad', '1490', 'Bor%C3%A5s'])(
    '%s leads to the kommun that had that name and is called otherwise now',
    async (name) => {
      const { municipalities } = await compare(`kommuner=${name}`);
      expect(municipalities).toMatchObject([{ id: '1490', name: 'Borås stad' }]);
    },
  );

  test.each(['bracke', '2305'])(
    '%s keeps the name and the last values of a kommun that has left the list',
    async (name) => {
      const { municipalities, observations } = await compare(`kommuner=${name},pitea`);
      expect(municipalities[0]).toMatchObject({ id: '2305', name: 'Bräcke', listed: false });
      expect(municipalities[1]).not.toHaveProperty('listed');
      expect(observations.find(({ municipality }) => municipality === '2305')?.value).toBe(400_009);
    },
  );

  test.each(['/jamfor', '/inbaddat', '/rapport'])(
    '%s says that Kolada no longer lists the kommun',
    async (path) => {
      const said = 'Kolada listar inte längre Bräcke. Namn och värden är de sista som Kolada gav.';
      expect(await text(`${path}?nyckeltal=N21006&kommuner=bracke,pitea`)).toContain(said);
      const before = `${path}?nyckeltal=N21006&kommuner=bracke,pitea&utgava=${locked}`;
      expect(await text(before)).not.toContain('listar inte längre');
      expect(await text(`${path}?nyckeltal=N21006&kommuner=pitea`)).not.toContain('listar inte');
    },
  );

  test.each(['/hme?kommuner=bracke,pitea', '/liknande?kommun=2305', '/fore-efter?kommun=bracke'])(
    '%s answers for a kommun that has left the list, and says so',
    async (path) => {
      const shown = await text(path);
      expect(shown).toContain('Kolada listar inte längre Bräcke.');
      expect(shown).not.toContain('gick inte att');
    },
  );

  test('of likeness counts what a kommun that has left the list last had', async () => {
    const response = await served.app.request('/api/v1/likeness?kommun=bracke&nyckeltal=N21006');
    const { variables, items } = z
      .object({
        variables: z.array(z.object({ unused: z.string().nullable() })),
        items: z.array(z.object({ municipality: z.object({ id: z.string() }) })),
      })
      .parse(await response.json());
    expect(variables).toEqual([{ unused: null }]);
    expect(items[0]?.municipality.id).toBe('2281');
  });

  test('keeps a group that has left the list', async () => {
    const { municipalities } = await compare('kommuner=G1');
    expect(municipalities).toMatchObject([{ id: 'G1', name: 'Liknande kommuner', listed: false }]);
  });

  test('lists only what is listed, and offers slugs that lead where they say', async () => {
    const response = await served.app.request('/api/v1/municipalities');
    const body = await response.text();
    expect(body).not.toContain('"2305"');
    expect(body).toContain('"slug":"harryda-1489"');
  });
});

describe('a name that two have had', () => {
  const choice = 'Menade du Härryda (harryda-1401) eller Härryda (harryda-1489)?';

  test.each([
    '/api/v1/comparison?kommuner=harryda',
    '/diagram.svg?kommuner=harryda,pitea',
    '/api/v1/comparison?kommuner=pitea&fokus=harryda',
    '/api/v1/groups?kommun=harryda',
    '/api/v1/likeness?kommun=harryda',
  ])('%s is refused with the choice between them', async (path) => {
    const response = await served.app.request(path);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(choice);
  });

  test.each(['/jamfor', '/inbaddat', '/hme', '/liknande', '/fore-efter'])(
    '%s shows neither and asks which is meant',
    async (path) => {
      const key = ['/liknande', '/fore-efter'].includes(path) ? 'kommun' : 'kommuner';
      const shown = await text(`${path}?${key}=harryda${key === 'kommun' ? '' : ',pitea'}`);
      expect(shown).toContain(choice);
      expect(shown.replaceAll(' ', '')).not.toContain('999999');
    },
  );

  test.each(['kommuner=harryda,pitea,boras', 'kommuner=pitea,boras&fokus=harryda'])(
    'is no comparison to embed where it is the own kommun: %s',
    async (query) => {
      const answer = await served.app.request(`/inbaddat?nyckeltal=N21006&${query}`);
      expect(answer.status).toBe(400);
      expect(answer.headers.get('Cache-Control')).toBe('no-store');
      const body = plain(await answer.text());
      expect(body).toContain(`Jämförelsen kan inte visas: ”harryda” kan betyda flera. ${choice}`);
      expect(body).not.toContain('Piteå');
    },
  );

  test('is named in an embed where it is another, and the rest is shown', async () => {
    const path = '/inbaddat?nyckeltal=N21006&kommuner=pitea,harryda,boras';
    const answer = await served.app.request(path);
    expect(answer.status).toBe(200);
    const body = plain(await answer.text());
    expect(body).toContain(choice);
    expect(body).toContain('Piteå');
  });

  test('is read as it was in the release whose changes are asked for', async () => {
    const changes = async (to: string, since: string) =>
      served.app.request(`/api/v1/releases/${to}/changes?since=${since}&kommuner=harryda`);
    const before = await changes(locked, locked);
    expect(before.status).toBe(200);
    expect((await changes('2026-11-22.2', locked)).status).toBe(400);
  });

  test('leads to the one it was in the release that an address is locked to', async () => {
    const { municipalities } = await compare(`kommuner=harryda&utgava=${locked}`);
    expect(municipalities.map(({ id }) => id)).toEqual(['1401']);
    const codes = await compare('kommuner=harryda-1401,1489');
    expect(codes.municipalities.map(({ id }) => id)).toEqual(['1401', '1489']);
  });
});

test.each([
  ['kommuner=1489', 'som heter ”1489” i utgåva 2026-11-22.1.'],
  ['kommuner=boras-stad', 'som heter ”boras-stad” i utgåva 2026-11-22.1.'],
  ['nyckeltal=N99999', '”N99999” finns inte i Koladas katalog i utgåva 2026-11-22.1.'],
])('what is newer than its release is unknown to a locked address: %s', async (query, said) => {
  const response = await served.app.request(`/api/v1/comparison?${query}&utgava=${locked}`);
  expect(response.status).toBe(400);
  expect(await response.text()).toContain(said);
});

describe('a locked address with a fault', () => {
  const routes = ['/inbaddat', '/inbaddat.json', '/jamfor', '/rapport', '/badda-in', '/hme'];
  const faults = [
    `kommuner=bracke,narnia&utgava=${locked}`,
    `kommuner=bracke&kommuner=pitea&utgava=${locked}`,
    `kommuner=bracke&ar=nyss&utgava=${locked}`,
    'kommuner=bracke&utgava=1999-01-01.1',
    'kommuner=bracke&utgava=nyss',
  ];

  test.each(routes.flatMap((path) => faults.map((fault) => `${path}?${fault}`)))(
    '%s is kept for minutes at most, under a tag of its own',
    async (address) => {
      const faulty = await served.app.request(address);
      const sound = await served.app.request(
        `${address.split('?')[0]}?kommuner=bracke&utgava=${locked}`,
      );
      expect(faulty.status).toBe(200);
      expect(faulty.headers.get('Cache-Control')).not.toContain('immutable');
      expect(faulty.headers.get('ETag')).not.toBe(sound.headers.get('ETag'));
    },
  );

  test.each(['/data.csv', '/diagram.svg', '/rapport.docx', '/api/v1/comparison', '/oembed'])(
    '%s is refused, and the refusal is not kept',
    async (path) => {
      for (const fault of faults) {
        const address =
          path === '/oembed'
            ? `url=${encodeURIComponent(`http://localhost:3000/jamfor?${fault}`)}`
            : fault;
        const response = await served.app.request(`${path}?${address}`);
        expect(response.status).toBe(400);
        expect(response.headers.get('Cache-Control')).toBe('no-store');
      }
    },
  );
});

test('what a locked address offers to follow is in codes, and its feed names no release twice', async () => {
  const page = await text(`/jamfor?kommuner=harryda,boras&utgava=${locked}`);
  expect(page).toContain('href="/jamfor?kommuner=1401,1490"');
  const feed = await text(`/andringar.atom?nyckeltal=N21006&kommuner=harryda&utgava=${locked}`);
  expect(feed).toContain('kommuner=1401&amp;fokus=1401');
  expect(feed).not.toMatch(/utgava=[^<"]*utgava=/);
  expect(/<link rel="self"[^>]*>/.exec(feed)?.[0]).not.toContain('utgava=');
});
