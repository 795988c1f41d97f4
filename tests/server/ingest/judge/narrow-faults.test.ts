/** Faults that are a small part of a KPI: one gender, the latest years, a new one, rows of two areas. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { genders } from '../../../../web/shared/comparison/comparison.ts';
import {
  judge,
  variedWorld,
  withValue,
  type Point,
  type World,
} from '../../../support/kpi-world.ts';

const other = { T: 'T', K: 'M', M: 'K' } as const;

/** What can be wrong with the values of one gender in one year. */
const ofGender: readonly (readonly [string, (value: number) => number | null])[] = [
  ['gone', () => null],
  ['0', () => 0],
  ['times a thousand', (value) => value * 1000],
  ['times ten', (value) => value * 10],
  ['with the sign turned', (value) => -value],
  ['one and the same', () => 50],
];

describe('what is wrong with one gender is not hidden by the others', () => {
  const gender = fc.constantFrom(...genders);

  test.each(ofGender)('a year of it %s', (_, change) => {
    fc.assert(
      fc.property(variedWorld, gender, fc.nat(), (world, own, choice) => {
        const year = world.firstYear + (choice % (world.lastYear - world.firstYear + 1));
        const after = world.points.map((point) =>
          point.year === year && point.gender === own ? withValue(point, change) : point,
        );
        const faults = judge(world, after);
        expect(faults.length).toBeGreaterThan(0);
        expect(faults.filter((fault) => fault.year !== year || fault.area !== undefined)).toEqual(
          [],
        );
      }),
      { numRuns: 40 },
    );
  });

  test('one area’s values of it times a thousand', () => {
    const world = variedWorld.filter(({ firstYear, lastYear }) => lastYear - firstYear >= 6);
    fc.assert(
      fc.property(world, gender, (known, own) => {
        const after = known.points.map((point) =>
          point.area === 1 && point.gender === own ? withValue(point, (v) => v * 1000) : point,
        );
        expect(judge(known, after)).toMatchObject([{ code: 'level', area: 1 }]);
      }),
      { numRuns: 40 },
    );
  });

  test('one area’s values times a thousand in five of its ten years or more', () => {
    const world = variedWorld.filter(({ firstYear, lastYear }) => lastYear - firstYear >= 9);
    fc.assert(
      fc.property(world, (known) => {
        const after = known.points.map((point) =>
          point.area === 1 && point.year > known.lastYear - 5
            ? withValue(point, (value) => value * 1000)
            : point,
        );
        const areas = judge(known, after).map(({ area, year }) => `${area} ${year}`);
        expect(new Set(areas)).toEqual(new Set(['1 undefined']));
      }),
      { numRuns: 40 },
    );
  });

  test('a year of it says what the year before said', () => {
    fc.assert(
      fc.property(variedWorld, gender, (world, own) => {
        const year = world.lastYear;
        const after = world.points.map((point) =>
          point.year === year && point.gender === own
            ? { ...point, value: valueAt(world, { ...point, year: year - 1 }) ?? point.value }
            : point,
        );
        expect(judge(world, after)).toMatchObject([{ code: 'year-shifted', year }]);
      }),
      { numRuns: 40 },
    );
  });
});

function valueAt({ points }: World, at: Omit<Point, 'value'>): number | null {
  const found = points.find(
    ({ area, year, gender }) => area === at.area && year === at.year && gender === at.gender,
  );
  return found?.value ?? null;
}

/** What comes of a year that nobody has seen, made of the one before it. */
const ofNewYear: readonly (readonly [string, string, (point: Point, own: World) => Point])[] = [
  ['a copy', 'year-shifted', (point) => point],
  ['one and the same', 'one-value', (point) => withValue(point, () => 50)],
  ['eight times larger', 'new-year-level', (point) => withValue(point, (v) => v * 8.1)],
  ['a third', 'new-year-level', (point) => withValue(point, (v) => v * 0.33)],
  ['negative', 'sign-flipped', (point) => withValue(point, (v) => v * -1.02)],
  [
    '0 in total',
    'all-zero',
    (point) => withValue(point, (v) => (point.gender === 'T' ? 0 : v * 1.02)),
  ],
  [
    'women’s for men’s',
    'gender-swapped',
    (point, own) => {
      const value = valueAt(own, { ...point, gender: other[point.gender] });
      return value === null ? point : { ...point, value: value * 1.01 };
    },
  ],
  [
    'one for women and men',
    'gender-swapped',
    (point, own) => {
      const value = valueAt(own, { ...point, gender: 'T' });
      return value === null ? point : { ...point, value: value * 1.01 };
    },
  ],
];

describe('a new year is held against the year before it', () => {
  // Women have more than men everywhere, as they so often have.
  const world = variedWorld.map((one) => ({
    ...one,
    points: one.points.map((point) =>
      withValue(point, (value) => value * { T: 1, K: 1.2, M: 0.8 }[point.gender]),
    ),
  }));

  test.each(ofNewYear)('when it is %s', (_, code, make) => {
    fc.assert(
      fc.property(world, (known) => {
        const year = known.lastYear + 1;
        const last = known.points.filter((point) => point.year === known.lastYear);
        const added = last.map((point) => ({ ...make(point, known), year }));
        const faults = judge(known, [...known.points, ...added]);
        expect(faults.map((fault) => fault.code)).toContain(code);
        expect(faults.filter((fault) => fault.year !== year)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test('when it is a copy of the first year with decimals, after years without', () => {
    fc.assert(
      fc.property(world, (known) => {
        const year = known.lastYear + 1;
        const points = known.points.map((point) =>
          point.year < known.lastYear ? withValue(point, (v) => Math.round(v / 30) * 30) : point,
        );
        const added = points
          .filter((point) => point.year === known.lastYear)
          .map((point) => ({ ...point, year }));
        expect(judge({ ...known, points }, [...points, ...added])).toContainEqual(
          expect.objectContaining({ code: 'year-shifted', year }),
        );
      }),
      { numRuns: 40 },
    );
  });

  test('when it has not come yet, though one value is all there is of it', () => {
    fc.assert(
      fc.property(variedWorld, fc.integer({ min: 2027, max: 2100 }), (known, year) => {
        const point = { area: 0, year, gender: 'T' as const, value: 80 };
        expect(judge(known, [...known.points, point])).toMatchObject([
          { code: 'year-ahead', year },
        ]);
      }),
      { numRuns: 40 },
    );
  });
});

describe('the latest years are judged each by itself', () => {
  test.each([0, 1, 2])('a fifth of the year %i before the last is gone', (back) => {
    const world = variedWorld.filter(
      ({ areas, firstYear, lastYear }) => areas >= 25 && lastYear - firstYear >= 8,
    );
    fc.assert(
      fc.property(world, (known) => {
        const year = known.lastYear - back;
        const after = known.points.filter((point) => point.year !== year || point.area % 5 !== 0);
        expect(judge(known, after)).toMatchObject([{ code: 'many-vanished', year }]);
      }),
      { numRuns: 40 },
    );
  });

  test.each([
    ['a settled year a third higher', 3, 1.3],
    ['a settled year a third lower', 3, 0.75],
    ['the latest year nearly doubled', 0, 1.9],
    ['the latest year nearly halved', 0, 0.6],
  ])('%s', (_, back, factor) => {
    fc.assert(
      fc.property(variedWorld, (known) => {
        const year = known.lastYear - back;
        const after = known.points.map((point) =>
          point.year === year ? withValue(point, (value) => value * factor) : point,
        );
        expect(judge(known, after)).toMatchObject([{ code: 'history-rewritten', year }]);
      }),
      { numRuns: 40 },
    );
  });
});

describe('rows of other areas, wherever these stand', () => {
  const exchanged = (known: World, areaOf: (point: Point) => number) =>
    known.points.map((point) => ({
      ...point,
      value: valueAt(known, { ...point, area: areaOf(point) }) ?? point.value,
    }));

  test('two areas exchanged are held, and nothing else', () => {
    const world = variedWorld.filter(({ areas }) => areas >= 20);
    fc.assert(
      fc.property(world, (known) => {
        const after = exchanged(known, ({ area }) => ({ 2: 15, 15: 2 })[area] ?? area);
        const faults = judge(known, after).filter(({ code }) => code === 'area-shifted');
        expect(faults).toMatchObject([{ area: 2 }, { area: 15 }]);
      }),
      { numRuns: 40 },
    );
  });

  test('a year that has slipped by seven places is held', () => {
    fc.assert(
      fc.property(variedWorld, (known) => {
        const year = known.lastYear;
        const after = exchanged(known, (point) =>
          point.year === year ? (point.area + 7) % known.areas : point.area,
        );
        expect(judge(known, after)).toContainEqual(
          expect.objectContaining({ code: 'area-shifted', year }),
        );
      }),
      { numRuns: 40 },
    );
  });
});
