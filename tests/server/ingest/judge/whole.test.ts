import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { genders } from '../../../../web/shared/comparison/comparison.ts';
import { shownSql } from '../../../../server/ingest/shown-value.ts';
import {
  keyOf,
  manyAreas,
  manyKpis,
  useManyKpis,
  type Change,
} from '../../../support/many-kpis.ts';
import { projectRoot } from '../../../support/source-file.ts';

const many = useManyKpis();
const { change, run, held, seen } = many;

const area = manyAreas[5] ?? '';
const otherArea = manyAreas[30] ?? '';
const aKpi = manyKpis[3] ?? '';
const isCounty = (id: string) => manyAreas.indexOf(id) >= 30;
const isHole = ({ kpi, area: place, year, gender }: Parameters<Change>[0]) =>
  (manyKpis.indexOf(kpi) * 3 + manyAreas.indexOf(place) * 7 + year * 11 + genders.indexOf(gender)) %
    25 ===
  0;
const scaled = (row: Parameters<Change>[0], factor: number) => ({
  ...row,
  value: (row.value ?? 0) * factor,
});

/** A revision that must be published, whatever is held: of a year and area that no fault touches. */
const revised = `${manyKpis[0]} ${manyAreas[20]} 2018 T`;
const withRevision =
  (spoil: Change): Change =>
  (row, at) =>
    keyOf(row) === revised ? { ...row, value: 55.5 } : spoil(row, at);

/** What is little in each KPI: where it must be held, and by which code. */
const little: readonly (readonly [string, string, string, Change])[] = [
  [
    'an area’s latest year is gone',
    'area-vanished',
    'area year',
    (row) => (row.area === area && row.year === 2025 ? undefined : row),
  ],
  [
    'an area’s three latest years are hidden by a status',
    'area-vanished',
    'area',
    (row) => (row.area === area && row.year >= 2023 ? { ...row, status: 'Missing' } : row),
  ],
  [
    'an area loses one value of each year in turn, KPI by KPI',
    'area-vanished',
    'area',
    (row) =>
      row.area === area && (manyKpis.indexOf(row.kpi) + row.year) % 4 === 0 ? undefined : row,
  ],
  [
    'a county’s latest year is gone',
    'many-vanished',
    'year',
    (row) => (isCounty(row.area) && row.year === 2025 ? undefined : row),
  ],
  [
    'an area’s year is a thousand times larger',
    'level',
    'area year',
    (row) => (row.area === area && row.year === 2022 ? scaled(row, 1000) : row),
  ],
  [
    'an area’s year is 0',
    'all-zero',
    'area year',
    (row) => (row.area === area && row.year === 2022 ? scaled(row, 0) : row),
  ],
  [
    'an area’s year has the other sign',
    'sign-flipped',
    'area year',
    (row) => (row.area === area && row.year === 2022 ? scaled(row, -1) : row),
  ],
  [
    'an area’s year is another’s',
    'area-shifted',
    'area year',
    (row, at) =>
      row.area === area && row.year === 2022
        ? { ...row, value: at(keyOf({ ...row, area: otherArea })) }
        : row,
  ],
  [
    'two areas have changed places',
    'area-shifted',
    'area',
    (row, at) => {
      const other = { [area]: otherArea, [otherArea]: area }[row.area];
      return other === undefined ? row : { ...row, value: at(keyOf({ ...row, area: other })) };
    },
  ],
];

describe('what is little in each KPI, and too much in all of them', () => {
  test.each(little)('%s: it is held, and the rest is published', async (_, code, where, spoil) => {
    const before = await seen();
    change(withRevision(spoil));
    expect(await run()).toMatchObject({ kind: 'published', inserted: 1, closed: 1 });
    const after = await seen();
    expect(after.filter((line) => !before.includes(line))).toEqual([`${revised}=55.5`]);
    expect(after).toHaveLength(before.length);
    const faults = (await held()).flatMap((entry) => entry.faults);
    const places = faults.map((fault) =>
      [fault.code, fault.area && 'area', fault.year && 'year'].filter(Boolean).join(' '),
    );
    expect(new Set(places)).toContain(`${code} ${where}`);
    expect((await held()).map(({ kpi }) => kpi)).toEqual(manyKpis);
    change(withRevision((row) => row));
    expect(await run()).toMatchObject({ kind: 'unchanged', alarms: [] });
    expect(await held()).toEqual([]);
  });

  test('can be accepted as what it is', async () => {
    change((row) => (row.area === area && row.year === 2025 ? undefined : row));
    await run();
    const before = await seen();
    expect(await many.acceptAll()).toMatchObject({ kind: 'done', settled: manyKpis, changed: [] });
    const gone = new RegExp(` ${area} 2025 `);
    expect(await seen()).toEqual(before.filter((line) => !gone.test(line)));
    expect(await run()).toMatchObject({ kind: 'unchanged', alarms: [] });
  });
});

/** What is everywhere, and so nowhere much. */
const everywhere: readonly (readonly [string, string, Change])[] = [
  ['a status on every value', 'many-vanished', (row) => ({ ...row, status: 'Preliminary' })],
  [
    'a hole of four per cent, evenly spread',
    'many-vanished',
    (row) => (isHole(row) ? undefined : row),
  ],
  [
    'two years revised in every KPI',
    'history-rewritten',
    (row) => (row.year >= 2024 ? scaled(row, 1.15) : row),
  ],
];

describe('what is everywhere', () => {
  test.each(everywhere)(
    '%s: nothing is published, and it can be accepted',
    async (_, code, spoil) => {
      const before = await seen();
      change(spoil);
      expect(await run()).toMatchObject({ kind: 'failed', reason: 'implausible' });
      expect(await seen()).toEqual(before);
      const entries = await held();
      expect(entries.map(({ kpi }) => kpi)).toEqual(manyKpis);
      expect(entries.map(({ faults }) => faults[0]?.code)).toEqual(manyKpis.map(() => code));
      expect(await many.acceptAll()).toMatchObject({
        kind: 'done',
        settled: manyKpis,
        changed: [],
      });
      expect(await seen()).not.toEqual(before);
      expect(await run()).toMatchObject({ kind: 'unchanged', alarms: [] });
    },
  );
});

describe('a status hides a value', () => {
  test('of one KPI: it is judged as gone', async () => {
    const before = await seen();
    change(withRevision((row) => (row.kpi === aKpi ? { ...row, status: 'Missing' } : row)));
    expect(await run()).toMatchObject({ kind: 'published', inserted: 1 });
    expect((await seen()).filter((line) => !before.includes(line))).toEqual([`${revised}=55.5`]);
    expect(await held()).toMatchObject([{ kpi: aKpi, faults: [{ code: 'many-vanished' }] }]);
  });

  test('of a few places: that is published, and so is the day when it is shown again', async () => {
    const isHidden = (row: Parameters<Change>[0]) =>
      row.kpi === aKpi && row.area === area && row.year > 2023;
    const before = await seen();
    change((row) => (isHidden(row) ? { ...row, status: 'Private' } : row));
    expect(await run()).toMatchObject({ inserted: 6, closed: 6, alarms: [] });
    expect(await seen()).toHaveLength(before.length - 6);
    change((row) => row);
    expect(await run()).toMatchObject({ inserted: 6, closed: 6, alarms: [] });
    expect(await seen()).toEqual(before);
  });

  test('as the pages do', () => {
    const query = readFileSync(join(projectRoot, 'queries/comparison.sql'), 'utf8');
    expect(query).toContain(shownSql(''));
  });
});

describe('an ordinary day in all KPIs', () => {
  const days: readonly (readonly [string, Change])[] = [
    [
      'a kommun withdraws two of its surveys of a year',
      (row) =>
        row.area === area && row.year === 2025 && manyKpis.indexOf(row.kpi) < 2 ? undefined : row,
    ],
    [
      'the latest year is revised in every KPI',
      (row) => (row.year === 2025 ? scaled(row, 1.03) : row),
    ],
    [
      'a kommun has its figures of a year corrected by a tenth',
      (row) => (row.area === area && row.year === 2024 ? scaled(row, 1.1) : row),
    ],
    [
      'two years of three KPIs are revised',
      (row) => (row.year >= 2024 && manyKpis.indexOf(row.kpi) < 3 ? scaled(row, 1.1) : row),
    ],
    [
      'a value here and there is withdrawn',
      (row) => (row.area === area && row.year === 2016 && isHole(row) ? undefined : row),
    ],
  ];

  test.each(days)('%s: nothing is held', async (_, live) => {
    change(live);
    expect(await run()).toMatchObject({ kind: 'published', alarms: [] });
    expect(await held()).toEqual([]);
  });
});

describe('what nobody is shown', () => {
  const unseen: readonly (readonly [string, Change])[] = [
    ['another count', (row) => ({ ...row, count: 7 })],
    ['another count, and the last bits', (row) => ({ ...scaled(row, 1 + 1e-12), count: 7 })],
    ['digits that only a tie would show', (row) => ({ ...row, value: (row.value ?? 0) + 1e-5 })],
    ['a share of them', (row) => scaled(row, 1 + 3e-9)],
  ];

  test.each(unseen)('%s: no release, and no new version', async (_, live) => {
    const versions = await many.versions();
    change(live);
    expect(await run()).toMatchObject({ kind: 'unchanged', alarms: [] });
    expect(await many.versions()).toBe(versions);
  });
});
