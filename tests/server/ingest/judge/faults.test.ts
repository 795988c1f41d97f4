import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
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
