/** Small worlds of one KPI for the judge: what is held, and what honest life and faults make of it. */
import fc from 'fast-check';
import type { Cell } from '../../server/ingest/judge-cells.ts';
import { toKpiCells } from '../../server/ingest/judge-cells.ts';
import { judgeKpi, type Fault } from '../../server/ingest/judge-kpi.ts';
import { genders, type Gender } from '../../web/shared/comparison/comparison.ts';
import { seededRandom } from './random.ts';

export interface Point {
  readonly area: number;
  readonly year: number;
  readonly gender: Gender;
  readonly value: number | null;
}

export interface World {
  readonly unit: string;
  readonly areas: number;
  readonly firstYear: number;
  readonly lastYear: number;
  readonly points: readonly Point[];
  readonly random: () => number;
}

const shape = fc.record({
  seed: fc.integer(),
  areas: fc.integer({ min: 1, max: 40 }),
  years: fc.integer({ min: 1, max: 12 }),
  split: fc.boolean(),
  gaps: fc.constantFrom(0, 0.05, 0.4),
  kind: fc.constantFrom('kr', 'percent', 'flag', 'equal', 'zero', 'index', 'count'),
});

const levels: Readonly<Record<string, (random: () => number) => number>> = {
  kr: (random) => Math.round(20_000 + random() * 500_000),
  percent: (random) => 20 + random() * 75,
  flag: (random) => (random() < 0.3 ? 1 : 0),
  equal: () => 100,
  zero: () => 0,
  index: (random) => 60 + random() * 30,
  count: (random) => Math.floor(random() * 6),
};

/** Any KPI: of all units, small and large, with gaps, equal throughout, or all zero. */
export const anyWorld: fc.Arbitrary<World> = shape.map(build);

/** One that is large enough, and varied enough, for every fault to be told from life. */
export const variedWorld: fc.Arbitrary<World> = fc
  .record({
    seed: fc.integer(),
    areas: fc.integer({ min: 8, max: 40 }),
    years: fc.integer({ min: 4, max: 12 }),
    split: fc.constant(true),
    gaps: fc.constantFrom(0, 0.05),
    kind: fc.constantFrom('kr', 'percent', 'index'),
  })
  .map(build);

function build({
  seed,
  areas,
  years,
  split,
  gaps,
  kind,
}: {
  readonly seed: number;
  readonly areas: number;
  readonly years: number;
  readonly split: boolean;
  readonly gaps: number;
  readonly kind: string;
}): World {
  const random = seededRandom(seed);
  const level = levels[kind] ?? (() => 0);
  const firstYear = 2025 - years;
  const points: Point[] = [];
  for (let area = 0; area < areas; area++) {
    const own = level(random);
    for (let year = firstYear; year < 2025; year++) {
      for (const gender of split ? genders : (['T'] as const)) {
        const wander = kind === 'kr' || kind === 'percent' || kind === 'index';
        const value = wander ? own * (0.95 + random() * 0.1) : level(random);
        points.push({ area, year, gender, value: random() < gaps ? null : value });
      }
    }
  }
  const unit = kind === 'percent' ? '%' : kind === 'kr' || kind === 'flag' ? kind : '';
  return { unit, areas, firstYear, lastYear: 2024, points, random };
}

/** What the judge says when these points come where those were. */
export function judge(before: World, after: readonly Point[]): readonly Fault[] {
  return judgeKpi(toKpiCells(before.unit, cellsOf(before.points, after), 2026));
}

export function cellsOf(before: readonly Point[], after: readonly Point[]): Cell[] {
  const key = ({ area, year, gender }: Point) => `${area} ${year} ${gender}`;
  const old = new Map(before.map((point) => [key(point), point]));
  const now = new Map(after.map((point) => [key(point), point]));
  return [...new Map([...old, ...now]).values()].map(({ area, year, gender, ...rest }) => {
    const place = key({ area, year, gender, ...rest });
    const [was, is] = [old.get(place), now.get(place)];
    return {
      area,
      year,
      gender,
      before: was?.value ?? null,
      after: is?.value ?? null,
      isOtherwiseNew: was === undefined,
    };
  });
}

/** As many of the points, chosen at random, as the share says, are changed. */
export function some(
  { random }: World,
  points: readonly Point[],
  { share, to }: { readonly share: number; readonly to: (point: Point) => Point },
): Point[] {
  return points.map((point) => (random() < share ? to(point) : point));
}

export function withValue(point: Point, change: (value: number) => number | null): Point {
  return point.value === null ? point : { ...point, value: change(point.value) };
}
