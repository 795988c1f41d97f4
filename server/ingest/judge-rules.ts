import { genders, type Gender } from '../../web/shared/comparison/comparison.ts';
import type { Cell, KpiCells } from './judge-cells.ts';
import { isRevised, isSameNumber } from './judge-cells.ts';
import type { Limit } from './judge-limits.ts';
import { leapFactor, levelFactor, limits } from './judge-limits.ts';

/** One kind of fault: which values can show it, and which do. */
export interface Rule {
  readonly limit: Limit;
  readonly canShow: (cell: Cell) => boolean;
  readonly shows: (cell: Cell) => boolean;
}

/** All rules for one KPI; those that compare with other cells know its old values. */
export function rulesFor(kpi: KpiCells): readonly Rule[] {
  const wasKnown = (cell: Cell) => cell.before !== null;
  const all = new Set(kpi.cells.filter((cell) => isRevised(cell, kpi.unit)));
  const revised = (cell: Cell) => all.has(cell);
  const isFlag = kpi.cells.every(({ before }) => before === null || before === 0 || before === 1);
  const wasNotZero = (cell: Cell) => cell.before !== null && cell.before !== 0;
  return [
    {
      limit: limits.vanished,
      canShow: wasKnown,
      shows: (cell) => wasKnown(cell) && cell.after === null,
    },
    {
      limit: isFlag ? limits.zeroedFlag : limits.zeroed,
      canShow: wasNotZero,
      shows: (cell) => cell.after === 0,
    },
    { limit: limits.level, canShow: wasKnown, shows: (cell) => ratioOf(cell) >= levelFactor },
    { limit: limits.leap, canShow: wasKnown, shows: (cell) => ratioOf(cell) >= leapFactor },
    newLevelRule(kpi, isFlag),
    {
      limit: limits.sign,
      canShow: wasNotZero,
      shows: (cell) =>
        revised(cell) && (cell.before ?? 0) * (cell.after ?? 0) < 0 && ratioOf(cell) < levelFactor,
    },
    constantRule(kpi, revised),
    ...[-1, 1].map((step) =>
      movedRule(limits.yearShift, revised, ({ area, year, gender }) =>
        kpi.valueAt(area, year + step, gender),
      ),
    ),
    ...neighbourRules(kpi, revised),
    ...genderRules(kpi, revised),
  ];
}

/** How many times larger the one is than the other, signs aside; 1 where either is 0 or none. */
export function ratioOf({ before, after }: Pick<Cell, 'before' | 'after'>): number {
  if (before === null || after === null || before === 0 || after === 0) return 1;
  const ratio = Math.abs(after / before);
  return ratio < 1 ? 1 / ratio : ratio;
}

/** Values where there were none, beside the nearest year before them. */
function newLevelRule({ cells, valueAt }: KpiCells, isFlag: boolean): Rule {
  const earlier = (cell: Cell) => {
    if (cell.before !== null || cell.after === null) return null;
    for (let back = 1; back <= 3; back++) {
      const value = valueAt(cell.area, cell.year - back, cell.gender);
      if (value !== null) return value;
    }
    return null;
  };
  const hasSome = cells.some((cell) => cell.before === null && cell.after !== null);
  return {
    limit: limits.newLevel,
    canShow: (cell) => hasSome && (earlier(cell) ?? 0) !== 0,
    shows: (cell) => {
      if (cell.after === 0) return !isFlag;
      return ratioOf({ before: earlier(cell), after: cell.after }) >= leapFactor;
    },
  };
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
  const rowOf = ({ year, gender }: Cell) => year * genders.length + genders.indexOf(gender);
  let rows: ReadonlyMap<number, Row> | undefined;
  return [-1, 1].map((step) =>
    movedRule(limits.areaShift, revised, (cell) => {
      const row = (rows ??= rowsOf(kpi.cells, rowOf)).get(rowOf(cell));
      const place = row?.places.get(cell.area);
      if (row === undefined || place === undefined) return null;
      const neighbour = row.areas[place + step];
      return neighbour === undefined ? null : kpi.valueAt(neighbour, cell.year, cell.gender);
    }),
  );
}

interface Row {
  /** In the order of the list. */
  readonly areas: readonly number[];
  readonly places: ReadonlyMap<number, number>;
}

function rowsOf(cells: readonly Cell[], rowOf: (cell: Cell) => number): ReadonlyMap<number, Row> {
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
