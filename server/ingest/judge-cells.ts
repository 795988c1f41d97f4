import { genders, type Gender } from '../../web/shared/comparison/comparison.ts';
import { displayDecimals, displayRounded } from '../../web/shared/text/number.ts';
import { levelFactor, sameNumber, unseenStep } from './judge-limits.ts';

/** One value of a KPI, as it is held and as it would be after the new answer. */
export interface Cell {
  /** Place of the area in the list asked for, which is the order of Kolada's own list. */
  readonly area: number;
  readonly year: number;
  readonly gender: Gender;
  /** What a reader sees now; null also where Kolada has said nothing, or the status hides it. */
  readonly before: number | null;
  readonly after: number | null;
  /** Whether status or source differ too: then it is a new version, however near the value. */
  readonly isOtherwiseNew: boolean;
}

/** A KPI's cells, known and new, in any order. */
export interface KpiCells {
  readonly unit: string;
  readonly cells: readonly Cell[];
  /** The last year that there can be anything to say of, but for what the KPI has of later ones. */
  readonly lastYear: number;
  /** Before the answer. */
  readonly valueAt: (area: number, year: number, gender: Gender) => number | null;
}

/** @param lastYear as in `KpiCells` */
export function toKpiCells(unit: string, cells: readonly Cell[], lastYear: number): KpiCells {
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
    lastYear,
    valueAt: (area, year, gender) => (known ??= index()).get(key(area, year, gender)) ?? null,
  };
}

/** Equal but for the last bits of a sum or a division made in another order. */
export function isSameNumber(a: number, b: number): boolean {
  return Math.abs(a - b) <= sameNumber * Math.max(Math.abs(a), Math.abs(b));
}

/**
 * Whether a reader sees the same figure, or would but for a tie: then it is no revision. Always
 * measured from what is held, so that many small steps are one step as soon as it shows.
 */
export function isSameShown(before: number, after: number, unit: string): boolean {
  return (
    isSameNumber(before, after) ||
    displayRounded(before, unit) === displayRounded(after, unit) ||
    isUnseenStep(before, after, unit)
  );
}

/** So small a part of what the last digit shown stands for that only a tie makes it show. */
function isUnseenStep(before: number, after: number, unit: string): boolean {
  const decimals = Math.max(displayDecimals(before, unit), displayDecimals(after, unit));
  return Math.abs(after - before) < unseenStep * 10 ** -decimals;
}

/** A value that a reader will see change. */
export function isRevised({ before, after }: Cell, unit: string): boolean {
  return before !== null && after !== null && !isSameShown(before, after, unit);
}

/** Nothing but what nobody is shown: digits, or a value that its status hides before and after. */
export function isNoise({ before, after, isOtherwiseNew }: Cell, unit: string): boolean {
  if (isOtherwiseNew) return false;
  if (before === null || after === null) return before === after;
  return isSameShown(before, after, unit);
}

/** How many times larger the one is than the other, signs aside; 1 where either is 0 or none. */
export function ratioOf({ before, after }: Pick<Cell, 'before' | 'after'>): number {
  if (before === null || after === null || before === 0 || after === 0) return 1;
  const ratio = Math.abs(after / before);
  return ratio < 1 ? 1 / ratio : ratio;
}

/** The other sign and about the same size. */
export function isTurned(cell: Pick<Cell, 'before' | 'after'>): boolean {
  return (cell.before ?? 0) * (cell.after ?? 0) < 0 && ratioOf(cell) < levelFactor;
}

/** Further from 0, whichever the sign. */
export function isGrown({ before, after }: Pick<Cell, 'before' | 'after'>): boolean {
  return Math.abs(after ?? 0) > Math.abs(before ?? 0);
}

/** One number for a year and gender. */
export function rowOf({ year, gender }: Pick<Cell, 'year' | 'gender'>): number {
  return year * genders.length + genders.indexOf(gender);
}
