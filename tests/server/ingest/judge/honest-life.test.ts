import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { genders } from '../../../../web/shared/comparison/comparison.ts';
import {
  anyWorld,
  judge,
  some,
  withValue,
  type Point,
  type World,
} from '../../../support/kpi-world.ts';
import { seededRandom } from '../../../support/random.ts';

/** Nothing that Kolada does in an ordinary year is held, whatever the KPI is like. */
const life: Readonly<Record<string, (world: World) => readonly Point[]>> = {
  'the same again': ({ points }) => points,
  'a new year for everyone': ({ points, lastYear, random }) => [
    ...points,
    ...points
      .filter(({ year }) => year === lastYear)
      .map((point) => ({
        ...withValue(point, (value) => value * (0.9 + random() * 0.2)),
        year: lastYear + 1,
      })),
  ],
  'a preliminary year revised throughout': ({ points, lastYear, random }) =>
    points.map((point) =>
      point.year === lastYear
        ? withValue(point, (value) => value * (0.8 + random() * 0.4) + 0.3)
        : point,
    ),
  'scattered revisions': (world) =>
    some(world, world.points, {
      share: 0.05,
      to: (point) => withValue(point, (value) => value * (0.6 + world.random() * 0.8)),
    }),
  'gaps filled': ({ points, random }) =>
    points.map((point) => {
      const own = points.filter(({ area, value }) => area === point.area && value !== null);
      const like = own[Math.floor(random() * own.length)]?.value ?? null;
      return point.value === null ? { ...point, value: like } : point;
    }),
  'a single value withdrawn': ({ points }) => {
    const first = points.findIndex(({ value }) => value !== null);
    return points.filter((_, index) => index !== first);
  },
  'a new gender split': ({ points, random }) => [
    ...points,
    ...points
      .filter(({ gender }) => gender === 'T')
      .flatMap((point) =>
        (['K', 'M'] as const).map((gender) => ({
          ...withValue(point, (value) => value * (0.9 + random() * 0.2)),
          gender,
        })),
      )
      .filter(
        (point) => !points.some((own) => own.gender === point.gender && own.area === point.area),
      ),
  ],
  'another year far back': ({ points, firstYear }) => [
    ...points,
    ...points
      .filter(({ year }) => year === firstYear)
      .map((point) => ({ ...point, year: firstYear - 1 })),
  ],
  'a KPI that comes for the first time': ({ points }) => points,
};

describe('honest life is never held', () => {
  test.each(Object.entries(life))('%s', (name, live) => {
    const isFirst = name.includes('first time');
    fc.assert(
      fc.property(anyWorld, (world) => {
        const before = isFirst ? { ...world, points: [] } : world;
        expect(judge(before, live(world))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

interface Shape {
  readonly areas: number;
  readonly years: readonly number[];
  readonly split?: boolean;
  /** What an area has in a year, and how it goes on from what it had. */
  readonly value: (random: () => number, before: number | null) => number;
}

function worldOf(seed: number, { areas, years, split = false, value }: Shape): World {
  const random = seededRandom(seed);
  const points: Point[] = [];
  for (let area = 0; area < areas; area++) {
    for (const gender of split ? genders : (['T'] as const)) {
      let before: number | null = null;
      for (const year of years) {
        before = value(random, before);
        points.push({ area, year, gender, value: before });
      }
    }
  }
  const [firstYear = 0, lastYear = 0] = [years[0], years.at(-1)];
  return { unit: '', areas, firstYear, lastYear, points, random };
}

/** The world until its last year, and all of it. */
function lastYearOf(world: World): readonly [World, readonly Point[]] {
  const points = world.points.filter(({ year }) => year < world.lastYear);
  return [{ ...world, points }, world.points];
}

const yearsFrom = (first: number, step = 1) =>
  Array.from({ length: Math.ceil((2026 - first) / step) }, (_, i) => first + i * step);

/** So many of few things, seldom more or fewer than the year before. */
const seldom = (random: () => number, before: number | null) =>
  before === null ? Math.floor(random() * 15) : before + (random() < 0.1 ? 1 : 0);
const rare = (random: () => number) => (random() < 0.72 ? 0 : 1 + Math.floor(random() * 2));
const bell = (random: () => number) => random() + random() + random() + random() - 2;
const near = (random: () => number, before: number | null) =>
  before === null ? 30 + random() * 60 : before * (0.93 + random() * 0.14);
const wholePercent = (random: () => number, before: number | null) =>
  Math.round(near(random, before));
const oneDecimal = (random: () => number, before: number | null) =>
  Math.round(near(random, before) * 10) / 10;

/** KPIs of all ways, whose last year comes as the next one does. */
const shapes: Readonly<Record<string, Shape>> = {
  'yes or no, as the year before': {
    areas: 290,
    years: yearsFrom(2016),
    value: (random, before) => before ?? (random() < 0.3 ? 1 : 0),
  },
  'whole numbers that seldom change': { areas: 290, years: yearsFrom(2016), value: seldom },
  'whole numbers that seldom change, in its second year': {
    areas: 290,
    years: yearsFrom(2024),
    value: seldom,
  },
  'an index that is 100': { areas: 290, years: yearsFrom(2016), value: () => 100 },
  'rare events': { areas: 290, years: yearsFrom(2016), value: rare },
  'rare events in few areas': { areas: 12, years: yearsFrom(2010), value: rare },
  'results about 0': {
    areas: 290,
    years: yearsFrom(2010),
    value: (random) => 2 + bell(random) * 6,
  },
  'kronor that rise by 30 %': {
    areas: 290,
    years: yearsFrom(2018),
    value: (random, before) => (before ?? 20_000 + random() * 50_000) * (1.2 + random() * 0.2),
  },
  'three areas whose values leap': {
    areas: 3,
    years: yearsFrom(2012),
    value: (random) => 1 + Math.floor(random() * 40),
  },
  'a survey every second year': {
    areas: 200,
    years: yearsFrom(2011, 2),
    split: true,
    value: near,
  },
  'a survey every fourth year': { areas: 290, years: yearsFrom(2006, 4), value: near },
  'whole percents, women and men': {
    areas: 290,
    years: yearsFrom(2014),
    split: true,
    value: wholePercent,
  },
  'values carried from year to year': {
    areas: 290,
    years: yearsFrom(2010),
    value: (random, before) => (before === null || random() < 0.25 ? random() * 90 : before),
  },
};

describe('the next year of a KPI of its own kind is never held', () => {
  test.each(Object.entries(shapes))('%s', (_, shape) => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const [known, after] = lastYearOf(worldOf(seed, shape));
        expect(judge(known, after)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});

/** What Kolada does to a KPI that readers follow. */
const days: Readonly<Record<string, (world: World) => readonly Point[]>> = {
  'a kommun that did not take part this year': ({ points, lastYear }) =>
    points.filter(({ area, year }) => area !== 7 || year !== lastYear),
  'five kommuner withdrawn in the latest year': ({ points, lastYear }) =>
    points.filter(({ area, year }) => area >= 5 || year !== lastYear),
  'a split by gender too small to show, in a few areas': ({ points, lastYear }) =>
    points.map((point) =>
      point.area % 40 === 0 && point.gender !== 'T' && point.year > lastYear - 3
        ? { ...point, value: null }
        : point,
    ),
  'one kommun’s own figures corrected in all years': ({ points, random }) =>
    points.map((point) =>
      point.area === 9 ? withValue(point, (value) => value * (1.02 + random() * 0.2)) : point,
    ),
  'two preliminary years revised throughout': ({ points, lastYear, random }) =>
    points.map((point) =>
      point.year >= lastYear - 1
        ? withValue(point, (value) => oneDecimal(() => 0, value * (1 + random() * 0.2)))
        : point,
    ),
  'a preliminary year revised when the next comes': ({ points, lastYear, random }) => [
    ...points.map((point) =>
      point.year === lastYear ? withValue(point, (value) => value * (0.9 + random() * 0.3)) : point,
    ),
    ...points
      .filter(({ year }) => year === lastYear)
      .map((point) => ({
        ...withValue(point, (value) => value * (0.9 + random() * 0.25)),
        year: lastYear + 1,
      })),
  ],
  'a third of the areas have the new year first': ({ points, lastYear, random }) => [
    ...points,
    ...points
      .filter(({ year, area }) => year === lastYear && area % 3 === 0)
      .map((point) => ({
        ...withValue(point, (value) => value * (0.9 + random() * 0.2)),
        year: lastYear + 1,
      })),
  ],
};

describe('an ordinary day is never held', () => {
  const kinds = { near, oneDecimal, wholePercent };
  const cases = Object.entries(days).flatMap(([name, live]) =>
    Object.entries(kinds).map(([kind, value]) => [name, kind, live, value] as const),
  );

  test.each(cases)('%s (%s)', (_name, _kind, live, value) => {
    fc.assert(
      fc.property(fc.integer(), fc.boolean(), (seed, split) => {
        const world = worldOf(seed, { areas: 120, years: yearsFrom(2014), split, value });
        expect(judge(world, live(world))).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });

  test('a forecast that looks five years ahead gets its next year', () => {
    const world = worldOf(1, { areas: 40, years: yearsFrom(2010), value: near });
    const ahead = world.points.map((point) => ({ ...point, year: point.year + 5 }));
    const next = ahead
      .filter(({ year }) => year === 2030)
      .map((point) => ({ ...withValue(point, (value) => value * 1.03), year: 2031 }));
    expect(judge({ ...world, points: ahead }, [...ahead, ...next])).toEqual([]);
  });
});
