import { afterAll, beforeAll, expect, test } from 'vitest';
import { renderKpi } from '../../../server/pages/render-kpi.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

async function pageOf(id: string): Promise<string> {
  const kpi = await app.services.store.kpi(id);
  return kpi === undefined ? '' : renderKpi(app.services, kpi);
}

test('a KPI page shows the latest year that most have reported, with its source', async () => {
  const page = await pageOf('U21468');
  expect(page).toContain('Alla kommuners värden 2024');
  expect(page).toMatch(/<th scope="row">Bräcke<\/th>\s*<td class="number">92/);
  expect(page).toContain('Kolada (RKA), API v3, hämtat 2026-07-06');
});

test('a KPI that is not held says so instead of an empty table', async () => {
  const page = await pageOf('N00090');
  expect(page).toContain('Värdena är inte hämtade än');
  expect(page).not.toContain('Alla kommuners värden');
});

test('a KPI page says how often it is measured, and nothing where nothing tells', async () => {
  const told = (page: string) => /<dt>Mäts<\/dt>\s*<dd>([^<]*)</.exec(page)?.[1];
  expect(told(await pageOf('U21468'))).toBe('varje år, utom 2021');
  const kpi = await app.services.store.kpi('N00090');
  expect(kpi).toBeDefined();
  if (kpi === undefined) return;
  const silent = { ...kpi, rhythm: 'unknown', description: null } as const;
  expect(told(await renderKpi(app.services, silent))).toBeUndefined();
});

test('a KPI page says of no code that high or low is good', async () => {
  expect(await pageOf('N23590')).not.toContain('Riktning');
  expect(await pageOf('U21468')).toContain('Riktning');
});

test('a KPI page of a measure that only regions have leads to a comparison of regions', async () => {
  const kpi = await app.services.store.kpi('N00090');
  if (kpi === undefined) throw new Error('N00090 is not in the catalogue');
  const page = await renderKpi(app.services, { ...kpi, municipalityType: 'L' });
  expect(page).toContain('Jämför regioner med det här nyckeltalet');
  expect(page).toMatch(/href="\/jamfor\?nyckeltal=N00090&amp;kommuner=00\d\d[\d,]*"/);
  expect(await pageOf('N00090')).toContain('href="/jamfor?nyckeltal=N00090"');
});

test('a KPI page lists each kommun once, with the value for everyone', async () => {
  const page = await pageOf('U21468');
  const values = page.slice(page.lastIndexOf('<table'));
  const names = [...values.matchAll(/<th scope="row">([^<]*)<\/th>/g)].map(([, name]) => name);
  expect(names).toContain('Borås');
  expect(names).toEqual([...new Set(names)]);
});
