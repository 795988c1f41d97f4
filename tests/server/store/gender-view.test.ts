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

test('the view that sets women beside men is answered with both, though the address names neither', async () => {
  const { observations } = await store.compare({
    ...defaultComparison,
    kpis: ['U21468'],
    areas: ['1490'],
    focus: '1490',
    view: 'kon',
    years: { kind: 'years', years: [2024] },
  });
  expect(observations.map(({ gender, value }) => [gender, value])).toEqual([
    ['T', 86.08786611],
    ['K', 86.85897436],
    ['M', 84.63855422],
  ]);
});
