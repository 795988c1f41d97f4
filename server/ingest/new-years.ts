import type { Gender } from '../../web/shared/comparison/comparison.ts';
import type { Cell, KpiCells } from './judge-cells.ts';
import { isSameNumber, rowOf } from './judge-cells.ts';
import { levelFactor, ownWay, yearsBack } from './judge-limits.ts';

/** How a KPI's values of one gender go from one year to the next by themselves: shares, 0–1. */
export interface OwnWay {
  /** Of values like this one: whole ones repeat themselves where others do not. */
  readonly equalTo: (value: number) => number;
  readonly up: number;
  readonly down: number;
  readonly swapped: number;
  readonly zero: number;
}

/** What is new in a KPI, beside what it had. */
export interface NewYears {
  /** The new values that have a year before them. */
  readonly cells: readonly Cell[];
  /** Of a new value: the nearest year before it that its area and gender have; else null. */
  readonly earlierOf: (cell: Cell) => number | null;
  /** Whether nearly nothing was known of the cell's year and gender. */
  readonly isNewYear: (cell: Cell) => boolean;
  readonly wayOf: (gender: Gender) => OwnWay;
  /** How much more women have than men, then and now; null where one of the four is not there. */
  readonly gapsOf: (cell: Cell) => readonly [before: number, after: number] | null;
  /** The commonest of the new values of the cell's year and gender. */
  readonly commonestOf: (cell: Cell) => number | undefined;
}

/** @returns undefined where nothing is new that has a year before it */
export function newYearsOf(kpi: KpiCells): NewYears | undefined {
  const earlier = new Map<Cell, number>();
  for (const cell of kpi.cells) {
    if (cell.before !== null || cell.after === null) continue;
    const value = nearestBefore(kpi, cell);
    if (value !== null) earlier.set(cell, value);
  }
  if (earlier.size < 2) return undefined;
  const added = Map.groupBy(kpi.cells.filter(isNew), rowOf);
  const known = new Map<number, number>();
  for (const cell of kpi.cells) {
    const row = rowOf(cell);
    if (cell.before !== null && added.has(row)) known.set(row, (known.get(row) ?? 0) + 1);
  }
  const isNewRow = (row: number) => (known.get(row) ?? 0) * 4 <= (added.get(row)?.length ?? 0);
  const placeOf = ({ area, year }: Cell) => area * 4096 + year;
  const women = [...added.values()].flat().filter(({ gender }) => gender === 'K');
  const men = new Map(
    [...added.values()].flatMap((cells) =>
      cells.filter(({ gender }) => gender === 'M').map((cell) => [placeOf(cell), cell] as const),
    ),
  );
  const gaps = new Map(women.flatMap((cell) => gapOf(earlier, cell, men.get(placeOf(cell)))));
  const ways = lazy((gender: Gender) => ownWayOf(kpi, gender));
  const commonest = lazy((row: number) => commonestValue(added.get(row) ?? []));
  return {
    cells: [...earlier.keys()],
    earlierOf: (cell) => earlier.get(cell) ?? null,
    isNewYear: (cell) => isNewRow(rowOf(cell)),
    wayOf: ways,
    gapsOf: (cell) => gaps.get(cell) ?? null,
    commonestOf: (cell) => commonest(rowOf(cell)),
  };
}

const isNew = ({ before, after }: Cell) => before === null && after !== null;

function nearestBefore({ valueAt }: KpiCells, { area, year, gender }: Cell): number | null {
  for (let back = 1; back <= yearsBack; back++) {
    const value = valueAt(area, year - back, gender);
    if (value !== null) return value;
  }
  return null;
}

type Gap = readonly [before: number, after: number];

function gapOf(
  earlier: ReadonlyMap<Cell, number>,
  woman: Cell,
  man: Cell | undefined,
): [Cell, Gap][] {
  if (man === undefined) return [];
  const [k, m] = [earlier.get(woman), earlier.get(man)];
  if (k === undefined || m === undefined) return [];
  return [[woman, [k - m, (woman.after ?? 0) - (man.after ?? 0)]]];
}

/** From the latest of its years, which are most like the next. */
function ownWayOf(kpi: KpiCells, gender: Gender): OwnWay {
  const known = kpi.cells.filter((cell) => cell.before !== null && cell.gender === gender);
  const newest = known.reduce((most, { year }) => Math.max(most, year), 0);
  const late = known.filter(({ year }) => year > newest - yearsBack);
  const pairs = late.flatMap((cell): Gap[] => {
    const before = nearestBefore(kpi, cell);
    return before === null || before === 0 || cell.before === null ? [] : [[before, cell.before]];
  });
  const share = (shows: (pair: Gap) => boolean) => pairs.filter(shows).length / pairs.length;
  const zero = late.filter(({ before }) => before === 0).length / Math.max(1, late.length);
  const equalOf = (isWhole: boolean) =>
    equalIn(
      pairs.filter(([before]) => Number.isInteger(before) === isWhole),
      late.filter(({ before }) => Number.isInteger(before) === isWhole),
    );
  const equal = { whole: equalOf(true), fine: equalOf(false) };
  const equalTo = (value: number) => equal[Number.isInteger(value) ? 'whole' : 'fine'];
  if (pairs.length < 5) return { equalTo, up: 0, down: 0, swapped: 1, zero };
  return {
    equalTo,
    up: share(([before, after]) => Math.abs(after) >= Math.abs(before) * levelFactor),
    down: share(([before, after]) => Math.abs(before) >= Math.abs(after) * levelFactor),
    swapped: swapsIn(kpi, late),
    zero,
  };
}

/** Where there is no history, values that differ enough tell that equal ones would be odd. */
function equalIn(pairs: readonly Gap[], late: readonly Cell[]): number {
  if (pairs.length >= 5) {
    return pairs.filter(([before, after]) => isSameNumber(before, after)).length / pairs.length;
  }
  const distinct = new Set(late.map(({ before }) => before)).size;
  return distinct >= ownWay.different && distinct >= late.length * ownWay.distinct ? 0 : 1;
}

/** How often women and men are the other way round than the year before. */
function swapsIn({ valueAt }: KpiCells, late: readonly Cell[]): number {
  const gapAt = (area: number, year: number) => {
    const [k, m] = [valueAt(area, year, 'K'), valueAt(area, year, 'M')];
    return k === null || m === null ? null : k - m;
  };
  let pairs = 0;
  let swaps = 0;
  for (const { area, year } of late) {
    const now = gapAt(area, year);
    const then = gapAt(area, year - 1) ?? gapAt(area, year - 2);
    if (now === null || then === null) continue;
    pairs += 1;
    if (now * then <= 0) swaps += 1;
  }
  return pairs < 5 ? 1 : swaps / pairs;
}

function commonestValue(cells: readonly Cell[]): number | undefined {
  const counts = new Map<number, number>();
  for (const { after } of cells)
    if (after !== null) counts.set(after, (counts.get(after) ?? 0) + 1);
  return [...counts].reduce<readonly [number | undefined, number]>(
    (most, [value, n]) => (n > most[1] ? [value, n] : most),
    [undefined, 0],
  )[0];
}

function lazy<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new Map<Key, Value>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}
