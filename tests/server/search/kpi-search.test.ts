import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { loadCuratedKpis } from '../../../server/data/kpis.ts';
import { createKpiSearcher, type CatalogueSearch } from '../../../server/search/kpi-search.ts';
import { loadSynonyms } from '../../../server/search/synonyms.ts';
import type { Kpi } from '../../../web/shared/api.ts';

const root = join(import.meta.dirname, '../../..');
const dataFolder = join(root, 'data');
const catalogue = join(root, '../shared/kolada/kpi.json');
const hasCatalogue = existsSync(catalogue);
const curated = loadCuratedKpis(dataFolder);

let search: CatalogueSearch;

beforeAll(async () => {
  if (!hasCatalogue) {
    console.log(`${catalogue} is not there: searching the curated KPIs alone`);
  }
  const searchOf = createKpiSearcher({
    curated: curated.map(({ id }) => id),
    synonyms: loadSynonyms(dataFolder),
  });
  search = await searchOf(hasCatalogue ? realKpis() : curatedKpis());
});

const ids = (text: string, limit = 3) =>
  search.find({ text, limit, offset: 0 }).items.map(({ id }) => id);

describe('what an utredare looks for is among the first three', () => {
  test.each([
    ['hemtjänst kostnad', 'N21006'],
    ['kostnad hemtjänst', 'N21006'],
    ['hemtjänstkostnad', 'N21006'],
    ['hemtjänstkostnader', 'N21006'],
    ['hemtjänstens kostnader', 'N21006'],
    ['n21006', 'N21006'],
    ['N2100', 'N21006'],
    ['nöjd hemtjänst', 'U21468'],
    ['hemtjanst nojdhet', 'U21468'],
    ['nöjdhet i hemtjänsten', 'U21468'],
    ['hemtjänst nöjd', 'U21468'],
    ['helhetssyn hemtj', 'U21468'],
    ['HME ledarskap', 'U21202'],
    ['ledarskap hme hemtjänst', 'U21202'],
    ['personalkontinuitet', 'U21401'],
    ['personalkontinuitet', 'U21402'],
    ['personal kontinuitet', 'U21401'],
    ['kontinuitet hemtjänst', 'U21401'],
    ['fast omsorgskontakt', 'N21497'],
    ['fast omsorgskontakt hemtjänst', 'N21497'],
    ['sjukfrånvaro', 'N00090'],
    ['sjukfranvaro', 'N00090'],
    ['sjukskrivning', 'N00090'],
    ['minutstyrning', 'U21475'],
  ])('%s → %s', (text, id) => {
    expect(ids(text)).toContain(id);
  });
});

describe('small misspellings are forgiven', () => {
  test.each([
    ['hemtjnst kostnad', 'N21006'],
    ['hemtjänst kosntad', 'N21006'],
    ['sjukfrånvro', 'N00090'],
    ['omsorgskontakkt', 'N21497'],
    ['personalkontinuitett', 'U21401'],
    ['ledarskapp hme', 'U21202'],
  ])('%s → %s', (text, id) => {
    expect(ids(text)).toContain(id);
  });
});

test('it answers for every letter as one types', () => {
  const typed = 'hemtjänst kostnad';
  const starts = Array.from(typed, (_, index) => typed.slice(0, index + 1));
  expect(starts.filter((start) => ids(start).length === 0)).toEqual([]);
  expect(ids('hemtjänst ko')).toContain('N21006');
});

test('an empty text lists the curated living in their order first and the discontinued last', () => {
  const { items, total } = search.find({ text: ' ', limit: 10_000, offset: 0 });
  expect(items).toHaveLength(total);
  const living = curated.filter(({ title }) => !title.includes('(- 2024)')).map(({ id }) => id);
  expect(items.slice(0, living.length).map(({ id }) => id)).toEqual(living);
  const firstDiscontinued = items.findIndex(({ discontinued }) => discontinued);
  expect(items.slice(firstDiscontinued).every(({ discontinued }) => discontinued)).toBe(true);
});

test('a catalogue that differs only in what is held is answered with its own KPIs', async () => {
  const searchOf = createKpiSearcher({ curated: [], synonyms: [] });
  const before = await searchOf(curatedKpis());
  const after = await searchOf(curatedKpis().map((kpi) => ({ ...kpi, held: true })));
  const retitled = await searchOf(curatedKpis().map((kpi) => ({ ...kpi, title: 'Annat namn' })));
  const query = { text: 'sjukfrånvaro', limit: 1, offset: 0 };
  expect(before.find(query).items.map(({ held }) => held)).toEqual([false]);
  expect(after.find(query).items.map(({ held }) => held)).toEqual([true]);
  expect(retitled.find(query).total).toBe(0);
});

test('a page continues where the one before it ended', () => {
  const all = search.find({ text: 'hemtjänst', limit: 20, offset: 0 });
  const second = search.find({ text: 'hemtjänst', limit: 10, offset: 10 });
  expect(second.items).toEqual(all.items.slice(10));
  expect(second.total).toBe(all.total);
});

test('filters leave only what they say', () => {
  const find = (filter: object) =>
    search.find({ text: 'hemtjänst', limit: 500, offset: 0, ...filter }).items;
  expect(new Set(find({ set: 'hme' }).map(({ set }) => set))).toEqual(new Set(['hme']));
  expect(find({ genderSplit: true }).every(({ genderSplit }) => genderSplit)).toBe(true);
  expect(find({ municipalityType: 'K' }).some((kpi) => kpi.municipalityType === 'L')).toBe(false);
});

test.each([['qzxqzxqzx'], ['!!!'], ['\u0000'], ['constructor'], ['x'.repeat(10_000)]])(
  'nonsense finds nothing and harms nothing: %j',
  (text) => {
    expect(search.find({ text, limit: 5, offset: 0 })).toEqual({ items: [], total: 0 });
  },
);

describe.runIf(hasCatalogue)('over all of the real catalogue', () => {
  test('discontinued KPIs come after every living one', () => {
    const found = search.find({ text: 'brukarbedömning', limit: 1000, offset: 0 }).items;
    const firstDiscontinued = found.findIndex(({ discontinued }) => discontinued);
    expect(firstDiscontinued).toBeGreaterThan(0);
    expect(found.slice(firstDiscontinued).every(({ discontinued }) => discontinued)).toBe(true);
  });

  test('the median answer, letter by letter, takes less than 20 ms of work', () => {
    const texts = ['hemtjänst kostnad', 'hemtanst nojdhet', 'HME ledarskap', 'sjukfrånvaro'];
    const typed = texts.flatMap((text) => Array.from(text, (_, at) => text.slice(0, at + 1)));
    const times = typed.map((text) => {
      const before = process.cpuUsage();
      search.find({ text, limit: 20, offset: 0 });
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    });
    expect(times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]).toBeLessThan(20);
  });
});

const bareKpi: Omit<Kpi, 'id' | 'title'> = {
  name: '',
  description: null,
  unit: '',
  form: '',
  per: '',
  kind: 'other',
  direction: 'unknown',
  coded: false,
  rhythm: 'unknown',
  set: null,
  goodDirection: 'neutral',
  genderSplit: false,
  operatingArea: null,
  municipalityType: 'K',
  preliminaryPublicationDate: null,
  publicationDate: null,
  publicationPeriod: null,
  discontinued: false,
  held: false,
};

function curatedKpis(): Kpi[] {
  return curated.map((kpi) => ({
    ...bareKpi,
    ...kpi,
    discontinued: kpi.title.includes('(- 2024)'),
  }));
}

function realKpis(): Kpi[] {
  const schema = z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      is_divided_by_gender: z.boolean(),
      municipality_type: z.enum(['K', 'L', 'A']),
      operating_area: z.string().nullable(),
    }),
  );
  const sets = new Map(curated.map(({ id, set }) => [id, set]));
  return schema.parse(JSON.parse(readFileSync(catalogue, 'utf8'))).map((kpi) => ({
    ...bareKpi,
    id: kpi.id,
    title: kpi.title,
    set: sets.get(kpi.id) ?? null,
    genderSplit: kpi.is_divided_by_gender,
    municipalityType: kpi.municipality_type,
    operatingArea: kpi.operating_area,
    discontinued: /\(\s*-\s*\d{4}\s*\)/.test(kpi.title),
  }));
}
