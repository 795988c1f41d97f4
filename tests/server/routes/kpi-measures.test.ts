import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { goldenMeasures } from '../../support/golden-measures.ts';
import { createReleaseFixture } from '../../support/release-fixture.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';

let served: TestApp;

const examName = 'Gymnasieelever med examen inom 3 år, hemkommun, andel (%)';
const golden = goldenMeasures();

beforeAll(async () => {
  const kpis = [
    {
      id: 'N21006',
      title: 'Kostnad hemtjänst äldreomsorg, kr/hemtjänsttagare',
      form: 'kr',
      set: 'cost',
    },
    {
      id: 'U21401',
      title: 'Personalkontinuitet, antal personal, medelvärde (- 2024)',
      set: 'continuity',
      goodDirection: 'lower' as const,
    },
    {
      id: 'N99999',
      title: examName,
      description: 'Fr.o.m. 2021 exkluderas IB-elever. Källa: SCB.',
    },
    { id: 'N99998', title: 'Rutin finns (Ja=1, Nej=0)' },
    ...golden.map(({ id, title, areas }) => ({
      id: id === 'N21006' ? 'N99997' : id,
      title,
      municipalityType:
        areas === 'kommun' ? ('K' as const) : areas === 'region' ? ('L' as const) : ('A' as const),
    })),
  ];
  const observations = [2019, 2020, 2021, 2022].map((year) => ({
    kpi: 'N99999',
    area: '2305',
    year,
    value: 70 + (year % 3),
  }));
  const fixture = await createReleaseFixture({
    releases: [
      { kpis, observations },
      { kpis: kpis.slice(1), observations },
    ],
  });
  served = await createTestApp({ fixture });
});

afterAll(() => served.close());

const listed = z.object({
  id: z.string(),
  name: z.string().min(1),
  unit: z.string(),
  per: z.string(),
  kind: z.string(),
  direction: z.string(),
  goodDirection: z.string(),
  coded: z.boolean(),
  rhythm: z.string(),
});
const detailed = listed.extend({
  areas: z.string(),
  subject: z.string().min(1),
  breaks: z.array(z.object({ year: z.number(), kind: z.string(), text: z.string() })),
});

async function get(path: string): Promise<unknown> {
  const response = await served.app.request(path);
  expect(response.status, path).toBe(200);
  return response.json();
}

const kpi = async (id: string) => detailed.parse(await get(`/api/v1/kpis/${id}`));

describe('a measure in the API', () => {
  it('says what it is in lists, with what the catalogue’s title tells', async () => {
    const { items } = z
      .object({ items: z.array(listed) })
      .parse(await get('/api/v1/kpis?limit=200'));
    expect(items.length).toBeGreaterThan(140);
    expect(items.every((item) => !('breaks' in item))).toBe(true);
    const byId = new Map(items.map((item) => [item.id, item]));
    for (const field of ['kind', 'unit', 'per', 'coded'] as const) {
      const wrong = golden.filter((row) => {
        const item = byId.get(row.id);
        return item !== undefined && item[field] !== row[field];
      });
      expect(wrong.length / golden.length, field).toBeLessThan(0.05);
    }
  });

  it('has its breaks with year, kind and words on its own address and in a comparison', async () => {
    const breaks = [
      { year: 2021, kind: 'population', text: 'Från och med 2021 exkluderas IB-elever.' },
    ];
    expect((await kpi('N99999')).breaks).toEqual(breaks);
    const compared = z
      .object({ kpis: z.array(detailed) })
      .parse(await get('/api/v1/comparison?nyckeltal=N99999&kommuner=bracke&ar=2019-2022'));
    expect(compared.kpis[0]?.breaks).toEqual(breaks);
    expect(compared.kpis[0]?.subject).toBe(
      'andelen gymnasieelever med examen inom 3 år, hemkommun',
    );
  });

  it('follows a person’s word on which end is good where there is one', async () => {
    expect(await kpi('U21401')).toMatchObject({ direction: 'low', goodDirection: 'lower' });
    expect(await kpi('N99999')).toMatchObject({ direction: 'high', goodDirection: 'neutral' });
  });

  it('knows breaks that a reader found, in a release that has no definitions', async () => {
    const [first] = served.services.store.releases().slice(-1);
    const old = detailed.parse(await get(`/api/v1/kpis/N21006?utgava=${first?.id}`));
    expect(old.breaks.map(({ year }) => year)).toContain(2021);
    expect(old).toMatchObject({ kind: 'money', unit: 'kr', per: 'hemtjänsttagare' });
  });

  it('is called a code when its values are codes', async () => {
    expect(await kpi('N99998')).toMatchObject({ kind: 'code', coded: true, unit: '' });
  });
});

describe('a measure on its page and in a figure', () => {
  it('is told in Swedish: kind, direction, rhythm and breaks', async () => {
    const page = await (await served.app.request('/nyckeltal/N99999')).text();
    for (const text of [
      'Slags mått',
      'andel',
      'ett högt värde är bra',
      'varje år',
      'Från och med 2021 exkluderas IB-elever.',
    ])
      expect(page).toContain(text);
  });

  it('warns of a break between the years shown, and not of one outside them', async () => {
    const across = '/jamfor?nyckeltal=N99999&kommuner=bracke&ar=2019-2022&visa=linje';
    const within = '/jamfor?nyckeltal=N99999&kommuner=bracke&ar=2021-2022&visa=linje';
    const warning = 'Från och med 2021 exkluderas IB-elever.';
    const textOf = async (path: string) => {
      const page = await (await served.app.request(path)).text();
      return page.replace(/<script[\s\S]*?<\/script>/gu, '');
    };
    expect(await textOf(across)).toContain(warning);
    expect(await textOf(within)).not.toContain(warning);
  });
});
