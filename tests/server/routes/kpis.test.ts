import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { kpiSchema, problemSchema } from '../../../server/routes/api-schemas.ts';
import { createReleaseFixture } from '../../support/release-fixture.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';

let served: TestApp;
beforeAll(async () => {
  served = await createTestApp();
});
afterAll(() => served.close());

const get = (path: string) => served.app.request(`/api/v1${path}`);
const list = <Item>(item: z.ZodType<Item>) => z.object({ items: z.array(item), total: z.int() });
const search = async (query: string) =>
  list(kpiSchema).parse(await (await get(`/kpis?${query}`)).json());

test('without words every KPI is listed, a page at a time', async () => {
  const first = await search('limit=3');
  const next = await search('limit=3&offset=3');
  expect(first.items).toHaveLength(3);
  expect(first.total).toBeGreaterThan(20);
  expect(next.items.map(({ id }) => id)).not.toContain(first.items[0]?.id);
});

test('words find a KPI, and filters narrow what they find', async () => {
  expect((await search('q=hemtj%C3%A4nst%20kostnad')).items.map(({ id }) => id)).toContain(
    'N21006',
  );
  const ofCost = await search('set=cost&limit=100');
  expect(ofCost.items.length).toBeGreaterThan(1);
  expect(new Set(ofCost.items.map(({ set }) => set))).toEqual(new Set(['cost']));
});

test('KPIs with figures for women and men can be asked for, or left out', async () => {
  const observations = [{ kpi: 'N21006', area: '2305', year: 2024, value: 1 }];
  const fixture = await createReleaseFixture({ releases: [{ observations }] });
  const site = await createTestApp({ fixture });
  const ids = async (answer: 'ja' | 'nej') => {
    const response = await site.app.request(`/api/v1/kpis?konsuppdelad=${answer}`);
    return list(kpiSchema)
      .parse(await response.json())
      .items.map(({ id }) => id);
  };
  expect(await ids('ja')).toEqual(['U21468']);
  expect(await ids('nej')).toEqual(['N21006']);
  await site.close();
});

test('one KPI is told in full, by its id in any case', async () => {
  const kpi = kpiSchema.parse(await (await get('/kpis/n21006')).json());
  expect(kpi).toMatchObject({ id: 'N21006', unit: 'kr', held: true });
});

test.each([
  '/kpis/X99999',
  '/kpis/N2',
  '/kpis/%00',
  `/kpis/${'N'.repeat(5000)}`,
  '/kpis/X99999/coverage',
])('an id that is no KPI is 404: %s', async (path) => {
  const response = await get(path);
  expect(response.status).toBe(404);
  expect(problemSchema.parse(await response.json()).code).toBe('unknown-kpi');
});

test.each([
  ['/kpis?limit=0', 'limit'],
  ['/kpis?limit=tio', 'tio'],
  ['/kpis?offset=-1', 'offset'],
  [`/kpis?q=${'x'.repeat(10_000)}`, 'q'],
  ['/kpis?konsuppdelad=kanske', 'kanske'],
  ['/kpis?sok=x', 'sok'],
  ['/kpis?q=a&q=b', 'q'],
  ['/kpis/N21006?utgava=2020-01-01.1', '2020-01-01.1'],
  ['/kpis/N21006/spread', 'ar'],
  ['/kpis/N21006/spread?ar=99999', '99999'],
  ['/kpis/N21006/coverage?x=1', 'x'],
])('a query that cannot be read is 400 and says what: %s', async (path, named) => {
  const response = await get(path);
  expect(response.status).toBe(400);
  expect(problemSchema.parse(await response.json()).detail).toContain(named);
});

test('coverage counts, and spread lists, the areas with a value', async () => {
  const shape = list(z.object({ year: z.int(), areas: z.int() }));
  const coverage = shape.parse(await (await get('/kpis/N21006/coverage')).json());
  expect(coverage.items).toContainEqual({ year: 2024, areas: 7 });
  const spread = await (await get('/kpis/N21006/spread?ar=2024')).json();
  expect(spread).toMatchObject({ total: 7 });
});
