import { cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Accepted } from '../../../../server/ingest/held-kpi.ts';
import { ingest } from '../../../../server/ingest/ingest.ts';
import { dataFiles } from '../../../../server/ingest/open-source.ts';
import { refuseHeld } from '../../../../server/review/decide.ts';
import { readHeld, type HeldEntry } from '../../../../server/store/held.ts';
import { openStore } from '../../../../server/store/open-store.ts';
import { useIngestFolder } from '../../../support/ingest-folder.ts';
import { isKommun, listFaults as faults, named } from '../../../support/list-faults.ts';
import { listedKolada, rotated, tell, type ListedKolada } from '../../../support/listed-kolada.ts';
import { queryRelease } from '../../../support/release-rows.ts';

const folder = useIngestFolder();
let honest: ListedKolada;

let begun = '';
beforeAll(async () => {
  begun = await mkdtemp(join(tmpdir(), 'lists-'));
});
afterAll(() => rm(begun, { recursive: true }));

beforeEach(async () => {
  honest = listedKolada();
  tell(folder.source, honest);
  if ((await readdir(begun)).length === 0) {
    const { kind } = await folder.run();
    if (kind !== 'published') throw new Error(kind);
    await cp(folder.dir, begun, { recursive: true });
  } else await cp(begun, folder.dir, { recursive: true });
});

/** Everything that the newest release says of the lists. */
async function lists(): Promise<readonly string[]> {
  const rows = await queryRelease(
    folder.dir,
    `SELECT 'area ' || concat_ws(' ', id, slug, name, kind, county) AS line FROM area WHERE until IS NULL
     UNION ALL SELECT 'group ' || concat_ws(' ', id, title, array_to_string(members, ',')) FROM area_group WHERE until IS NULL
     UNION ALL SELECT 'kpi ' || concat_ws(' ', id, title, description, gender_split, municipality_type, operating_area)
       FROM kpi WHERE until IS NULL AND listed
     ORDER BY 1`,
  );
  return rows.map(({ line }) => String(line));
}

const entry = async (): Promise<HeldEntry | undefined> =>
  (await readHeld(folder.dir)).entries.find(({ kpi }) => kpi === 'katalog');
const codes = async () => (await entry())?.faults.map(({ code }) => code);

async function accept(choice?: Accepted['choice']) {
  const { digest = '', conflict } = (await entry()) ?? {};
  const accepted = {
    digest,
    ...(conflict !== undefined && { conflict }),
    ...(choice !== undefined && { choice }),
  };
  return ingest(
    { kind: 'refresh' },
    {
      dir: folder.dir,
      dataFiles,
      openSource: () => folder.source,
      now: () => folder.clock,
      accept: new Map([['katalog', accepted]]),
    },
  );
}

describe('lists that cannot be believed are held, and what they said before is kept:', () => {
  test.each(faults)('%s', async (_, code, change) => {
    const before = await lists();
    tell(folder.source, change(honest));
    folder.replace('N21006 2305 2024 T', 401_900);
    const outcome = await folder.run();
    // The figures of the same answer are judged by themselves.
    expect(outcome).toMatchObject({ kind: 'published', inserted: 1 });
    expect(await codes()).toContain(code);
    expect(await lists()).toEqual(before);

    tell(folder.source, honest);
    expect(await folder.run()).toMatchObject({ kind: 'unchanged', alarms: [] });
    expect(await entry()).toBeUndefined();
    expect(await lists()).toEqual(before);
  });

  const plain = faults.filter(([, code]) => code !== 'conflicting-rows');
  const oneOfEach = faults.filter((one, i) => faults.findIndex((b) => b[1] === one[1]) === i);
  test.each(plain.filter((one) => oneOfEach.includes(one)))(
    '%s, until a human accepts it',
    async (_, __, change) => {
      tell(folder.source, change(honest));
      await folder.run();
      const before = await lists();
      expect(await accept()).toMatchObject({ kind: 'published', alarms: [] });
      expect(await lists()).not.toEqual(before);
      expect(await folder.run()).toMatchObject({ kind: 'unchanged', alarms: [] });
    },
  );

  test.each(oneOfEach)('%s, and a human who has refused it is not asked again', async (...one) => {
    const change = one[2];
    const before = await lists();
    tell(folder.source, change(honest));
    await folder.run();
    const now = () => folder.clock;
    const entries = (await readHeld(folder.dir)).entries;
    expect(await refuseHeld(entries, { dir: folder.dir, now })).toMatchObject({ changed: [] });
    expect(await folder.run()).toMatchObject({ kind: 'unchanged', alarms: [] });
    expect(await lists()).toEqual(before);
  });

  test('a name that was held, or refused, leads nowhere, and the honest one where it did', async () => {
    tell(folder.source, { ...honest, areas: rotated(honest.areas, 'title', isKommun) });
    await folder.run();
    tell(folder.source, honest);
    await folder.run();
    const store = await openStore({ dataDir: folder.dir, pollMs: 0 });
    const directory = store.directory();
    expect(directory.find('bracke')?.id).toBe('2305');
    expect(directory.find('krokom')?.id).toBe('2309');
    expect(honest.areas.filter(({ title }) => directory.candidates(title).length > 1)).toHaveLength(
      2,
    );
    await store.close();
  });
});

test('names that are others’ are held at the very first fetch, too', async () => {
  await rm(folder.dir, { recursive: true });
  await mkdir(folder.dir);
  tell(folder.source, { ...honest, areas: rotated(honest.areas, 'title', isKommun) });
  expect(await folder.run()).toMatchObject({ kind: 'published' });
  expect(await codes()).toEqual(['area-names-moved']);
  tell(folder.source, honest);
  expect(await folder.run()).toMatchObject({ alarms: [] });
  expect(await lists()).toContain('area 2305 bracke Bräcke municipality 23');
});

describe('a contradiction that lasts', () => {
  const twice = () => {
    tell(folder.source, {
      ...honest,
      areas: [...honest.areas, { id: '2305', title: 'Hästby', type: 'K' }],
    });
  };

  test.each([
    ['first', 'Bräcke'],
    ['last', 'Hästby'],
  ] as const)('is settled for good by a human who takes the %s', async (choice, name) => {
    twice();
    await folder.run();
    expect((await entry())?.changes).toEqual([
      { id: '2305', field: 'row', before: 'Bräcke', after: '', answers: ['Bräcke', 'Hästby'] },
    ]);
    await accept(choice);
    expect(await lists()).toContain(
      `area 2305 ${name === 'Bräcke' ? 'bracke' : 'hastby'} ${name} municipality 23`,
    );
    expect(await folder.run()).toMatchObject({ kind: 'unchanged', alarms: [] });
    expect(await entry()).toBeUndefined();
  });
});

describe('what Kolada does to its lists in a year is believed:', () => {
  test.each<readonly [string, (lists: ListedKolada) => ListedKolada]>([
    ['a kommun is renamed', named({ '2305': 'Bräcke-Ragunda' })],
    ['two kommuner are renamed', named({ '2305': 'Bräcke-Ragunda', '0012': 'Skåneregionen' })],
    [
      'a kommun becomes part of a new one with its name',
      (lists) => ({
        ...lists,
        areas: lists.areas.map((area) => (area.id === '2305' ? { ...area, id: '2306' } : area)),
      }),
    ],
    [
      'a kommun takes the name of one that has left',
      (lists) => ({
        ...lists,
        areas: lists.areas
          .filter(({ id }) => id !== '2303')
          .map((area) => (area.id === '2305' ? { ...area, title: 'Ragunda' } : area)),
      }),
    ],
    [
      'every group is the next year’s, with half of its members new',
      (lists) => ({
        ...lists,
        groups: lists.groups
          .map((group, i) => ({
            ...group,
            title: group.title.replace('2024', '2025'),
            members: [
              ...group.members.slice(0, 4),
              ...(lists.groups[(i + 17) % lists.groups.length]?.members.slice(0, 3) ?? []),
            ],
          }))
          .map((group) => (group.id === 'G2328' ? (lists.groups[0] ?? group) : group)),
      }),
    ],
    [
      'descriptions are rewritten',
      (lists) => ({
        ...lists,
        kpis: lists.kpis.map((one) => ({ ...one, description: `${one.description}, omskrivet` })),
      }),
    ],
    [
      'a KPI is renamed, another is new, and a third has left',
      (lists) => ({
        ...lists,
        kpis: lists.kpis.flatMap((one) => {
          if (one.id === 'N10001') return [{ ...one, title: 'Helt annat, antal' }];
          if (one.id === 'N10002') return [];
          return one.id === 'N10003'
            ? [one, { ...one, id: 'N10099', title: 'Nytt, antal' }]
            : [one];
        }),
      }),
    ],
    [
      'the same rows come twice, and in another order',
      (lists) => ({
        kpis: [...lists.kpis, ...lists.kpis].toReversed(),
        areas: [...lists.areas, ...lists.areas].toReversed(),
        groups: [
          ...lists.groups,
          ...lists.groups.map((group) => ({ ...group, members: group.members.toReversed() })),
        ].toReversed(),
      }),
    ],
  ])('%s', async (_, change) => {
    tell(folder.source, change(honest));
    expect(await folder.run()).toMatchObject({ alarms: [] });
    expect(await entry()).toBeUndefined();
  });
});

describe('a list that shrinks a little each day', () => {
  const without = (share: number) => ({
    ...honest,
    kpis: honest.kpis.slice(0, Math.ceil(honest.kpis.length * (1 - share))),
  });

  test('is held when it has lost more than it may since it was the longest', async () => {
    tell(folder.source, without(0.14));
    expect(await folder.run()).toMatchObject({ kind: 'published', alarms: [] });
    tell(folder.source, without(0.26));
    expect(await folder.run()).toMatchObject({ kind: 'failed', reason: 'implausible' });
    expect(await codes()).toEqual(['kpi-list-shrunk']);
    expect((await entry())?.goneInAll).toBe(10);
  });

  test('is measured anew from what a human has accepted', async () => {
    tell(folder.source, without(0.3));
    await folder.run();
    folder.later(1);
    expect(await accept()).toMatchObject({ kind: 'published', alarms: [] });
    expect(await folder.run()).toMatchObject({ kind: 'unchanged', alarms: [] });
    folder.later(24);
    tell(folder.source, without(0.36));
    expect(await folder.run()).toMatchObject({ kind: 'published', alarms: [] });
  });

  test('is kept as long as it was when a human has refused it, and figures go on', async () => {
    const before = await lists();
    tell(folder.source, { ...without(0.5), areas: honest.areas.slice(0, 100) });
    await folder.run();
    const now = () => folder.clock;
    await refuseHeld((await readHeld(folder.dir)).entries, { dir: folder.dir, now });
    folder.replace('N21006 2305 2024 T', 401_900);
    expect(await folder.run()).toMatchObject({ kind: 'published', inserted: 1, alarms: [] });
    expect(await lists()).toEqual(before);
  });
});
