import { afterAll, beforeAll, expect, test } from 'vitest';
import { routePaths } from '../../server/app.ts';
import { toAreas } from '../../web/shared/area.ts';
import { createReleaseFixture } from '../support/release-fixture.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

let served: TestApp;

beforeAll(async () => {
  const areas = toAreas([
    { id: '0114', title: 'Upplands Väsby', type: 'K' },
    { id: '0115', title: 'Vallentuna', type: 'K' },
  ]);
  const observations = [{ kpi: 'U21468', area: '0114', year: 2024, value: 80 }];
  served = await createTestApp({
    fixture: await createReleaseFixture({ releases: [{ areas, observations }] }),
  });
});
afterAll(() => served.close());

// Kommuner have merged before; whoever is shown when nobody is chosen may be among them.
test('a Kolada without the kommuner that are shown when none are chosen fails no route', async () => {
  const paths = routePaths(served.app).map((path) => path.replace(':id', 'U21468'));
  const failed: string[] = [];
  for (const path of paths) {
    const answer = await served.app.request(path);
    await answer.arrayBuffer();
    if (answer.status >= 500) failed.push(`${path} ${answer.status}`);
  }
  expect(failed).toEqual([]);
  expect(served.logged.filter((line) => line.includes('request failed'))).toEqual([]);
});
