import { genders, type Gender } from '../../web/shared/comparison/comparison.ts';
import { displayRounded } from '../../web/shared/text/number.ts';
import { sameNumber } from './judge-limits.ts';

/** One value of a KPI, as it is held and as it would be after the new answer. */
export interface Cell {
  /** Place of the area in the list asked for, which is the order of Kolada's own list. */
  readonly area: number;
  readonly year: number;
  readonly gender: Gender;
  /** What Kolada said before; null also where it has said nothing. */
  readonly before: number | null;
  readonly after: number | null;
  /** Whether status, count or source differ too: then it is a new version, however near the value. */
  readonly isOtherwiseNew: boolean;
}

/** A KPI's cells, known and new, in any order. */
export interface KpiCells {
  readonly unit: string;
  readonly cells: readonly Cell[];
  /** Before the answer. */
  readonly valueAt: (area: number, year: number, gender: Gender) => number | null;
}

export function toKpiCells(unit: string, cells: readonly Cell[]): KpiCells {
  let known: Map<number, number> | undefined;
  const key = (area: number, year: number, gender: Gender) =>
    (area * 4096 + year) * genders.length + genders.indexOf(gender);
  const index = () =>
    new Map(
      cells.flatMap(({ area, year, gender, before }) =>
        before === null ? [] : [[key(area, year, gender), before] as const],
      ),
    );
  return {
    unit,
    cells,
    valueAt: (area, year, gender) => (known ??= index()).get(key(area, year, gender)) ?? null,
  };
}

/** Equal but for the last bits of a sum or a division made in another order. */
export function isSameNumber(a: number, b: number): boolean {
  return Math.abs(a - b) <= sameNumber * Math.max(Math.abs(a), Math.abs(b));
}

/**
 * Whether a reader sees the same figure: then it is no revision. Always measured from what is held,
 * so that many small steps are one step as soon as it shows.
 */
export function isSameShown(before: number, after: number, unit: string): boolean {
  return (
    isSameNumber(before, after) || displayRounded(before, unit) === displayRounded(after, unit)
  );
}

/** A value that a reader will see change. */
export function isRevised({ before, after }: Cell, unit: string): boolean {
  return before !== null && after !== null && !isSameShown(before, after, unit);
}

/** Nothing but digits that nobody is shown. */
export function isNoise({ before, after, isOtherwiseNew }: Cell, unit: string): boolean {
  if (isOtherwiseNew || before === null || after === null || before === after) return false;
  return isSameShown(before, after, unit);
}
