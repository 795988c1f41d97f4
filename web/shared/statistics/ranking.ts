import { displayRounded } from '../text/number.ts';

export interface Valued {
  readonly id: string;
  readonly value: number;
}

/** Where one value stands among `n`: places count from 1, and `same` share the place. */
export interface Standing {
  readonly n: number;
  /** 1 for the lowest. */
  readonly fromLow: number;
  /** 1 for the highest. */
  readonly fromHigh: number;
  /** Ids of the others that cannot be told apart from this one. */
  readonly same: readonly string[];
}

export interface Ranking {
  readonly n: number;
  /** Ids that hold the lowest and the highest value, ties included, in the order given. */
  readonly lowest: readonly string[];
  readonly highest: readonly string[];
  /** No two values can be told apart. */
  readonly level: boolean;
  readonly standing: (id: string) => Standing | undefined;
}

/**
 * Competition ranking ("1224") in which two values that are shown alike share a place.
 * Where some values are whole numbers and others carry decimals, as when figures come from two
 * documents, a whole number also shares its place with the decimals that round to it.
 */
export function rank(items: readonly Valued[], unit: string): Ranking {
  const mixed = hasMixedPrecision(items, unit);
  const shown = items.map(({ id, value }) => toShown(id, value, unit));
  const alike = (a: Shown, b: Shown) => isAlike(a, b, mixed);
  const isBelow = (a: Shown, b: Shown) => a.value < b.value && !alike(a, b);
  const standing = (id: string): Standing | undefined => {
    const own = shown.find((item) => item.id === id);
    if (own === undefined) return undefined;
    return {
      n: shown.length,
      fromLow: 1 + shown.filter((item) => isBelow(item, own)).length,
      fromHigh: 1 + shown.filter((item) => isBelow(own, item)).length,
      same: shown.filter((item) => item !== own && alike(item, own)).map((item) => item.id),
    };
  };
  const extreme = (value: number) => {
    const bound = toShown('', value, unit);
    return shown.filter((item) => alike(item, bound)).map((item) => item.id);
  };
  const values = items.map(({ value }) => value);
  const lowest = items.length === 0 ? [] : extreme(Math.min(...values));
  return {
    n: items.length,
    lowest,
    highest: items.length === 0 ? [] : extreme(Math.max(...values)),
    level: items.length > 0 && lowest.length === items.length,
    standing,
  };
}

/**
 * Whether values of a year come with different precision, so that close ones cannot be ordered:
 * a fifth or more are whole numbers. Fewer are whole by chance, as 23 of 25 is 92 %.
 */
export function hasMixedPrecision(items: readonly Valued[], unit: string): boolean {
  if (unit !== '%' && unit !== 'index') return false;
  const whole = items.filter((item) => Number.isInteger(item.value)).length;
  return whole >= 2 && whole >= items.length / 5 && whole < items.length;
}

/** A value as the reader sees it; rounding is the dear part, so it is done once for each. */
interface Shown extends Valued {
  readonly rounded: number;
  readonly isWhole: boolean;
}

function toShown(id: string, value: number, unit: string): Shown {
  return { id, value, rounded: displayRounded(value, unit), isWhole: Number.isInteger(value) };
}

function isAlike(a: Shown, b: Shown, mixed: boolean): boolean {
  if (a.rounded === b.rounded) return true;
  return mixed && a.isWhole !== b.isWhole && Math.abs(a.value - b.value) <= 0.5;
}
