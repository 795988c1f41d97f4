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
  const alike = likeness(items, unit);
  const isBelow = (a: Valued, b: Valued) => a.value < b.value && !alike(a, b);
  const standing = (id: string): Standing | undefined => {
    const own = items.find((item) => item.id === id);
    if (own === undefined) return undefined;
    return {
      n: items.length,
      fromLow: 1 + items.filter((item) => isBelow(item, own)).length,
      fromHigh: 1 + items.filter((item) => isBelow(own, item)).length,
      same: items.filter((item) => item !== own && alike(item, own)).map((item) => item.id),
    };
  };
  const extreme = (pick: (...values: number[]) => number) => {
    const bound = { id: '', value: pick(...items.map((item) => item.value)) };
    return items.filter((item) => alike(item, bound)).map((item) => item.id);
  };
  const lowest = items.length === 0 ? [] : extreme(Math.min);
  return {
    n: items.length,
    lowest,
    highest: items.length === 0 ? [] : extreme(Math.max),
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

function likeness(items: readonly Valued[], unit: string): (a: Valued, b: Valued) => boolean {
  const mixed = hasMixedPrecision(items, unit);
  return (a, b) => {
    if (displayRounded(a.value, unit) === displayRounded(b.value, unit)) return true;
    const oneIsWhole = Number.isInteger(a.value) !== Number.isInteger(b.value);
    return mixed && oneIsWhole && Math.abs(a.value - b.value) <= 0.5;
  };
}
