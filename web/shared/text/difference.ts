import { displayDecimals, formatNumber, valueSuffix } from './number.ts';

/** A difference as it may honestly be said, given how precisely its two ends are known. */
export interface Difference {
  /** Rounded as precisely as both ends allow; 0 when they cannot be told apart. */
  readonly amount: number;
  /** To minus from, unrounded. */
  readonly exact: number;
  /** Without sign, with unit: `6 procentenheter`, `12 000 kr`. */
  readonly text: string;
}

/**
 * @param from @param to values in the KPI's unit, as Kolada sent them
 * @param unit the KPI's
 * @param coarse whether either end was rounded to whole units at the source (see `isCoarse`)
 */
export function difference(
  [from, to]: readonly [number, number],
  unit: string,
  coarse = false,
): Difference {
  const ends = [displayDecimals(from, unit), displayDecimals(to, unit)];
  const decimals = coarse ? 0 : Math.max(...ends);
  const rounded = Number((to - from).toFixed(decimals));
  const amount = Object.is(rounded, -0) ? 0 : rounded;
  return { amount, exact: to - from, text: amountText(Math.abs(amount), unit) };
}

/** `1 procentenhet`, `2,5 procentenheter`, `12 000 kr`, `3 enheter` (of an index). */
export function amountText(amount: number, unit: string): string {
  const number = formatNumber(amount, unit);
  const noun = differenceNoun(unit, amount === 1);
  return noun === '' ? number : `${number}\u00a0${noun}`;
}

/** An amount that was estimated, never told closer than a tenth: `0,8 procentenheter`. */
export function roughText(amount: number, unit: string): string {
  const tenth = Number(amount.toFixed(1));
  return amountText(amount >= 0.05 ? tenth : 0, unit);
}

function differenceNoun(unit: string, single: boolean): string {
  if (unit === '%') return single ? 'procentenhet' : 'procentenheter';
  if (unit === 'index') return single ? 'enhet' : 'enheter';
  return valueSuffix(unit);
}

/**
 * Whether the values of a year were rounded at the source: half or more of the shares or indexes
 * are whole. One alone may be whole by chance, as 23 of 25 is 92 %.
 */
export function isCoarse(values: readonly number[], unit: string): boolean {
  if (unit !== '%' && unit !== 'index') return false;
  return values.length > 0 && values.filter(Number.isInteger).length * 2 >= values.length;
}
