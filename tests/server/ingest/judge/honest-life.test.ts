import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  anyWorld,
  judge,
  some,
  withValue,
  type Point,
  type World,
} from '../../../support/kpi-world.ts';

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
