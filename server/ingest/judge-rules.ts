import { genders, type Gender } from '../../web/shared/comparison/comparison.ts';
import type { Cell, KpiCells } from './judge-cells.ts';
import { isRevised, isSameNumber } from './judge-cells.ts';
import type { Limit } from './judge-limits.ts';
import {
  latestYears,
  leapFactor,
  levelFactor,
  limits,
  ownWay,
  preliminaryFactor,
  preliminaryYears,
  restatedFactor,
  telling,
} from './judge-limits.ts';
import type { NewYears } from './new-years.ts';
import { newYearsOf } from './new-years.ts';

/** One kind of fault: which values can show it, and which do. */
export interface Rule {
  readonly limit: Limit;
  /** The only cells that can show it, where these are few. */
  readonly among?: readonly Cell[];
  readonly canShow: (cell: Cell) => boolean;
  readonly shows: (cell: Cell) => boolean;
}

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

/** The other sign and about the same size. */
export function isTurned(cell: Pick<Cell, 'before' | 'after'>): boolean {
  return (cell.before ?? 0) * (cell.after ?? 0) < 0 && ratioOf(cell) < levelFactor;
}

/** How many times larger the one is than the other, signs aside; 1 where either is 0 or none. */
export function ratioOf({ before, after }: Pick<Cell, 'before' | 'after'>): number {
  if (before === null || after === null || before === 0 || after === 0) return 1;
  const ratio = Math.abs(after / before);
  return ratio < 1 ? 1 / ratio : ratio;
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

function isGrown({ before, after }: Pick<Cell, 'before' | 'after'>): boolean {
  return Math.abs(after ?? 0) > Math.abs(before ?? 0);
}

/** Values where there were none, beside the nearest year before them and the KPI's own way. */
function newYearRules(kpi: KpiCells, isFlag: boolean): Rule[] {
  const news = newYearsOf(kpi);
  if (news === undefined) return [];
  const { cells, earlierOf, isNewYear, wayOf, gapsOf, commonestOf } = news;
  const step = (cell: Cell) => ({ before: earlierOf(cell), after: cell.after });
  const hadSome = (cell: Cell) => (earlierOf(cell) ?? 0) !== 0;
  const ratioWas = (cell: Cell) => ratioOf(step(cell));
  const zero = Math.max(...genders.map((gender) => wayOf(gender).zero));
  const distinct = lazyDistinct(news);
  const rules: readonly Rule[] = [
    {
      limit: limits.newLevel,
      canShow: hadSome,
      shows: (cell) => ratioWas(cell) >= leapFactor,
    },
    ...(['up', 'down'] as const).map((way): Rule => ({
      limit: limits.newMedian,
      canShow: (cell) => hadSome(cell) && isNewYear(cell) && wayOf(cell.gender)[way] < ownWay.leaps,
      shows: (cell) => ratioWas(cell) >= levelFactor && isGrown(step(cell)) === (way === 'up'),
    })),
    {
      // Where half are 0 each year, three quarters may be once.
      limit: { ...limits.newZero, ofPart: (1 + zero) / 2 },
      canShow: (cell) => hadSome(cell) && !isFlag && wayOf(cell.gender).zero <= ownWay.zero,
      shows: ({ after }) => after === 0,
    },
    {
      limit: limits.newSign,
      canShow: hadSome,
      shows: (cell) => isTurned(step(cell)),
    },
    {
      limit: limits.newCopy,
      canShow: (cell) =>
        hadSome(cell) && isNewYear(cell) && wayOf(cell.gender).equal <= ownWay.equal,
      shows: (cell) => isSameNumber(earlierOf(cell) ?? 0, cell.after ?? 0),
    },
    {
      limit: limits.newConstant,
      canShow: (cell) =>
        earlierOf(cell) !== null && isNewYear(cell) && earlierOf(cell) !== commonestOf(cell),
      shows: (cell) =>
        cell.after !== null &&
        cell.after !== 0 &&
        cell.after === commonestOf(cell) &&
        distinct(cell),
    },
    {
      limit: limits.newSwap,
      canShow: (cell) =>
        (gapsOf(cell)?.[0] ?? 0) !== 0 && wayOf(cell.gender).swapped <= ownWay.swaps,
      shows: (cell) => {
        const [before, after] = gapsOf(cell) ?? [0, 1];
        return before * after <= 0;
      },
    },
  ];
  return rules.map((rule) => ({ ...rule, among: cells }));
}

/** Whether the new values of a cell's year and gender stand beside different ones. */
function lazyDistinct({ cells, earlierOf }: NewYears): (cell: Cell) => boolean {
  let rows: ReadonlyMap<number, number> | undefined;
  const make = () =>
    new Map(
      [...Map.groupBy(cells, rowOf)].map(([row, some]) => [row, new Set(some.map(earlierOf)).size]),
    );
  return (cell) => ((rows ??= make()).get(rowOf(cell)) ?? 0) >= ownWay.different;
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
const rowOf = ({ year, gender }: Cell) => year * genders.length + genders.indexOf(gender);

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
