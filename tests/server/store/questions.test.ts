import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../../../server/store/open-store.ts';
import type { Store } from '../../../server/store/store.ts';
import {
  createReleaseFixture,
  fixtureKpis,
  type FixtureObservation,
  type ReleaseFixture,
} from '../../support/release-fixture.ts';

let fixture: ReleaseFixture;
let store: Store;

const row = (area: string, year: number, value: number | null): FixtureObservation => ({
  kpi: 'N21006',
  area,
  year,
  value,
});

beforeAll(async () => {
  fixture = await createReleaseFixture({
    releases: [
      {
        source: 'snapshot',
        kpis: [
          ...fixtureKpis,
          { id: 'N60030', title: 'Sjukfrånvaro, region', municipalityType: 'L' },
        ],
        groups: [
          { id: 'G2', title: 'Äldre kommuner', members: ['2305'] },
          { id: 'G1', title: 'Örebro läns kommuner', members: ['1490', '9999'] },
          { id: 'G3', title: 'Alla kommuner', members: ['2305', '1490'] },
        ],
        observations: [
          { ...row('2305', 2023, 1), citation: 'Ett dokument' },
          row('1490', 2023, 2),
          row('0484', 2023, 3),
          row('0000', 2023, 4),
          row('G3', 2023, 5),
          row('2305', 2024, null),
          row('1490', 2024, 6),
          { kpi: 'U21468', area: '2305', year: 2024, gender: 'K', value: 80 },
          { kpi: 'N60030', area: '0012', year: 2024, value: 5.5 },
        ],
      },
      {
        observations: [
          // The same value from another source is no change.
          { ...row('2305', 2023, 1), citation: 'Kolada' },
          row('1490', 2023, 2.5),
          row('2305', 2024, 7),
          row('2581', 2024, 8),
        ],
        withdrawn: [{ kpi: 'N21006', area: '0484', year: 2023 }],
      },
      {
        observations: [{ kpi: 'U21468', area: '2305', year: 2024, gender: 'K', value: 81 }],
        kpis: [{ id: 'N21006', title: 'Borttaget', discontinued: true, listed: false }],
      },
    ],
  });
  store = await openStore({ dataDir: fixture.dataDir, pollMs: 0 });
});

afterAll(async () => {
  await store.close();
  await fixture.close();
});

const changes = (query: Partial<Parameters<Store['changes']>[0]>) =>
  store.changes({ since: '2026-11-22.1', to: '2026-11-22.2', limit: 100, offset: 0, ...query });

test('changes lists exactly the values and statuses that differ, with before and after', async () => {
  const change = (municipality: string, year: number, before: unknown, after: unknown) => ({
    kpi: 'N21006',
    municipality,
    year,
    gender: 'T',
    before,
    after,
  });
  expect(await changes({})).toEqual({
    total: 4,
    items: [
      change('0484', 2023, { value: 3, status: '' }, null),
      change('1490', 2023, { value: 2, status: '' }, { value: 2.5, status: '' }),
      change('2305', 2024, { value: null, status: 'Missing' }, { value: 7, status: '' }),
      change('2581', 2024, null, { value: 8, status: '' }),
    ],
  });
});

test('changes backwards swaps before and after, and a release against itself has none', async () => {
  const back = await changes({ since: '2026-11-22.2', to: '2026-11-22.1', areas: ['1490'] });
  expect(back.items).toMatchObject([{ before: { value: 2.5 }, after: { value: 2 } }]);
  expect(await changes({ to: '2026-11-22.1' })).toEqual({ items: [], total: 0 });
});

test('changes over several releases compares their ends', async () => {
  const { items, total } = await changes({ to: '2026-11-22.3' });
  expect(total).toBe(5);
  expect(items.at(-1)).toMatchObject({
    kpi: 'U21468',
    gender: 'K',
    before: { value: 80 },
    after: { value: 81 },
  });
});

test('changes can be narrowed and paged, and every page says the same total', async () => {
  expect(await changes({ areas: ['2305', '2581'] })).toMatchObject({ total: 2 });
  expect(await changes({ kpis: ['U21468'] })).toEqual({ items: [], total: 0 });
  const second = await changes({ limit: 2, offset: 1 });
  expect(second.items.map(({ municipality }) => municipality)).toEqual(['1490', '2305']);
  expect(second.total).toBe(4);
  expect(await changes({ limit: 2, offset: 50 })).toEqual({ items: [], total: 4 });
});

test('coverage counts kommuner with a value, not Riket, groups or gaps', async () => {
  expect(await store.coverage('N21006')).toEqual([
    { year: 2023, areas: 2 },
    { year: 2024, areas: 3 },
  ]);
  expect(await store.coverage('N99999')).toEqual([]);
});

test('a KPI that only regions report is counted and spread over regions', async () => {
  expect(await store.coverage('N60030')).toEqual([{ year: 2024, areas: 1 }]);
  expect(await store.spread('N60030', 2024)).toMatchObject([{ municipality: '0012', value: 5.5 }]);
});

test('spread gives every kommun of the year, as a release had it', async () => {
  const values = async (release?: string) =>
    (await store.spread('N21006', 2023, release)).map(
      ({ municipality, value }) => `${municipality} ${value}`,
    );
  expect(await values()).toEqual(['1490 2.5', '2305 1']);
  expect(await values('2026-11-22.1')).toEqual(['0484 3', '1490 2', '2305 1']);
});

test('groups come in Swedish order with their members named', async () => {
  const groups = await store.groups({});
  expect(groups.map(({ title }) => title)).toEqual([
    'Alla kommuner',
    'Äldre kommuner',
    'Örebro läns kommuner',
  ]);
  expect(groups[2]?.members).toEqual([
    { id: '1490', slug: 'boras', name: 'Borås' },
    { id: '9999', slug: '9999', name: '9999' },
  ]);
});

test('groups can be asked for by a member, by id or slug', async () => {
  for (const member of ['2305', 'bracke']) {
    const groups = await store.groups({ member });
    expect(groups.map(({ id }) => id)).toEqual(['G3', 'G2']);
  }
});

test('the directory finds kommuner, regions, Riket and groups by slug or id', () => {
  const { find } = store.directory();
  expect(find('bracke')?.id).toBe('2305');
  expect(find('habo-0305')?.name).toBe('Håbo');
  expect(find('region-skane')).toMatchObject({ id: '0012', kind: 'region' });
  expect(find('riket')?.kind).toBe('country');
  expect(find('g3')).toEqual({ id: 'G3', slug: 'G3', name: 'Alla kommuner', kind: 'group' });
});

test('a KPI that Kolada has dropped is still known, and marked', async () => {
  expect(store.knowsKpi('N21006')).toBe(true);
  expect(store.knowsKpi('N99999')).toBe(false);
  expect(await store.kpi('N21006')).toMatchObject({ title: 'Borttaget', discontinued: true });
  expect(await store.kpi('N21006', '2026-11-22.1')).toMatchObject({
    title: 'Kostnad hemtjänst äldreomsorg, kr/hemtjänsttagare',
    discontinued: false,
    held: true,
  });
  expect(await store.kpi('N99999')).toBeUndefined();
});

test('releases come newest first with what each was made from', () => {
  expect(store.releases().map(({ id, source }) => `${id} ${source}`)).toEqual([
    '2026-11-22.3 kolada',
    '2026-11-22.2 kolada',
    '2026-11-22.1 snapshot',
  ]);
  expect(store.release()).toEqual(store.releases()[0]);
});

test('the catalogue is searched as the newest release has it', async () => {
  const { items, total } = await store.searchKpis({ text: 'sjukfranvaro', limit: 10, offset: 0 });
  expect(total).toBe(1);
  expect(items).toMatchObject([{ id: 'N60030', held: true }]);
});
