import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { genders } from '../../../../web/shared/comparison/comparison.ts';
import {
  judge,
  some,
  variedWorld,
  withValue,
  type Point,
  type World,
} from '../../../support/kpi-world.ts';

type Spoil = (world: World, size: number) => readonly Point[];
const scaled =
  (factor: number): Spoil =>
  ({ points }) =>
    points.map((point) => withValue(point, (value) => value * factor));
const shifted =
  (by: number): Spoil =>
  ({ points }) =>
    points.map((point) => ({ ...point, year: point.year + by }));
const other = { T: 'T', K: 'M', M: 'K' } as const;

/** Faults of a whole KPI; `size`, 0–1, is how far beyond the limit. */
const ofKpi: readonly (readonly [string, string, Spoil])[] = [
  ['every value null', 'many-vanished', ({ points }) => points.map((p) => ({ ...p, value: null }))],
  [
    'a share of the rows gone',
    'many-vanished',
    (world, size) => world.points.filter(() => world.random() > 0.25 + 0.7 * size),
  ],
  [
    'a share of the values null',
    'many-vanished',
    (world, size) =>
      some(world, world.points, {
        share: 0.25 + 0.7 * size,
        to: (point) => ({ ...point, value: null }),
      }),
  ],
  [
    'the split by gender gone',
    'many-vanished',
    ({ points }) => points.filter(({ gender }) => gender === 'T'),
  ],
  ['every value 0', 'all-zero', scaled(0)],
  ['times a thousand', 'level', scaled(1000)],
  ['a thousandth', 'level', scaled(0.001)],
  ['a hundredth', 'level', scaled(0.01)],
  ['any factor beyond two', 'level', (world, size) => scaled(2.3 + 50 * size)(world, size)],
  ['any factor below a half', 'level', (world, size) => scaled(0.4 - 0.39 * size)(world, size)],
  [
    'a share of the values times a thousand',
    'level',
    (world, size) =>
      some(world, world.points, {
        share: 0.25 + 0.7 * size,
        to: (point) => withValue(point, (value) => value * 1000),
      }),
  ],
  ['the sign turned', 'sign-flipped', scaled(-1)],
  [
    'one and the same value',
    'one-value',
    ({ points }) => points.map((p) => withValue(p, () => 42)),
  ],
  ['the year after', 'year-shifted', shifted(-1)],
  ['the year before', 'year-shifted', shifted(1)],
  [
    'the area beside',
    'area-shifted',
    ({ points, areas }) => points.map((p) => ({ ...p, area: (p.area + 1) % areas })),
  ],
  [
    'women and men swapped',
    'gender-swapped',
    ({ points }) => points.map((p) => ({ ...p, gender: other[p.gender] })),
  ],
  [
    'women given the men’s values',
    'gender-swapped',
    ({ points }) =>
      points.map((p) => {
        const men = points.find((q) => q.gender === 'M' && q.area === p.area && q.year === p.year);
        return p.gender === 'K' && men !== undefined ? { ...p, value: men.value } : p;
      }),
  ],
  [
    'everything a little different',
    'history-rewritten',
    ({ points }) => points.map((point) => withValue(point, (value) => value * 1.04 + 0.5)),
  ],
];

describe('a fault is held, whatever its size above the limit', () => {
  test.each(ofKpi)('%s', (_, code, spoil) => {
    fc.assert(
      fc.property(variedWorld, fc.double({ min: 0, max: 1, noNaN: true }), (world, size) => {
        const faults = judge(world, spoil(world, size));
        expect(
          faults.filter(({ area, year }) => area === undefined && year === undefined),
        ).not.toEqual([]);
        expect(faults.map((fault) => fault.code)).toContain(code);
      }),
      { numRuns: 40 },
    );
  });
});

/** Faults of one area or one year: nothing else of the KPI is held. */
const ofPart: readonly (readonly [string, (point: Point) => Point])[] = [
  ['gone', (point) => ({ ...point, value: null })],
  ['0', (point) => withValue(point, () => 0)],
  ['times a thousand', (point) => withValue(point, (value) => value * 1000)],
];

describe('a fault is held as narrowly as it is', () => {
  test.each(ofPart)('one area’s values %s', (_, spoil) => {
    fc.assert(
      fc.property(variedWorld, fc.nat(), (world, choice) => {
        const area = choice % world.areas;
        const after = world.points.map((point) => (point.area === area ? spoil(point) : point));
        const faults = judge(world, after);
        expect(faults.length).toBeGreaterThan(0);
        expect(new Set(faults.map((fault) => `${fault.area} ${fault.year}`))).toEqual(
          new Set([`${area} undefined`]),
        );
      }),
      { numRuns: 40 },
    );
  });

  test.each(ofPart)('one year’s values %s', (_, spoil) => {
    fc.assert(
      fc.property(variedWorld, fc.nat(), (world, choice) => {
        const year = world.firstYear + (choice % (world.lastYear - world.firstYear + 1));
        const after = world.points.map((point) => (point.year === year ? spoil(point) : point));
        const faults = judge(world, after);
        expect(faults.length).toBeGreaterThan(0);
        expect(new Set(faults.map((fault) => `${fault.area} ${fault.year}`))).toEqual(
          new Set([`undefined ${year}`]),
        );
      }),
      { numRuns: 40 },
    );
  });

  test('a new year a thousand times larger than the one before it', () => {
    fc.assert(
      fc.property(variedWorld, (world) => {
        const next = world.lastYear + 1;
        const grown = world.points
          .filter(({ year }) => year === world.lastYear)
          .map((point) => ({ ...withValue(point, (value) => value * 1000), year: next }));
        expect(judge(world, [...world.points, ...grown])).toMatchObject([
          { code: 'new-year-level', year: next },
        ]);
      }),
      { numRuns: 40 },
    );
  });
});

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

describe('a small KPI', () => {
  const world = (values: readonly (number | null)[]): World => ({
    unit: 'kr',
    areas: 1,
    firstYear: 2020,
    lastYear: 2024,
    points: values.map((value, i) => ({ area: 0, year: 2020 + i, gender: 'T', value })),
    random: () => 0.5,
  });
  const five = world([100, 110, 105, 120, 130]);

  test('is held when all of it is gone, 0 or a thousand times larger', () => {
    expect(judge(five, [])).toMatchObject([{ code: 'many-vanished', values: 5 }]);
    expect(judge(five, scaled(0)(five, 0))[0]).toMatchObject({ code: 'all-zero' });
    expect(judge(five, scaled(1000)(five, 0))[0]).toMatchObject({ code: 'level' });
  });

  test('may lose one value, and have two revised, without being held', () => {
    expect(judge(five, five.points.slice(1))).toEqual([]);
    const four = world([100, 110, 105, 120]);
    expect(judge(four, four.points.slice(2))).toEqual([]);
    const revised = five.points.map((point, i) => (i < 2 ? { ...point, value: 5_000 } : point));
    expect(judge(five, revised)).toEqual([]);
  });
});

test('the order of the cells decides nothing', () => {
  fc.assert(
    fc.property(variedWorld, (world) => {
      const after = some(world, world.points, {
        share: 0.3,
        to: (point) => withValue(point, (value) => value * 1000),
      });
      const turned = { ...world, points: world.points.toReversed() };
      expect(judge(turned, after.toReversed())).toEqual(judge(world, after));
    }),
    { numRuns: 20 },
  );
});
