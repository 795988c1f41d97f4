import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../../../server/store/open-store.ts';
import type { Store } from '../../../server/store/store.ts';
import { createReleaseFixture, type ReleaseFixture } from '../../support/release-fixture.ts';

let fixture: ReleaseFixture;
let store: Store;

const kpis = 10;
const changesOfKpi = 50_000;
const total = kpis * changesOfKpi;

/** A KPI's values in the first release, and each another in the second. */
const revision = `
  INSERT INTO observation
  SELECT
    format('N{:05d}', kpi.number), format('G{:06d}', area.number), 2024, 'T',
    release.number * 1000 + area.number, '', 1, 1,
    release.number, CASE WHEN release.number = 1 THEN 2 END
  FROM range(1, ${kpis + 1}) AS kpi(number), range(0, ${changesOfKpi}) AS area(number),
    range(1, 3) AS release(number)
  ORDER BY release.number, kpi.number, area.number`;

beforeAll(async () => {
  const observations = [{ kpi: 'N21006', area: '2305', year: 2024, value: 1 }];
  fixture = await createReleaseFixture({ releases: [{ observations }, {}] });
  const instance = await DuckDBInstance.create(fixture.pathOf('2026-11-22.2'));
  const connection = await instance.connect();
  await connection.run(revision);
  connection.closeSync();
  instance.closeSync();
  store = await openStore({
    dataDir: fixture.dataDir,
    pollMs: 0,
    limits: { memoryLimit: '48MB' },
  });
});

afterAll(async () => {
  await store.close();
  await fixture.close();
});

const changes = (offset: number, limit: number) =>
  store.changes({ since: '2026-11-22.1', to: '2026-11-22.2', offset, limit });

test('a difference many times larger than the memory is counted, and its first page given', async () => {
  const page = await changes(0, 2);
  expect(page.total).toBe(total);
  expect(page.items).toMatchObject([
    { kpi: 'N00001', municipality: 'G000000', before: { value: 1000 }, after: { value: 2000 } },
    { kpi: 'N00001', municipality: 'G000001', before: { value: 1001 }, after: { value: 2001 } },
  ]);
});

test('its later pages follow on each other, over the KPIs that are compared apart', async () => {
  const places: string[] = [];
  const pageSize = 90_000;
  for (let offset = 0; offset < total; offset += pageSize) {
    const page = await changes(offset, pageSize);
    expect(page.total).toBe(total);
    for (const { kpi, municipality } of page.items) places.push(`${kpi} ${municipality}`);
  }
  expect(new Set(places).size).toBe(total);
  expect(places).toEqual(places.toSorted());
});

test('a page over the end is what is left, and one beyond it is empty', async () => {
  const over = await changes(total - 3, 10);
  expect(over.items.map(({ municipality }) => municipality)).toEqual([
    'G049997',
    'G049998',
    'G049999',
  ]);
  expect(await changes(total, 10)).toEqual({ items: [], total });
});
