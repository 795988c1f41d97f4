import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  areaSchema,
  changeSchema,
  eventSchema,
  groupSchema,
  problemSchema,
  releaseSchema,
} from '../../../server/routes/api-schemas.ts';
import { createReleaseFixture } from '../../support/release-fixture.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';

const read = async <Item>(served: TestApp, path: string, item: z.ZodType<Item>) => {
  const response = await served.app.request(`/api/v1${path}`);
  expect(response.status).toBe(200);
  return z.object({ items: z.array(item), total: z.int() }).parse(await response.json());
};
const refuse = async (served: TestApp, path: string) => {
  const response = await served.app.request(`/api/v1${path}`);
  const problem = problemSchema.parse(await response.json());
  expect(problem.status).toBe(response.status);
  return problem;
};

describe('areas, groups and events of the snapshot', () => {
  let served: TestApp;
  beforeAll(async () => {
    served = await createTestApp();
  });
  afterAll(() => served.close());

  test('municipalities are the 312 areas, and no groups', async () => {
    const { items, total } = await read(served, '/municipalities', areaSchema);
    expect(total).toBe(312);
    expect(items.filter(({ kind }) => kind === 'municipality')).toHaveLength(290);
    expect(items.find(({ slug }) => slug === 'bracke')).toMatchObject({
      id: '2305',
      name: 'Bräcke',
    });
  });

  test('groups are listed with members, and by member', async () => {
    const all = await read(served, '/groups', groupSchema);
    expect(all.items[0]?.members).toContainEqual({ id: '2326', slug: 'berg', name: 'Berg' });
    expect((await read(served, '/groups?kommun=berg', groupSchema)).total).toBe(1);
    expect((await read(served, '/groups?kommun=2281', groupSchema)).total).toBe(0);
    expect(await refuse(served, '/groups?kommun=atlantis')).toMatchObject({
      status: 400,
      detail: expect.stringContaining('atlantis'),
    });
  });

  test('the list of likes that Kolada made for a kommun is among its groups', async () => {
    const { items } = await read(served, '/groups?kommun=bracke', groupSchema);
    expect(items.map(({ id }) => id)).toEqual(['G176508']);
    expect(items[0]?.members.map(({ name }) => name)).toEqual([
      'Vadstena',
      'Filipstad',
      'Älvdalen',
      'Berg',
      'Vilhelmina',
      'Arvidsjaur',
      'Jokkmokk',
    ]);
  });

  test('events are all of them, or those of the kommuner named', async () => {
    const all = await read(served, '/events', eventSchema);
    const two = await read(served, '/events?kommuner=boras,pitea&visa=linje', eventSchema);
    expect(all.total).toBeGreaterThan(two.total);
    expect(new Set(two.items.map(({ name }) => name))).toEqual(new Set(['Borås', 'Piteå']));
    expect(await refuse(served, '/events?kommuner=atlantis')).toMatchObject({ status: 400 });
  });
});

describe('releases and their changes', () => {
  const cost = { kpi: 'N21006', area: '2305' };
  let served: TestApp;
  beforeAll(async () => {
    const fixture = await createReleaseFixture({
      releases: [
        {
          observations: [
            { ...cost, year: 2023, value: 1 },
            { ...cost, year: 2024, value: 2 },
            { kpi: 'U21468', area: '2305', year: 2024, value: 80 },
            { kpi: 'U21468', area: '2305', year: 2024, gender: 'K', value: 81 },
          ],
        },
        {
          observations: [
            { ...cost, year: 2023, value: 10 },
            { ...cost, year: 2024, value: 20 },
            { kpi: 'U21468', area: '2305', year: 2024, gender: 'K', value: null },
          ],
        },
      ],
    });
    served = await createTestApp({ fixture });
  });
  afterAll(() => served.close());

  const changes = (query: string) =>
    read(served, `/releases/2026-11-22.2/changes?since=2026-11-22.1${query}`, changeSchema);

  test('every release is listed', async () => {
    const { items } = await read(served, '/releases', releaseSchema);
    expect(items.map(({ id }) => id).toSorted()).toEqual(['2026-11-22.1', '2026-11-22.2']);
  });

  test('what changed is told value by value, before and after', async () => {
    const { items, total } = await changes('');
    expect(total).toBe(3);
    expect(items).toContainEqual({
      kpi: 'U21468',
      municipality: '2305',
      year: 2024,
      gender: 'K',
      before: { value: 81, status: '' },
      after: { value: null, status: 'Missing' },
    });
  });

  test('the comparison’s parts narrow it, and only those that are named', async () => {
    expect((await changes('&nyckeltal=N21006')).total).toBe(2);
    expect((await changes('&kommuner=boras')).total).toBe(0);
    expect((await changes('&ar=2024')).total).toBe(2);
    expect((await changes('&ar=2024&kon=K')).total).toBe(1);
    expect((await changes('&ar=senaste&kon=T')).total).toBe(1);
    expect((await changes('&limit=1')).items).toHaveLength(1);
  });

  test('an unknown release is refused', async () => {
    const path = '/releases/2020-01-01.1/changes?since=2026-11-22.1';
    expect(await refuse(served, path)).toMatchObject({ status: 404, code: 'unknown-release' });
    const since = '/releases/2026-11-22.2/changes?since=2020-01-01.1';
    expect(await refuse(served, since)).toMatchObject({ status: 400, code: 'unknown-release' });
    const missing = '/releases/2026-11-22.2/changes';
    expect((await refuse(served, missing)).detail).toContain('since');
  });
});
