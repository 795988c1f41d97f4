import { afterAll, beforeAll, expect, test } from 'vitest';
import { createReleaseFixture } from '../../support/release-fixture.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';

let simulated: TestApp;
let real: TestApp;
beforeAll(async () => {
  const fixture = await createReleaseFixture({
    releases: [
      {
        id: '2026-11-22.1',
        source: 'simulated',
        observations: [{ kpi: 'N21006', area: '2305', year: 2024, value: 1 }],
      },
    ],
  });
  simulated = await createTestApp({ fixture });
  real = await createTestApp();
});
afterAll(async () => {
  await simulated.close();
  await real.close();
});

test.each([
  '/',
  '/nyckeltal',
  '/nyckeltal/N21006',
  '/handelser',
  '/hme',
  '/liknande',
  '/fore-efter',
  '/badda-in',
  '/rapport',
  '/inbaddat',
  '/api/v1/docs',
])('%s says once that its figures are invented, and only then', async (path) => {
  const page = await (await simulated.app.request(path)).text();
  expect(page.match(/<strong>Påhittade siffror/g)).toHaveLength(1);
  expect(await (await real.app.request(path)).text()).not.toContain('<strong>Påhittade siffror');
});
