import { readdir } from 'node:fs/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { readLastRefresh } from '../../../server/store/last-refresh.ts';
import { readPointer } from '../../../server/store/pointer.ts';
import { createWatchList } from '../../../server/store/watch.ts';
import { fromKolada, useIngestFolder } from '../../support/ingest-folder.ts';
import { kpi } from '../../support/ingest-source.ts';
import { observationsIn, queryRelease } from '../../support/release-rows.ts';

const folder = useIngestFolder();
const { run, begin, later, replace } = folder;

describe('the first refresh', () => {
  test('publishes the snapshot and then, on top of it, what Kolada says', async () => {
    expect(await run()).toMatchObject({ kind: 'published', release: '2026-11-22.2', inserted: 7 });
    expect(await observationsIn(folder.dir, 1)).toHaveLength(122);
    expect(await observationsIn(folder.dir, 2)).toEqual(fromKolada);
    expect(await readPointer(folder.dir)).toMatchObject({
      number: 2,
      source: 'kolada',
      checkedAt: '2026-11-22T10:00:00.000Z',
    });
    expect(
      await queryRelease(folder.dir, 'SELECT id, source FROM release ORDER BY number'),
    ).toEqual([
      { id: '2026-11-22.1', source: 'snapshot' },
      { id: '2026-11-22.2', source: 'kolada' },
    ]);
  });

  test('asks for all areas, the group of all kommuner and chosen groups', async () => {
    await createWatchList(folder.dir, () => folder.clock).add([
      { kind: 'group', id: 'G176508' },
      { kind: 'kpi', id: 'N00003' },
    ]);
    await run();
    const [asked] = folder.source.asked;
    expect(asked?.kpis).toEqual(['N00003', 'N21006', 'U21468']);
    // All that were ever known, although this Kolada lists but three.
    expect(asked?.areas).toHaveLength(312 + 2);
    expect(asked?.areas.slice(-2)).toEqual(['G2328', 'G176508']);
  });

  test('keeps the catalogue: unit, curated set and what Kolada no longer lists', async () => {
    await run();
    const rows = await queryRelease(
      folder.dir,
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
    const files = await readdir(folder.dir);
    expect(await run()).toEqual({ kind: 'unchanged', release: '2026-11-22.2', alarms: [] });
    expect(await readdir(folder.dir)).toEqual(files);
    expect(await readPointer(folder.dir)).toMatchObject({
      publishedAt: '2026-11-22T10:00:00.000Z',
      checkedAt: '2026-11-23T10:00:00.000Z',
    });
    expect(await readLastRefresh(folder.dir)).toMatchObject({ outcome: 'unchanged', alarms: [] });
  });

  test('keeps a revised value under the old release', async () => {
    replace('N21006 2305 2024 T', 402_000);
    expect(await run()).toMatchObject({
      kind: 'published',
      release: '2026-11-23.1',
      inserted: 1,
      closed: 1,
    });
    expect(await observationsIn(folder.dir, 2)).toEqual(fromKolada);
    const before = new Set(fromKolada);
    const after = await observationsIn(folder.dir, 3);
    expect(after.filter((line) => !before.has(line))).toEqual(['N21006 2305 2024 T=402000.0']);
    expect(after).toHaveLength(fromKolada.length);
  });

  test('takes another status for a new version, but not a count, which no reader is shown', async () => {
    replace('U21468 2305 2024 T', 92.5, { count: 2 });
    expect(await run()).toMatchObject({ kind: 'unchanged' });
    replace('U21468 2305 2024 T', 92.5 + 1e-12, { count: 3 });
    expect(await run()).toMatchObject({ kind: 'unchanged' });
    replace('N21006 1490 2022 T', null, { status: 'Private' });
    expect(await run()).toMatchObject({ inserted: 1, closed: 1 });
    // A value that its status hides is nobody's to see.
    replace('N21006 1490 2022 T', 5, { status: 'Private' });
    expect(await run()).toMatchObject({ kind: 'unchanged' });
  });

  test('ends a value that was withdrawn, and one that vanished', async () => {
    replace('N21006 2305 2023 T', 400_000, { isDeleted: true });
    folder.source.valueList = folder.source.valueList.filter(({ gender }) => gender !== 'K');
    expect(await run()).toMatchObject({ inserted: 0, closed: 2, alarms: [] });
    expect(await observationsIn(folder.dir, 2)).toEqual(fromKolada);
    expect(await observationsIn(folder.dir, 3)).toEqual(
      fromKolada.filter((line) => !/2305 2023|2024 K/.test(line)),
    );
  });

  test('does not take a value for vanished when rows of the answer were refused', async () => {
    folder.source.valueList = folder.source.valueList.filter(({ gender }) => gender !== 'K');
    folder.source.refused = 1;
    expect(await run()).toMatchObject({ kind: 'unchanged' });
  });

  test('gives a value that came back a row of its own', async () => {
    const all = folder.source.valueList;
    folder.source.valueList = all.filter(({ gender }) => gender !== 'K');
    await run();
    folder.source.valueList = all;
    expect(await run()).toMatchObject({ inserted: 1, closed: 0 });
    expect(await observationsIn(folder.dir, 4)).toEqual(fromKolada);
  });

  test('keeps every name that a KPI has had', async () => {
    folder.source.kpiList = [
      kpi('N21006', { title: 'Kostnad Hemtjänst Äldreomsorg, kr/hemtjänsttagare (- 2024)' }),
      ...folder.source.kpiList.slice(1),
    ];
    expect(await run()).toMatchObject({ kind: 'published', inserted: 0, closed: 0 });
    const titles = await queryRelease(
      folder.dir,
      `SELECT title, since, until FROM kpi WHERE id = 'N21006' AND since > 1 ORDER BY since`,
    );
    expect(titles).toEqual([
      { title: 'Kostnad hemtjänst äldreomsorg, kr/hemtjänsttagare', since: 2, until: 3 },
      {
        title: 'Kostnad Hemtjänst Äldreomsorg, kr/hemtjänsttagare (- 2024)',
        since: 3,
        until: null,
      },
    ]);
  });

  test('keeps the values of a KPI that has left the catalogue, and does not ask for it', async () => {
    folder.source.kpiList = folder.source.kpiList.filter(({ id }) => id !== 'U21468');
    folder.source.valueList = folder.source.valueList.filter((row) => row.kpi !== 'U21468');
    // A list of three that loses one has lost more than is believed of a real one.
    folder.source.kpiList.push(kpi('N00005'));
    await run();
    expect(folder.source.asked.at(-1)?.kpis).toEqual(['N21006']);
    expect(await observationsIn(folder.dir, 3)).toEqual(fromKolada);
    const rows = await queryRelease(
      folder.dir,
      `SELECT listed FROM kpi WHERE id = 'U21468' AND since = 3`,
    );
    expect(rows).toEqual([{ listed: false }]);
  });

  test('keeps the members that a group had', async () => {
    const [group] = folder.source.groupList;
    const added = { member_id: '2305', member_title: 'Bräcke' };
    folder.source.groupList = group ? [{ ...group, members: [added, ...group.members] }] : [];
    await run();
    expect(
      await queryRelease(folder.dir, 'SELECT members, since, until FROM area_group ORDER BY since'),
    ).toEqual([
      { members: ['1490'], since: 2, until: 3 },
      { members: ['1490', '2305'], since: 3, until: null },
    ]);
  });

  test('counts another order of the same members as no change', async () => {
    const member = (id: string) => ({ member_id: id, member_title: id });
    const group = { id: 'G1', title: 'Två', members: [member('1490'), member('2305')] };
    folder.source.groupList = [group];
    await run();
    folder.source.groupList = [{ ...group, members: group.members.toReversed() }];
    expect(await run()).toMatchObject({ kind: 'unchanged' });
  });
});
