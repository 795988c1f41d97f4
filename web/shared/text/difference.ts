import { displayDecimals, formatNumber, valueSuffix } from './number.ts';

/** A difference as it may honestly be said, given how precisely its two ends are known. */
export interface Difference {
  /** Rounded as precisely as both ends allow; 0 when they cannot be told apart. */
  readonly amount: number;
  /** Without sign, with unit: `6 procentenheter`, `12 000 kr`. */
  readonly text: string;
}

/**
 * @param from @param to values in the KPI's unit, as Kolada sent them
 * A share given as a whole number is known to ±0,5, so its difference is told in whole units.
 */
export function difference(from: number, to: number, unit: string): Difference {
  const ends = [displayDecimals(from, unit), displayDecimals(to, unit)];
  const decimals = [from, to].some((value) => isCoarse(value, unit))
    ? Math.min(...ends)
    : Math.max(...ends);
  const rounded = Number((to - from).toFixed(decimals));
  const amount = Object.is(rounded, -0) ? 0 : rounded;
  return { amount, text: amountText(Math.abs(amount), unit) };
}

/** `1 procentenhet`, `2,5 procentenheter`, `12 000 kr`, `3 enheter` (of an index). */
export function amountText(amount: number, unit: string): string {
  const number = formatNumber(amount, unit);
  const noun = differenceNoun(unit, amount === 1);
  return noun === '' ? number : `${number}\u00a0${noun}`;
}

function differenceNoun(unit: string, single: boolean): string {
  if (unit === '%') return single ? 'procentenhet' : 'procentenheter';
  if (unit === 'index') return single ? 'enhet' : 'enheter';
  return valueSuffix(unit);
}

function isCoarse(value: number, unit: string): boolean {
  return (unit === '%' || unit === 'index') && value !== 0 && Number.isInteger(value);
}
