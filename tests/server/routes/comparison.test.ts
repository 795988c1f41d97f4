import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadSnapshot } from '../../../server/data/snapshot.ts';
import { comparisonSchema } from '../../../server/routes/api-schemas.ts';
import { problemSchema } from '../../../server/routes/api-schemas.ts';
import { createReleaseFixture } from '../../support/release-fixture.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';

const comparisonPath = '/api/v1/comparison';

/** 2025 is preliminary from the first of November 2026 until the first of December. */
function createPreliminaryFixture() {
  const kpi = {
    id: 'N21006',
    title: 'Kostnad',
    preliminaryPublicationDate: '2026-11-01',
    publicationDate: '2026-12-01',
    publicationPeriod: '2025',
  };
  return createReleaseFixture({
    releases: [
      { kpis: [kpi], observations: [{ kpi: 'N21006', area: '2305', year: 2024, value: 1 }] },
    ],
  });
}

describe('the comparison of the snapshot', () => {
  let served: TestApp;
  beforeAll(async () => {
    served = await createTestApp();
  });
  afterAll(() => served.close());

  const compare = async (query: string) => {
    const response = await served.app.request(`${comparisonPath}?${query}`);
    expect(response.status).toBe(200);
    return comparisonSchema.parse(await response.json());
  };
  const refuse = async (query: string) => {
    const response = await served.app.request(`${comparisonPath}?${query}`);
    expect(response.status).toBe(400);
    expect(response.headers.get('Content-Type')).toContain('application/problem+json');
    return problemSchema.parse(await response.json());
  };

  test('gives the model case exactly as the facts say, with no query at all', async () => {
    const { observations, release, query } = await compare('');
    const facts = loadSnapshot(`${import.meta.dirname}/../../../data`).observations;
    const expected = facts
      .filter(({ kpi }) => kpi === 'N21006' || kpi === 'U21468')
      .filter(({ year, gender }) => year === 2024 && (gender ?? 'T') === 'T')
      .map(({ kpi, area, value }) => `${kpi} ${area} ${value}`);
    const given = observations.map(
      ({ kpi, municipality, value }) => `${kpi} ${municipality} ${value}`,
    );
    expect(expected.length).toBe(14);
    expect(given.toSorted()).toEqual(expected.toSorted());
    expect(release.source).toBe('snapshot');
    expect(query).toEqual({
      kpis: ['N21006', 'U21468'],
      municipalities: ['2305', '1490', '0484', '1401', '1384', '2581', '2281'],
      focus: '2305',
      years: 'senaste',
      genders: ['T'],
      view: 'stapel',
      release: null,
      canonical:
        'nyckeltal=N21006,U21468&kommuner=2305,1490,0484,1401,1384,2581,2281&fokus=2305&ar=senaste&kon=T&visa=stapel',
    });
  });

  test('keeps the order asked: kpi, municipality, year', async () => {
    const { observations } = await compare(
      'nyckeltal=U21468,N21006&kommuner=2281,bracke&ar=2022,2024',
    );
    expect([...new Set(observations.map(({ kpi }) => kpi))]).toEqual(['U21468', 'N21006']);
    const ofCost = observations.filter(({ kpi }) => kpi === 'N21006');
    expect(ofCost.map(({ municipality, year }) => `${municipality} ${year}`)).toEqual(
      ofCost
        .map(({ municipality, year }) => `${municipality} ${year}`)
        .toSorted(
          (a, b) =>
            ['2281', '2305'].indexOf(a.slice(0, 4)) - ['2281', '2305'].indexOf(b.slice(0, 4)) ||
            a.localeCompare(b),
        ),
    );
  });

  test('says held: false for a KPI that has not been fetched, and does not fail', async () => {
    const { kpis, observations } = await compare('nyckeltal=N21017');
    expect(kpis).toMatchObject([{ id: 'N21017', held: false }]);
    expect(observations).toEqual([]);
  });

  test.each([
    ['kommuner=atlantis', 'atlantis'],
    ['nyckeltal=X99999', 'X99999'],
    ['ar=3024', '3024'],
    ['kon=Q', 'Q'],
    ['visa=cirkel', 'cirkel'],
    ['utgava=2020-01-01.1', '2020-01-01.1'],
    ['utgava=igår', 'igår'],
    ['fokus=ale', 'ale'],
    ['vadsomhelst=1', 'vadsomhelst'],
    ['kommuner=', 'Ingen kommun'],
    ['ar=2024&ar=2023', 'ar'],
    ['kommuner=%00%1f%7f', '\u25a1\u25a1\u25a1'],
    ['kommuner=%E0%A4%A', 'kommun'],
    [`kommuner=${'x'.repeat(10_000)}`, 'xxx'],
  ])('names what is wrong in %s', async (query, named) => {
    const problem = await refuse(query);
    expect(problem).toMatchObject({ status: 400, code: 'bad-query' });
    expect(problem.detail).toContain(named);
    expect(problem.detail.length).toBeLessThan(2000);
  });

  test('names every fault at once', async () => {
    const { detail } = await refuse('kommuner=atlantis&ar=x&visa=y');
    for (const word of ['atlantis', '”x”', '”y”']) expect(detail).toContain(word);
  });
});

describe('caching', () => {
  test('a client that has the answer gets 304, until a release changes it', async () => {
    const fixture = await createReleaseFixture({
      releases: [{ observations: [{ kpi: 'N21006', area: '2305', year: 2024, value: 1 }] }],
    });
    const served = await createTestApp({ fixture });
    const first = await served.app.request(comparisonPath);
    const etag = first.headers.get('ETag') ?? '';
    const conditional = { headers: { 'If-None-Match': etag } };
    expect(first.headers.get('Cache-Control')).toBe('public, no-cache');

    const second = await served.app.request(comparisonPath, conditional);
    expect(second.status).toBe(304);
    expect(await second.text()).toBe('');

    await fixture.publish({
      observations: [{ kpi: 'N21006', area: '2305', year: 2024, value: 2 }],
    });
    await served.services.store.refresh();
    const third = await served.app.request(comparisonPath, conditional);
    expect(third.status).toBe(200);
    expect(comparisonSchema.parse(await third.json()).observations[0]?.value).toBe(2);
    await served.close();
  });

  test('a locked address answers the same bytes for ever, while the newest is checked and revised', async () => {
    const fixture = await createReleaseFixture({
      releases: [{ observations: [{ kpi: 'N21006', area: '2305', year: 2024, value: 1 }] }],
    });
    const served = await createTestApp({ fixture });
    const locked = `${comparisonPath}?utgava=${served.services.store.release().id}`;
    const before = await served.app.request(locked);
    const text = await before.text();
    expect(before.headers.get('Cache-Control')).toContain('immutable');

    await fixture.point({ checkedAt: '2026-11-30T00:00:00Z' });
    await served.services.store.refresh();
    const rebuilt = await createTestApp({ fixture: { ...fixture, close: async () => {} } });
    expect(await (await rebuilt.app.request(locked)).text()).toBe(text);
    await rebuilt.close();

    await fixture.publish({
      observations: [{ kpi: 'N21006', area: '2305', year: 2024, value: 2 }],
    });
    await served.services.store.refresh();
    const after = await served.app.request(locked);
    expect(await after.text()).toBe(text);
    expect(after.headers.get('ETag')).toBe(before.headers.get('ETag'));
    await served.close();
  });

  test('a locked address is as preliminary as on the day it was published', async () => {
    const fixture = await createPreliminaryFixture();
    const served = await createTestApp({ fixture, now: () => new Date('2027-01-15T12:00:00Z') });
    const preliminaryYear = async (query: string) => {
      const answer = await served.app.request(`${comparisonPath}?nyckeltal=N21006${query}`);
      return comparisonSchema.parse(await answer.json()).kpis[0]?.preliminaryYear;
    };
    expect(await preliminaryYear('')).toBe(null);
    expect(await preliminaryYear('&utgava=2026-11-22.1')).toBe(2025);
    await served.close();
  });

  test('what is preliminary until tomorrow is not the same answer tomorrow', async () => {
    const fixture = await createPreliminaryFixture();
    let time = '2026-11-30T22:59:00Z';
    const served = await createTestApp({ fixture, now: () => new Date(time) });
    const ask = (headers: Record<string, string> = {}) =>
      served.app.request(`${comparisonPath}?nyckeltal=N21006`, { headers });
    const today = await ask();
    expect(comparisonSchema.parse(await today.json()).kpis[0]?.preliminaryYear).toBe(2025);
    // Midnight in Sweden.
    time = '2026-11-30T23:00:00Z';
    const tomorrow = await ask({ 'If-None-Match': today.headers.get('ETag') ?? '' });
    expect(tomorrow.status).toBe(200);
    expect(comparisonSchema.parse(await tomorrow.json()).kpis[0]?.preliminaryYear).toBe(null);
    await served.close();
  });

  test('a stampede on one cold comparison asks the store once', async () => {
    const served = await createTestApp();
    let asked = 0;
    const store = {
      ...served.services.store,
      compare: (...query: Parameters<typeof served.services.store.compare>) => {
        asked++;
        return served.services.store.compare(...query);
      },
    };
    const counted = await createTestApp({ fixture: served.fixture, services: { store } });
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => counted.app.request(comparisonPath)),
    );
    expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1);
    expect(asked).toBe(1);
    await served.services.store.close();
    await counted.close();
  });
});
