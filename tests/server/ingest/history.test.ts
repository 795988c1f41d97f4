import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { ingest } from '../../../server/ingest/ingest.ts';
import type { IngestJob, Outcome } from '../../../server/ingest/job.ts';
import { dataFiles } from '../../../server/ingest/open-source.ts';
import { readLastRefresh } from '../../../server/store/last-refresh.ts';
import { readPointer } from '../../../server/store/pointer.ts';
import { createWatchList, readWatch } from '../../../server/store/watch.ts';
import { createTestSource, kpi, value, type TestSource } from '../../support/ingest-source.ts';
import { observationsIn, queryRelease } from '../../support/release-rows.ts';

// Each run opens and writes real files: on a busy machine seconds, on a quiet one tenths.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** A folder in which the first refresh has been done, to begin other tests from. */
let begun = '';
let dir = '';
let source: TestSource;
let clock = new Date('2026-11-22T10:00:00Z');

beforeAll(async () => {
  begun = await mkdtemp(join(tmpdir(), 'ingest-'));
  const open = createTestSource();
  await ingest(
    { kind: 'refresh' },
    { dir: begun, dataFiles, openSource: () => open, now: () => clock },
  );
});
afterAll(() => rm(begun, { recursive: true }));

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ingest-'));
  source = createTestSource();
  clock = new Date('2026-11-22T10:00:00Z');
});
afterEach(() => rm(dir, { recursive: true }));

const run = (job: IngestJob = { kind: 'refresh' }): Promise<Outcome> =>
  ingest(job, { dir, dataFiles, openSource: () => source, now: () => clock });

const begin = () => cp(begun, dir, { recursive: true });

const later = (hours: number) => {
  clock = new Date(clock.getTime() + hours * 3_600_000);
};

const replace = (key: string, number: number | null, more = {}) => {
  const next = value(key, number, more);
  source.valueList = source.valueList.map((row) =>
    `${row.kpi} ${row.area} ${row.year} ${row.gender}` === key ? next : row,
  );
};

const fromKolada = [
  'N21006 1490 2022 T=Missing',
  'N21006 1490 2024 T=377225.0',
  'N21006 2305 2023 T=400000.0',
  'N21006 2305 2024 T=401816.0',
  'U21468 2305 2024 K=93.123456789',
  'U21468 2305 2024 M=Missing',
  'U21468 2305 2024 T=92.5',
];

describe('the first refresh', () => {
  test('publishes the snapshot and then, on top of it, what Kolada says', async () => {
    expect(await run()).toMatchObject({ kind: 'published', release: '2026-11-22.2', inserted: 7 });
    expect(await observationsIn(dir, 1)).toHaveLength(122);
    expect(await observationsIn(dir, 2)).toEqual(fromKolada);
    expect(await readPointer(dir)).toMatchObject({
      number: 2,
      source: 'kolada',
      checkedAt: '2026-11-22T10:00:00.000Z',
    });
    expect(await queryRelease(dir, 'SELECT id, source FROM release ORDER BY number')).toEqual([
      { id: '2026-11-22.1', source: 'snapshot' },
      { id: '2026-11-22.2', source: 'kolada' },
    ]);
  });

  test('asks for all areas, the group of all kommuner and chosen groups', async () => {
    await createWatchList(dir, () => clock).add([
      { kind: 'group', id: 'G176508' },
      { kind: 'kpi', id: 'N00003' },
    ]);
    await run();
    const [asked] = source.asked;
    expect(asked?.kpis).toEqual(['N00003', 'N21006', 'U21468']);
    // All that were ever known, although this Kolada lists but three.
    expect(asked?.areas).toHaveLength(312 + 2);
    expect(asked?.areas.slice(-2)).toEqual(['G2328', 'G176508']);
  });

  test('keeps the catalogue: unit, curated set and what Kolada no longer lists', async () => {
    await run();
    const rows = await queryRelease(
      dir,
      `SELECT unit, curated_set, listed, discontinued FROM kpi
       WHERE until IS NULL AND id IN ('N00003', 'N21006', 'U21401') ORDER BY id`,
    );
    expect(rows).toEqual([
      { unit: 'kr', curated_set: null, listed: true, discontinued: false },
      { unit: 'kr', curated_set: 'cost', listed: true, discontinued: false },
      { unit: 'antal', curated_set: 'continuity', listed: false, discontinued: true },
    ]);
  });
});

describe('a later refresh', () => {
  beforeEach(async () => {
    await begin();
    later(24);
  });

  test('that finds nothing new is no release, only a newer checkedAt', async () => {
    const files = await readdir(dir);
    expect(await run()).toEqual({ kind: 'unchanged', release: '2026-11-22.2', alarms: [] });
    expect(await readdir(dir)).toEqual(files);
    expect(await readPointer(dir)).toMatchObject({
      publishedAt: '2026-11-22T10:00:00.000Z',
      checkedAt: '2026-11-23T10:00:00.000Z',
    });
    expect(await readLastRefresh(dir)).toMatchObject({ outcome: 'unchanged', alarms: [] });
  });

  test('keeps a revised value under the old release', async () => {
    replace('N21006 2305 2024 T', 402_000);
    expect(await run()).toMatchObject({
      kind: 'published',
      release: '2026-11-23.1',
      inserted: 1,
      closed: 1,
    });
    expect(await observationsIn(dir, 2)).toEqual(fromKolada);
    const before = new Set(fromKolada);
    const after = await observationsIn(dir, 3);
    expect(after.filter((line) => !before.has(line))).toEqual(['N21006 2305 2024 T=402000.0']);
    expect(after).toHaveLength(fromKolada.length);
  });

  test('takes another status or count for a new version', async () => {
    replace('N21006 1490 2022 T', null, { status: 'Private' });
    replace('U21468 2305 2024 T', 92.5, { count: 2 });
    expect(await run()).toMatchObject({ inserted: 2, closed: 2 });
  });

  test('ends a value that was withdrawn, and one that vanished', async () => {
    replace('N21006 2305 2023 T', 400_000, { isDeleted: true });
    source.valueList = source.valueList.filter(({ gender }) => gender !== 'K');
    expect(await run()).toMatchObject({ inserted: 0, closed: 2, alarms: [] });
    expect(await observationsIn(dir, 2)).toEqual(fromKolada);
    expect(await observationsIn(dir, 3)).toEqual(
      fromKolada.filter((line) => !/2305 2023|2024 K/.test(line)),
    );
  });

  test('does not take a value for vanished when rows of the answer were refused', async () => {
    source.valueList = source.valueList.filter(({ gender }) => gender !== 'K');
    source.refused = 1;
    expect(await run()).toMatchObject({ kind: 'unchanged' });
  });

  test('gives a value that came back a row of its own', async () => {
    const all = source.valueList;
    source.valueList = all.filter(({ gender }) => gender !== 'K');
    await run();
    source.valueList = all;
    expect(await run()).toMatchObject({ inserted: 1, closed: 0 });
    expect(await observationsIn(dir, 4)).toEqual(fromKolada);
  });

  test('keeps every name that a KPI has had', async () => {
    source.kpiList = [
      kpi('N21006', { title: 'Nytt namn, kr/brukare' }),
      ...source.kpiList.slice(1),
    ];
    expect(await run()).toMatchObject({ kind: 'published', inserted: 0, closed: 0 });
    const titles = await queryRelease(
      dir,
      `SELECT title, since, until FROM kpi WHERE id = 'N21006' AND since > 1 ORDER BY since`,
    );
    expect(titles).toEqual([
      { title: 'Kostnad hemtjänst äldreomsorg, kr/hemtjänsttagare', since: 2, until: 3 },
      { title: 'Nytt namn, kr/brukare', since: 3, until: null },
    ]);
  });

  test('keeps the values of a KPI that has left the catalogue, and does not ask for it', async () => {
    source.kpiList = source.kpiList.filter(({ id }) => id !== 'U21468');
    source.valueList = source.valueList.filter((row) => row.kpi !== 'U21468');
    // A list of three that loses one has lost more than is believed of a real one.
    source.kpiList.push(kpi('N00005'));
    await run();
    expect(source.asked.at(-1)?.kpis).toEqual(['N21006']);
    expect(await observationsIn(dir, 3)).toEqual(fromKolada);
    const rows = await queryRelease(
      dir,
      `SELECT listed FROM kpi WHERE id = 'U21468' AND since = 3`,
    );
    expect(rows).toEqual([{ listed: false }]);
  });

  test('keeps the members that a group had', async () => {
    const [group] = source.groupList;
    const added = { member_id: '2305', member_title: 'Bräcke' };
    source.groupList = group ? [{ ...group, members: [added, ...group.members] }] : [];
    await run();
    expect(
      await queryRelease(dir, 'SELECT members, since, until FROM area_group ORDER BY since'),
    ).toEqual([
      { members: ['1490'], since: 2, until: 3 },
      { members: ['1490', '2305'], since: 3, until: null },
    ]);
  });

  test('counts another order of the same members as no change', async () => {
    const member = (id: string) => ({ member_id: id, member_title: id });
    const group = { id: 'G1', title: 'Två', members: [member('1490'), member('2305')] };
    source.groupList = [group];
    await run();
    source.groupList = [{ ...group, members: group.members.toReversed() }];
    expect(await run()).toMatchObject({ kind: 'unchanged' });
  });
});

describe('figures that cannot be believed', () => {
  test('a known KPI without a single row keeps what it had, and is reported', async () => {
    await begin();
    source.valueList = source.valueList.filter((row) => row.kpi !== 'U21468');
    replace('N21006 2305 2024 T', 1);
    const alarms = [{ kpi: 'U21468', code: 'no-rows' }];
    expect(await run()).toMatchObject({ kind: 'published', inserted: 1, closed: 1, alarms });
    expect(await observationsIn(dir, 3)).toContain('U21468 2305 2024 T=92.5');
    expect(await readLastRefresh(dir)).toMatchObject({ alarms, reason: 'kept-old-values' });
  });

  test('a KPI that loses more than half of a hundred values keeps what it had', async () => {
    source.valueList = Array.from({ length: 120 }, (_, i) => value(`N21006 2305 ${1900 + i}`, i));
    source.valueList.push(value('U21468 2305 2024 T', 92.5));
    await run();
    source.valueList = source.valueList.slice(70);
    const alarms = [{ kpi: 'N21006', code: 'many-vanished' }];
    expect(await run()).toMatchObject({ kind: 'unchanged', alarms });
  });

  test('the same value twice is one; two values for one cell keep what was', async () => {
    await begin();
    source.valueList.push(value('N21006 2305 2024', 401_816), value('U21468 2305 2024 K', 1));
    expect(await run()).toMatchObject({
      kind: 'unchanged',
      alarms: [{ kpi: 'U21468', code: 'conflicting-values' }],
    });
    expect(await observationsIn(dir, 2)).toEqual(fromKolada);
  });

  test('a withdrawn row beside a valid one does not withdraw it', async () => {
    source.valueList.push(value('N21006 2305 2024', 1, { isDeleted: true }));
    await run();
    expect(await observationsIn(dir, 2)).toEqual(fromKolada);
  });

  test.each([
    ['an empty list of KPIs', () => (source.kpiList = [])],
    ['an empty list of areas', () => (source.municipalityList = [])],
    ['no values at all', () => (source.valueList = [])],
    ['lists that have shrunk', () => (source.kpiList = source.kpiList.slice(0, 1))],
  ])('%s changes nothing and fails the run', async (_name, spoil) => {
    await begin();
    const before = await readPointer(dir);
    const files = await readdir(dir);
    spoil();
    expect(await run()).toMatchObject({ kind: 'failed', reason: 'implausible' });
    expect(await readPointer(dir)).toEqual(before);
    expect(await readdir(dir)).toEqual(files);
    expect(await readLastRefresh(dir)).toMatchObject({ outcome: 'failed', reason: 'implausible' });
  });

  test('a value that was not asked for fails the run', async () => {
    source.values = async function* () {
      yield { values: [value('N99999 2305 2024', 1)], rejected: 0, done: 1, total: 1 };
    };
    expect(await run()).toMatchObject({ kind: 'failed', reason: 'answer' });
    expect(await readPointer(dir)).toMatchObject({ number: 1, source: 'snapshot' });
  });
});

describe('a KPI on demand', () => {
  test('is fetched alone, with the catalogue held, and stays on the watch list', async () => {
    source.valueList.push(value('N00003 2305 2024', 7));
    await run();
    const before = await readPointer(dir);
    source.kpis = () => Promise.reject(new Error('the catalogue was asked for'));
    later(1);
    expect(await run({ kind: 'kpis', kpis: ['N00003'] })).toMatchObject({ inserted: 1, closed: 0 });
    expect(source.asked.at(-1)?.kpis).toEqual(['N00003']);
    expect(await readPointer(dir)).toMatchObject({
      checkedAt: before?.checkedAt,
      source: 'kolada',
    });
    expect(await readWatch(dir)).toMatchObject([{ kind: 'kpi', id: 'N00003' }]);
    await rm(join(dir, 'watch.json'));
    source.kpis = () => Promise.resolve(source.kpiList);
    await run();
    expect(source.asked.at(-1)?.kpis).toEqual(['N00003', 'N21006', 'U21468']);
  });

  test('on top of the snapshot leaves the release a snapshot', async () => {
    await run({ kind: 'snapshot' });
    await run({ kind: 'kpis', kpis: ['N21006'] });
    expect(await readPointer(dir)).toMatchObject({ source: 'snapshot' });
    expect(await observationsIn(dir, 2)).toContain('U21468 1490 2012 T=90.0');
    expect(await observationsIn(dir, 2)).toContain('N21006 2305 2023 T=400000.0');
  });

  test('that Kolada does not list is refused, and not watched', async () => {
    expect(await run({ kind: 'kpis', kpis: ['N99999'] })).toMatchObject({ reason: 'unknown-kpi' });
    expect(await readWatch(dir)).toEqual([]);
  });

  test('a group on demand is fetched for the whole watch list, and nothing else is judged', async () => {
    await begin();
    source.valueList = [value('N21006 G176508 2024', 5)];
    const outcome = await run({ kind: 'kpis', kpis: [], groups: ['G176508'] });
    expect(outcome).toMatchObject({ inserted: 1, closed: 0, alarms: [] });
    expect(source.asked.at(-1)).toEqual({ kpis: ['N21006', 'U21468'], areas: ['G176508'] });
  });
});

describe('invented figures', () => {
  test('make a simulated release', async () => {
    source.invented = true;
    await run();
    expect(await readPointer(dir)).toMatchObject({ source: 'simulated' });
    expect(await queryRelease(dir, 'SELECT DISTINCT kind FROM source ORDER BY 1')).toEqual([
      { kind: 'simulated' },
      { kind: 'snapshot' },
    ]);
  });

  test('never meet real ones in one history', async () => {
    await begin();
    source.invented = true;
    replace('N21006 2305 2024 T', 1);
    expect(await run()).toMatchObject({ kind: 'failed', reason: 'mixed-source' });
    expect(await observationsIn(dir, 2)).toEqual(fromKolada);
  });
});

test('a clock set back still gives a growing id and time', async () => {
  await begin();
  clock = new Date('2020-01-01T00:00:00Z');
  replace('N21006 2305 2024 T', 1);
  expect(await run()).toMatchObject({ release: '2026-11-22.3' });
  expect((await readPointer(dir))?.publishedAt).toBe('2026-11-22T10:00:00.000Z');
});

test('every KPI is fetched with all, those of regions without the kommuner', async () => {
  source.kpiList.push(kpi('N70000', { municipality_type: 'L' }));
  source.valueList.push(value('N70000 0000 2024', 3));
  expect(await run({ kind: 'all' })).toMatchObject({ inserted: 8 });
  const [forAll, forRegions] = source.asked;
  expect(forAll?.kpis).toEqual(['N00003', 'N21006', 'U21468']);
  expect(forAll?.areas).toHaveLength(313);
  expect(forRegions?.kpis).toEqual(['N70000']);
  expect(forRegions?.areas).toHaveLength(23);
  expect(forRegions?.areas).not.toContain('2305');
});
