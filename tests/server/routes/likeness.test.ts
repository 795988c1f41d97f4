import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { problemSchema } from '../../../server/routes/api-schemas.ts';
import { likenessSchema } from '../../../server/routes/likeness-schema.ts';
import { createReleaseFixture } from '../../support/release-fixture.ts';
import { plainText } from '../../support/page-text.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';

const population: Readonly<Record<string, number>> = {
  '0305': 22_000,
  '0484': 107_000,
  '0643': 12_800,
  '1384': 85_000,
  '1401': 39_500,
  '1490': 114_000,
  '2281': 99_000,
  '2305': 6000,
  '2581': 600,
};
const old: Readonly<Record<string, number>> = {
  '0305': 5,
  '0484': 5.6,
  '0643': 5.1,
  '1384': 6.2,
  '1401': 4.8,
  '1490': 5.5,
  '2281': 6.1,
  '2305': 8.9,
};

const rows = (kpi: string, values: Readonly<Record<string, number>>) =>
  Object.entries(values).map(([area, value]) => ({ kpi, area, year: 2024, value }));

let served: TestApp;
beforeAll(async () => {
  const fixture = await createReleaseFixture({
    releases: [
      {
        kpis: [
          { id: 'N01951', title: 'Invånare totalt, antal', form: 'antal', set: 'structure' },
          { id: 'N01813', title: 'Invånare 80+, andel (%)', form: '%', set: 'structure' },
          { id: 'N02937', title: 'Invånare per kvadratkilometer, inv/kvm', set: 'structure' },
          { id: 'N60030', title: 'Sjukfrånvaro, region', municipalityType: 'L' },
        ],
        groups: [
          {
            id: 'G1',
            title: 'Liknande kommuner äldreomsorg, Borås, 2024',
            members: ['0484', '2281'],
          },
          {
            id: 'G2',
            title: 'Liknande kommuner äldreomsorg, Sundsvall, 2024',
            members: ['1490', '2305'],
          },
          { id: 'G3', title: 'Större stad (ovägt medel)', members: ['1490', '0484', '2281'] },
        ],
        observations: [
          ...rows('N01951', population),
          ...rows('N01813', old),
          { kpi: 'N01951', area: '0000', year: 2024, value: 10_500_000 },
          { kpi: 'N01951', area: '0012', year: 2024, value: 1_400_000 },
          // The latest year has too few to be used.
          { kpi: 'N01951', area: '1490', year: 2025, value: 1 },
        ],
      },
    ],
  });
  served = await createTestApp({ fixture });
});
afterAll(() => served.close());

async function ask(query: string) {
  const response = await served.app.request(`/api/v1/likeness?${query}`);
  expect(response.status).toBe(200);
  return likenessSchema.parse(await response.json());
}

describe('the API', () => {
  const chosen = 'kommun=boras&nyckeltal=N01951,N01813&vikter=2,1';

  test('orders kommuner by a distance that equals one computed apart, and says why', async () => {
    const { items, total, source } = await ask(chosen);
    expect(items.map(({ municipality }) => municipality.name)).toEqual([
      'Eskilstuna',
      'Sundsvall',
      'Kungsbacka',
      'Härryda',
      'Håbo',
      'Habo',
      'Bräcke',
    ]);
    expect(total).toBe(7);
    const [first] = items;
    expect(first?.distance).toBeCloseTo(0.056578816726899274, 10);
    expect(items[6]?.distance).toBeCloseTo(2.165589664023515, 10);
    const [size, age] = first?.because ?? [];
    expect(size).toMatchObject({ kpi: 'N01951', own: 114_000, value: 107_000 });
    expect(size?.apart).toBeCloseTo(-0.03846406916996022, 10);
    expect(size?.share).toBeCloseTo(0.30811402963502316, 10);
    expect(age?.apart).toBeCloseTo(0.08151391459392195, 10);
    expect(source).toMatch(/^Egen bearbetning av data från Kolada \(N01951 och N01813\)/);
  });

  test('names who lacks a variable, and the year and scale that were used', async () => {
    const { lacking, variables } = await ask(chosen);
    expect(lacking).toEqual([{ municipality: '2581', kpis: ['N01813'] }]);
    expect(variables).toMatchObject([
      { kpi: 'N01951', year: 2024, weight: 2, logarithmic: true, unused: null },
      { kpi: 'N01813', year: 2024, weight: 1, logarithmic: false, unused: null },
    ]);
  });

  test('leaves out what is not held, what only regions report and what the own kommun lacks', async () => {
    const { variables, items } = await ask('kommun=pitea&nyckeltal=N01951,N01813,N02937,N60030');
    expect(variables.map(({ unused }) => unused)).toEqual([
      null,
      'own-lacks',
      'not-held',
      'no-municipality',
    ]);
    expect(items[0]?.because.map(({ kpi }) => kpi)).toEqual(['N01951']);
  });

  test.each([
    ['kommun=atlantis', /atlantis/],
    ['kommun=riket', /ingen kommun/],
    ['kommun=boras&nyckeltal=X1', /X1/],
    ['kommun=boras&vikter=1,0', /Vikten ”0”/],
    ['', /kommun/],
    ['kommun=boras&farg=rod', /farg/],
  ])('refuses %s in Swedish', async (query, detail) => {
    const response = await served.app.request(`/api/v1/likeness?${query}`);
    expect(response.status).toBe(400);
    expect(response.headers.get('Content-Type')).toContain('application/problem+json');
    expect(problemSchema.parse(await response.json()).detail).toMatch(detail);
  });
});

describe('the page', () => {
  const open = async (query: string) => {
    const response = await served.app.request(`/liknande?${query}`);
    return { status: response.status, html: await response.text() };
  };

  test('shows the nearest with each value, and links to a comparison that lists them', async () => {
    const { html } = await open('kommun=boras&nyckeltal=N01951,N01813&vikter=2,1');
    const text = plainText(html);
    expect(text).toContain('Kommuner som liknar Borås');
    expect(text).toContain(
      'Närmast Borås i folkmängd och invånare 80+ ligger Eskilstuna, Sundsvall och Kungsbacka.',
    );
    expect(text).toContain('107 000');
    expect(text).toContain('Piteå saknar invånare 80+.');
    expect(text).toContain('Egen bearbetning av data från Kolada (N01951 och N01813).');
    expect(text).not.toContain('Riket');
    expect(html).toContain(
      '/jamfor?kommuner=boras,eskilstuna,sundsvall,kungsbacka,harryda,habo-0305,habo-0643,bracke"',
    );
  });

  test('keeps the comparison that it was asked for, with the kommuner changed', async () => {
    const till = encodeURIComponent('nyckeltal=N01813&visa=linje');
    const { html } = await open(`kommun=boras&nyckeltal=N01951&till=${till}`);
    expect(html).toMatch(/\/jamfor\?nyckeltal=N01813&amp;kommuner=boras,[^"]+&amp;visa=linje"/);
  });

  test('offers Kolada’s own list for the kommun, its members named, and no other kommun’s', async () => {
    const { html } = await open('kommun=boras');
    const text = plainText(html);
    expect(text).toContain('Liknande kommuner äldreomsorg, Borås, 2024 Eskilstuna och Sundsvall');
    expect(html).toContain('/jamfor?kommuner=boras,eskilstuna,sundsvall"');
    expect(text).not.toContain('äldreomsorg, Sundsvall');
    expect(text).toContain('Större stad (ovägt medel)');
    expect(html).toContain('/jamfor?kommuner=boras,G3"');
  });

  test('says what is not held, and that a faulty part was passed over', async () => {
    const { status, html } = await open('kommun=narnia&nyckeltal=N02937,N01951&vikter=1,x');
    expect(status).toBe(200);
    const text = plainText(html);
    expect(text).toContain('Det finns ingen kommun som heter ”narnia”.');
    expect(text).toContain('Vikten ”x” går inte att läsa.');
    expect(text).toContain('Nyckeltalet ”Befolkningstäthet” är inte hämtat från Kolada än');
    expect(text).toContain('Kommuner som liknar Bräcke');
  });

  test('the form’s lists of weights become one short address', async () => {
    const response = await served.app.request(
      '/liknande?kommun=1490&N01951=2&N01813=1&N02937=0&annat=n60030',
    );
    expect(response.status).toBe(303);
    expect(response.headers.get('Location')).toBe(
      '/liknande?kommun=boras&nyckeltal=N01951,N01813,n60030&vikter=2,1,1',
    );
  });
});
