import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../../../server/store/open-store.ts';
import type { Store } from '../../../server/store/store.ts';
import { defaultComparison } from '../../../web/shared/comparison/comparison.ts';
import { createSnapshotFixture, type ReleaseFixture } from '../../support/release-fixture.ts';

let fixture: ReleaseFixture;
let store: Store;

beforeAll(async () => {
  fixture = await createSnapshotFixture();
  store = await openStore({ dataDir: fixture.dataDir, pollMs: 0 });
});

afterAll(async () => {
  await store.close();
  await fixture.close();
});

test('the model case answers seven kommuner in the order asked with the figures of the motion', async () => {
  const { kpis, areas, observations, release } = await store.compare(defaultComparison);
  expect(release).toMatchObject({ id: '2026-11-22.1', source: 'snapshot' });
  expect(kpis.map(({ id, years, missing }) => [id, years, missing])).toEqual([
    ['N21006', [2024], []],
    ['U21468', [2024], []],
  ]);
  expect(areas.map(({ slug }) => slug).slice(0, 3)).toEqual(['bracke', 'boras', 'eskilstuna']);
  expect(observations.map(({ kpi, municipality }) => `${kpi} ${municipality}`)).toEqual(
    ['N21006', 'U21468'].flatMap((kpi) => defaultComparison.areas.map((area) => `${kpi} ${area}`)),
  );
  expect(observations).toContainEqual({
    kpi: 'N21006',
    municipality: '0484',
    year: 2024,
    gender: 'T',
    value: 491467,
    status: '',
  });
});
