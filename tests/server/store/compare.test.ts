import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../../server/store/open-store.ts';
import { UnknownReleaseError, type Store } from '../../../server/store/store.ts';
import { defaultComparison, type Comparison } from '../../../web/shared/comparison/comparison.ts';
import {
  createReleaseFixture,
  createSnapshotFixture,
  fixtureKpis,
  type ReleaseFixture,
} from '../../support/release-fixture.ts';

const comparison = (changes: Partial<Comparison>): Comparison => ({
  ...defaultComparison,
  ...changes,
});

describe('the snapshot', () => {
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
      ['N21006', 'U21468'].flatMap((kpi) =>
        defaultComparison.areas.map((area) => `${kpi} ${area}`),
      ),
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

  test('what stands in two documents names both, and only those of the rows shown', async () => {
    const { kpis } = await store.compare(defaultComparison);
    expect(kpis[0]?.sources).toEqual([expect.stringContaining('Bräcke kommun, svar på motion')]);
    expect(kpis[1]?.sources).toHaveLength(2);
    expect(kpis[1]?.sources).toContain('Kolada (RKA), API v3, hämtat 2026-07-06');
  });

  test('2025, which three of seven kommuner have, can be asked for and says who lacks it', async () => {
    const { kpis, observations } = await store.compare(
      comparison({ kpis: ['U21468'], years: { kind: 'years', years: [2025] } }),
    );
    expect(kpis[0]?.years).toEqual([2025]);
    expect(kpis[0]?.missing).toEqual(['2305', '1401', '2581', '2281']);
    expect(observations.map(({ municipality }) => municipality)).toEqual(['1490', '0484', '1384']);
  });

  test('a line takes all years, women before men, and leaves out the year never measured', async () => {
    const { kpis, observations } = await store.compare(
      comparison({ kpis: ['U21468'], areas: ['1490'], genders: ['K', 'M'], view: 'linje' }),
    );
    expect(kpis[0]?.years).toEqual([
      2013, 2014, 2015, 2016, 2017, 2018, 2019, 2020, 2022, 2023, 2024, 2025,
    ]);
    expect(observations.slice(0, 3).map(({ year, gender }) => `${year} ${gender}`)).toEqual([
      '2013 K',
      '2013 M',
      '2014 K',
    ]);
  });

  test('the twenty-fifth KPI without a figure is still described', async () => {
    const { kpis, observations } = await store.compare(comparison({ kpis: ['N00090'] }));
    expect(observations).toEqual([]);
    expect(kpis[0]).toMatchObject({
      title: 'Sjukfrånvaro totalt bland anställda, kommun, andel (%)',
      held: false,
      years: [],
      missing: defaultComparison.areas,
      sources: [],
    });
  });
});

describe('a release from Kolada with older ones behind it', () => {
  let fixture: ReleaseFixture;
  let store: Store;
  const row = (area: string, year: number, value: number | null) => ({
    kpi: 'N21006',
    area,
    year,
    value,
  });

  beforeAll(async () => {
    const [cost, satisfaction] = fixtureKpis;
    if (cost === undefined || satisfaction === undefined) throw new Error('no KPIs');
    fixture = await createReleaseFixture({
      releases: [
        {
          groups: [{ id: 'G1', title: 'Gruppen', members: ['2305', '1490'] }],
          observations: [
            row('2305', 2022, 1),
            row('1490', 2022, 2),
            row('0484', 2022, 3),
            row('2305', 2023, null),
            row('G1', 2022, 1.5),
            row('0000', 2022, 7),
          ],
        },
        {
          kpis: [
            {
              ...cost,
              title: 'Nytt namn',
              preliminaryPublicationDate: '2026-04-01',
              publicationDate: '2026-08-28',
              publicationPeriod: '2025',
            },
          ],
          observations: [
            row('2305', 2022, 10),
            { ...row('1490', 2023, 99), status: 'Sekretess' },
            row('0484', 2023, 30),
          ],
          withdrawn: [{ kpi: 'N21006', area: '0484', year: 2022 }],
        },
      ],
    });
    store = await openStore({
      dataDir: fixture.dataDir,
      pollMs: 0,
      now: () => new Date('2026-05-01T12:00:00Z'),
    });
  });
  afterAll(async () => {
    await store.close();
    await fixture.close();
  });

  const asked = comparison({
    kpis: ['N21006'],
    areas: ['1490', 'G1', '2305', '0484', '0000'],
    years: { kind: 'range', from: 2000, to: 2030 },
  });
  const values = async (release?: string) => {
    const { observations } = await store.compare({ ...asked, release });
    return observations.map(({ municipality, year, value }) => `${municipality} ${year} ${value}`);
  };

  test('an older release says for ever what Kolada said then', async () => {
    expect(await values('2026-11-22.1')).toEqual([
      '1490 2022 2',
      'G1 2022 1.5',
      '2305 2022 1',
      '2305 2023 null',
      '0484 2022 3',
      '0000 2022 7',
    ]);
    const { kpis, release } = await store.compare({ ...asked, release: '2026-11-22.1' });
    expect(release).toMatchObject({ id: '2026-11-22.1', publishedAt: '2026-11-22T08:01:00.000Z' });
    expect(kpis[0]?.title).toBe('Kostnad hemtjänst äldreomsorg, kr/hemtjänsttagare');
    expect(kpis[0]?.preliminaryYear).toBeNull();
  });

  test('the newest has the revised value, without the withdrawn one, under the new title', async () => {
    expect(await values()).toEqual([
      '1490 2022 2',
      '1490 2023 null',
      'G1 2022 1.5',
      '2305 2022 10',
      '2305 2023 null',
      '0484 2023 30',
      '0000 2022 7',
    ]);
    const { kpis, areas } = await store.compare(asked);
    expect(kpis[0]).toMatchObject({
      title: 'Nytt namn',
      sources: ['Kolada'],
      preliminaryYear: 2025,
      years: [2022, 2023],
      missing: ['1490', 'G1', '2305', '0000'],
    });
    expect(areas.map(({ name, kind }) => `${name} ${kind}`)).toContain('Gruppen group');
  });

  test('a value with a status is a gap that keeps its status', async () => {
    const { observations } = await store.compare(asked);
    expect(observations[1]).toMatchObject({ year: 2023, value: null, status: 'Sekretess' });
    expect(observations[4]).toMatchObject({ year: 2023, value: null, status: 'Missing' });
  });

  test('a KPI or area that no release knows is answered with its id', async () => {
    const { kpis, areas, observations } = await store.compare(
      comparison({ kpis: ['N99999'], areas: ['G404'] }),
    );
    expect(kpis[0]).toMatchObject({ id: 'N99999', title: 'N99999', years: [], missing: ['G404'] });
    expect(areas).toEqual([{ id: 'G404', slug: 'G404', name: 'G404', kind: 'group' }]);
    expect(observations).toEqual([]);
  });

  test('a release that was never published is refused by every question', async () => {
    const release = '2020-01-01.1';
    await expect(store.compare({ ...asked, release })).rejects.toThrow(UnknownReleaseError);
    await expect(store.exportRows({ ...asked, release })).rejects.toThrow(UnknownReleaseError);
    await expect(store.spread('N21006', 2022, release)).rejects.toThrow(UnknownReleaseError);
    await expect(store.kpi('N21006', release)).rejects.toThrow(UnknownReleaseError);
    await expect(
      store.changes({ since: release, to: '2026-11-22.1', limit: 1, offset: 0 }),
    ).rejects.toThrow(UnknownReleaseError);
  });

  test('an export gives the same rows in the same order with what a data file says beside them', async () => {
    for (const wanted of [
      asked,
      { ...asked, years: undefined },
      { ...asked, release: '2026-11-22.1' },
    ]) {
      const { observations } = await store.compare(wanted);
      const { rowCount, rows } = await store.exportRows(wanted);
      const exported = (await Array.fromAsync(rows)).flat();
      expect(rowCount).toBe(observations.length);
      expect(
        exported.map(
          ({ kpiTitle: _t, unit: _u, municipalityName: _n, source: _s, ...rest }) => rest,
        ),
      ).toEqual(observations);
    }
    const { rows } = await store.exportRows(asked);
    expect((await Array.fromAsync(rows)).flat()[2]).toMatchObject({
      kpiTitle: 'Nytt namn',
      unit: 'kr',
      municipalityName: 'Gruppen',
      source: 'Kolada',
    });
  });
});
