import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readLastRefresh } from '../../../server/store/last-refresh.ts';
import { readPointer } from '../../../server/store/pointer.ts';
import { readWatch } from '../../../server/store/watch.ts';
import { fromKolada, useIngestFolder } from '../../support/ingest-folder.ts';
import { kpi, value } from '../../support/ingest-source.ts';
import { observationsIn, queryRelease } from '../../support/release-rows.ts';

const folder = useIngestFolder();
const { run, begin, later, replace } = folder;

describe('figures that cannot be believed', () => {
  test('a known KPI without a single row keeps what it had, and is reported', async () => {
    await begin();
    folder.source.valueList = folder.source.valueList.filter((row) => row.kpi !== 'U21468');
    replace('N21006 2305 2024 T', 1);
    const alarms = [{ kpi: 'U21468', code: 'no-rows' }];
    expect(await run()).toMatchObject({ kind: 'published', inserted: 1, closed: 1, alarms });
    expect(await observationsIn(folder.dir, 3)).toContain('U21468 2305 2024 T=92.5');
    expect(await readLastRefresh(folder.dir)).toMatchObject({ alarms, reason: 'kept-old-values' });
  });

  test('a KPI that loses more than half of a hundred values keeps what it had', async () => {
    folder.source.valueList = Array.from({ length: 120 }, (_, i) =>
      value(`N21006 2305 ${1900 + i}`, i),
    );
    folder.source.valueList.push(value('U21468 2305 2024 T', 92.5));
    await run();
    folder.source.valueList = folder.source.valueList.slice(70);
    const alarms = [{ kpi: 'N21006', code: 'many-vanished' }];
    expect(await run()).toMatchObject({ kind: 'unchanged', alarms });
  });

  test('the same value twice is one; two values for one cell keep what was', async () => {
    await begin();
    folder.source.valueList.push(
      value('N21006 2305 2024', 401_816),
      value('U21468 2305 2024 K', 1),
    );
    expect(await run()).toMatchObject({
      kind: 'unchanged',
      alarms: [{ kpi: 'U21468', code: 'conflicting-values' }],
    });
    expect(await observationsIn(folder.dir, 2)).toEqual(fromKolada);
  });

  test('a withdrawn row beside a valid one does not withdraw it', async () => {
    await begin();
    folder.source.valueList.push(value('N21006 2305 2024', 1, { isDeleted: true }));
    expect(await run()).toMatchObject({ kind: 'unchanged' });
    expect(await observationsIn(folder.dir, 2)).toEqual(fromKolada);
  });

  test.each([
    ['an empty list of KPIs', () => (folder.source.kpiList = [])],
    ['an empty list of areas', () => (folder.source.municipalityList = [])],
    ['no values at all', () => (folder.source.valueList = [])],
    ['lists that have shrunk', () => (folder.source.kpiList = folder.source.kpiList.slice(0, 1))],
  ])('%s changes nothing and fails the run', async (_name, spoil) => {
    await begin();
    const before = await readPointer(folder.dir);
    const files = await readdir(folder.dir);
    spoil();
    expect(await run()).toMatchObject({ kind: 'failed', reason: 'implausible' });
    expect(await readPointer(folder.dir)).toEqual(before);
    expect((await readdir(folder.dir)).filter((name) => name !== 'held.json')).toEqual(files);
    expect(await readLastRefresh(folder.dir)).toMatchObject({
      outcome: 'failed',
      reason: 'implausible',
    });
  });

  test('a list of KPIs that ends with its first page fails the run', async () => {
    const later = Array.from({ length: 30 }, (_, i) => kpi(`N${10_000 + i}`));
    const first = folder.source.kpiList;
    folder.source.kpiList = [...first, ...later];
    await run();
    const before = await readPointer(folder.dir);
    // 27 of 33: as much is lost as of Kolada's two pages.
    folder.source.kpiList = [...first, ...later.slice(0, 24)];
    expect(await run()).toMatchObject({ kind: 'failed', reason: 'implausible' });
    expect(await readPointer(folder.dir)).toEqual(before);
    folder.source.kpiList = [...first, ...later.slice(0, 26)];
    expect(await run()).toMatchObject({ kind: 'published' });
  });

  test('a kommun that is listed twice keeps its address', async () => {
    folder.source.municipalityList.push(...folder.source.municipalityList);
    expect(await run()).toMatchObject({ kind: 'published' });
    const slugs = await queryRelease(folder.dir, 'SELECT slug FROM area WHERE until IS NULL');
    expect(slugs.map(({ slug }) => slug).toSorted()).toEqual(['boras', 'bracke', 'riket']);
  });

  test('a value that was not asked for fails the run', async () => {
    folder.source.values = async function* () {
      yield { values: [value('N99999 2305 2024', 1)], rejected: 0, done: 1, total: 1 };
    };
    expect(await run()).toMatchObject({ kind: 'failed', reason: 'answer' });
    expect(await readPointer(folder.dir)).toMatchObject({ number: 1, source: 'snapshot' });
  });

  test('more different statuses than there is room for fail the run, and are not mixed up', async () => {
    const values = Array.from({ length: 65_537 }, (_, i) => {
      const year = 1900 + (i % 200);
      const gender = ['T', 'K', 'M'][i % 3];
      return value(`N21006 2305 ${year} ${gender}`, null, { status: `Status ${i}` });
    });
    folder.source.values = async function* () {
      yield { values, rejected: 0, done: 1, total: 1 };
    };
    expect(await run()).toMatchObject({ kind: 'failed', reason: 'answer' });
    expect(await readPointer(folder.dir)).toMatchObject({ number: 1, source: 'snapshot' });
  });
});

describe('a KPI on demand', () => {
  test('is fetched alone, with the catalogue held, and stays on the watch list', async () => {
    folder.source.valueList.push(value('N00003 2305 2024', 7));
    await run();
    const before = await readPointer(folder.dir);
    folder.source.kpis = () => Promise.reject(new Error('the catalogue was asked for'));
    later(1);
    expect(await run({ kind: 'kpis', kpis: ['N00003'] })).toMatchObject({ inserted: 1, closed: 0 });
    expect(folder.source.asked.at(-1)?.kpis).toEqual(['N00003']);
    expect(await readPointer(folder.dir)).toMatchObject({
      checkedAt: before?.checkedAt,
      source: 'kolada',
    });
    expect(await readWatch(folder.dir)).toMatchObject([{ kind: 'kpi', id: 'N00003' }]);
    await rm(join(folder.dir, 'watch.json'));
    folder.source.kpis = () => Promise.resolve(folder.source.kpiList);
    await run();
    expect(folder.source.asked.at(-1)?.kpis).toEqual(['N00003', 'N21006', 'U21468']);
  });

  test('on top of the snapshot leaves the release a snapshot', async () => {
    await run({ kind: 'snapshot' });
    await run({ kind: 'kpis', kpis: ['N21006'] });
    expect(await readPointer(folder.dir)).toMatchObject({ source: 'snapshot' });
    expect(await observationsIn(folder.dir, 2)).toContain('U21468 1490 2012 T=90.0');
    expect(await observationsIn(folder.dir, 2)).toContain('N21006 2305 2023 T=400000.0');
  });

  test('that Kolada does not list is refused, and not watched', async () => {
    expect(await run({ kind: 'kpis', kpis: ['N99999'] })).toMatchObject({ reason: 'unknown-kpi' });
    expect(await readWatch(folder.dir)).toEqual([]);
  });

  test('a group on demand is fetched for the whole watch list, and nothing else is judged', async () => {
    await begin();
    folder.source.valueList = [value('N21006 G176508 2024', 5)];
    const outcome = await run({ kind: 'kpis', kpis: [], groups: ['G176508'] });
    expect(outcome).toMatchObject({ inserted: 1, closed: 0, alarms: [] });
    expect(folder.source.asked.at(-1)).toEqual({ kpis: ['N21006', 'U21468'], areas: ['G176508'] });
  });
});

describe('invented figures', () => {
  test('make a simulated release', async () => {
    folder.source.invented = true;
    await run();
    expect(await readPointer(folder.dir)).toMatchObject({ source: 'simulated' });
    expect(await queryRelease(folder.dir, 'SELECT DISTINCT kind FROM source ORDER BY 1')).toEqual([
      { kind: 'simulated' },
      { kind: 'snapshot' },
    ]);
  });

  test('never meet real ones in one history', async () => {
    await begin();
    folder.source.invented = true;
    replace('N21006 2305 2024 T', 1);
    expect(await run()).toMatchObject({ kind: 'failed', reason: 'mixed-source' });
    expect(await observationsIn(folder.dir, 2)).toEqual(fromKolada);
  });
});

test('a clock set back by the hour of summer time still gives a growing id and time', async () => {
  await begin();
  folder.clock = new Date('2026-11-22T09:10:00Z');
  replace('N21006 2305 2024 T', 1);
  expect(await run()).toMatchObject({ release: '2026-11-22.3' });
  expect((await readPointer(folder.dir))?.publishedAt).toBe('2026-11-22T10:00:00.000Z');
});

test('every KPI is fetched with all, those of regions without the kommuner', async () => {
  folder.source.kpiList.push(kpi('N70000', { municipality_type: 'L' }));
  folder.source.valueList.push(value('N70000 0000 2024', 3));
  expect(await run({ kind: 'all' })).toMatchObject({ inserted: 8 });
  const [forAll, forRegions] = folder.source.asked;
  expect(forAll?.kpis).toEqual(['N00003', 'N21006', 'U21468']);
  expect(forAll?.areas).toHaveLength(313);
  expect(forRegions?.kpis).toEqual(['N70000']);
  expect(forRegions?.areas).toHaveLength(23);
  expect(forRegions?.areas).not.toContain('2305');
});
