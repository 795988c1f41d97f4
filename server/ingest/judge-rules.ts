import { genders, type Gender } from '../../web/shared/comparison/comparison.ts';
import type { Cell, KpiCells } from './judge-cells.ts';
import { isGrown, isRevised, isSameNumber, isTurned, ratioOf, rowOf } from './judge-cells.ts';
import type { Limit } from './judge-limits.ts';
import {
  latestYears,
  leapFactor,
  levelFactor,
  limits,
  preliminaryFactor,
  preliminaryYears,
  restatedFactor,
  telling,
} from './judge-limits.ts';
import { newYearRules } from './new-year-rules.ts';
import type { Rule } from './rule.ts';

/** All rules for one KPI; those that compare with other cells know its old values. */
export function rulesFor(kpi: KpiCells): readonly Rule[] {
  const wasKnown = (cell: Cell) => cell.before !== null;
  const all = new Set(kpi.cells.filter((cell) => isRevised(cell, kpi.unit)));
  const revised = (cell: Cell) => all.has(cell);
  const isFlag = isFlagged(kpi);
  const wasNotZero = (cell: Cell) => cell.before !== null && cell.before !== 0;
  return [
    {
      limit: limits.vanished,
      canShow: wasKnown,
      shows: (cell) => wasKnown(cell) && cell.after === null,
    },
    vanishedLatelyRule(kpi),
    {
      limit: isFlag ? limits.zeroedFlag : limits.zeroed,
      canShow: wasNotZero,
      shows: (cell) => cell.after === 0,
    },
    { limit: limits.level, canShow: wasKnown, shows: (cell) => ratioOf(cell) >= levelFactor },
    ...[limits.leap, limits.leapPart].map((limit) => ({
      limit,
      canShow: wasKnown,
      shows: (cell: Cell) => ratioOf(cell) >= leapFactor,
    })),
    ...restatedRules(kpi, revised),
    ...newYearRules(kpi, isFlag),
    {
      limit: limits.sign,
      canShow: wasNotZero,
      shows: (cell) => revised(cell) && isTurned(cell),
    },
    constantRule(kpi, revised),
    ...[-1, 1].map((step) =>
      movedRule(limits.yearShift, revised, ({ area, year, gender }) =>
        kpi.valueAt(area, year + step, gender),
      ),
    ),
    ...neighbourRules(kpi, revised),
    areaSwapRule(kpi, revised),
    ...genderRules(kpi, revised),
  ];
}

/** Whether all that a KPI says is yes or no. */
export function isFlagged({ cells }: Pick<KpiCells, 'cells'>): boolean {
  return cells.every(({ before }) => before === null || before === 0 || before === 1);
}

/** One area that has lost most of what it had is judged as that area, not as its latest years. */
function vanishedLatelyRule({ cells }: KpiCells): Rule {
  const known = cells.filter(({ before }) => before !== null);
  const newest = [...new Set(known.map(({ year }) => year))].sort((a, b) => b - a);
  const late = new Set(newest.slice(0, latestYears));
  const gone = Map.groupBy(
    known.filter(({ after }) => after === null),
    ({ area }) => area,
  );
  const all = gone.size === 0 ? gone : Map.groupBy(known, ({ area }) => area);
  const isGone = (area: number) => {
    const lost = gone.get(area)?.length ?? 0;
    const { leastOfPart, ofPart } = limits.vanished;
    return lost >= leastOfPart && lost > (all.get(area)?.length ?? 0) * ofPart;
  };
  const lost = new Set([...gone.keys()].filter(isGone));
  return {
    limit: limits.vanishedLately,
    canShow: ({ before, year, area }) => before !== null && late.has(year) && !lost.has(area),
    shows: ({ before, after }) => before !== null && after === null,
  };
}

/** Years whose median has moved more than a revision moves it, one way or the other. */
function restatedRules({ cells }: KpiCells, revised: (cell: Cell) => boolean): Rule[] {
  const years = new Set(cells.flatMap(({ before, year }) => (before === null ? [] : [year])));
  const late = new Set([...years].sort((a, b) => b - a).slice(0, preliminaryYears));
  const rule = (limit: Limit, factor: number, isLate: boolean, isUp: boolean): Rule => ({
    limit,
    canShow: ({ before, year }) => before !== null && before !== 0 && late.has(year) === isLate,
    shows: (cell) => revised(cell) && ratioOf(cell) >= factor && isGrown(cell) === isUp,
  });
  return [true, false].flatMap((isUp) => [
    rule(limits.restated, restatedFactor, false, isUp),
    rule(limits.preliminary, preliminaryFactor, true, isUp),
  ]);
}

function constantRule({ cells }: KpiCells, revised: (cell: Cell) => boolean): Rule {
  const changed = cells.filter(revised);
  const byValue = Map.groupBy(changed, ({ after }) => after);
  const [most] = [...byValue.values()].sort((a, b) => b.length - a.length);
  const value = most?.[0]?.after ?? null;
  const wereMany = new Set(most?.map(({ before }) => before)).size > 1;
  return {
    limit: limits.constant,
    canShow: ({ before }) => before !== null && before !== value,
    shows: (cell) => wereMany && value !== null && cell.after === value && revised(cell),
  };
}

/** A value that has become what stood elsewhere; where the two were equal nothing can be told. */
function movedRule(
  limit: Limit,
  revised: (cell: Cell) => boolean,
  elsewhere: (cell: Cell) => number | null,
): Rule {
  return {
    limit,
    canShow: (cell) => {
      const other = elsewhere(cell);
      return cell.before !== null && other !== null && !isSameNumber(cell.before, other);
    },
    shows: (cell) => {
      if (!revised(cell)) return false;
      const other = elsewhere(cell);
      return other !== null && cell.after !== null && isSameNumber(cell.after, other);
    },
  };
}

/** Beside it are those that had a value in the same year: rows that are not there do not count. */
function neighbourRules(kpi: KpiCells, revised: (cell: Cell) => boolean): Rule[] {
  let rows: ReadonlyMap<number, Row> | undefined;
  return [-1, 1].map((step) =>
    movedRule(limits.areaShift, revised, (cell) => {
      const row = (rows ??= rowsOf(kpi.cells)).get(rowOf(cell));
      const place = row?.places.get(cell.area);
      if (row === undefined || place === undefined) return null;
      const neighbour = row.areas[place + step];
      return neighbour === undefined ? null : kpi.valueAt(neighbour, cell.year, cell.gender);
    }),
  );
}

/**
 * Values of other areas, wherever these stand in the list. Told only where nearly all values of a
 * year are different, and only by those that one area alone had.
 */
function areaSwapRule(kpi: KpiCells, revised: (cell: Cell) => boolean): Rule {
  const isMoved = movedIn(kpi);
  return {
    limit: limits.areaSwap,
    canShow: ({ before }) => before !== null,
    shows: (cell) => revised(cell) && isMoved(cell),
  };
}

/** Whether a value has become the one that another area, and no other, had in that year. */
export function movedIn({ cells }: Pick<KpiCells, 'cells'>): (cell: Cell) => boolean {
  let rows: ReadonlyMap<number, ReadonlyMap<number, number>> | undefined;
  return (cell) => {
    if (cell.after === null) return false;
    const owner = (rows ??= ownersIn(cells)).get(rowOf(cell))?.get(cell.after);
    return owner !== undefined && owner !== cell.area && owner !== shared;
  };
}

const shared = -1;

/** By year and gender: which area had which value, where values tell areas apart. */
function ownersIn(cells: readonly Cell[]): ReadonlyMap<number, ReadonlyMap<number, number>> {
  const rows = new Map<number, { n: number; owners: Map<number, number> }>();
  for (const cell of cells) {
    if (cell.before === null) continue;
    const row = rows.get(rowOf(cell)) ?? { n: 0, owners: new Map<number, number>() };
    if (row.n === 0) rows.set(rowOf(cell), row);
    row.n += 1;
    row.owners.set(cell.before, row.owners.has(cell.before) ? shared : cell.area);
  }
  return new Map(
    [...rows].flatMap(([place, { n, owners }]) =>
      n >= telling.areas && owners.size >= n * telling.share ? [[place, owners] as const] : [],
    ),
  );
}

interface Row {
  /** In the order of the list. */
  readonly areas: readonly number[];
  readonly places: ReadonlyMap<number, number>;
}

function rowsOf(cells: readonly Cell[]): ReadonlyMap<number, Row> {
  const known = cells.filter(({ before }) => before !== null);
  return new Map(
    [...Map.groupBy(known, rowOf)].map(([row, some]) => {
      const areas = some.map(({ area }) => area).sort((a, b) => a - b);
      return [row, { areas, places: new Map(areas.map((area, place) => [area, place])) }];
    }),
  );
}

function genderRules(kpi: KpiCells, revised: (cell: Cell) => boolean): Rule[] {
  const pairs = genders.flatMap((own) =>
    genders.filter((other) => other !== own).map((other) => [own, other] as const),
  );
  return pairs.map(([own, other]: readonly [Gender, Gender]) =>
    movedRule(limits.genderSwap, revised, ({ area, year, gender }) =>
      gender === own ? kpi.valueAt(area, year, other) : null,
    ),
  );
}
