import type { FixedPrices } from '../../web/shared/api.ts';
import type { Comparison } from '../../web/shared/comparison/comparison.ts';
import { inPrices, priceFactor } from '../../web/shared/statistics/price.ts';
import type { PriceIndex } from '../data/price-index.ts';

/** Kolada's word has no status for it: the value is there, but no index to make it over with. */
export const noPriceIndex = 'NoPriceIndex';

const moneyForm = /^(?:t|m|mn|md)?kr$/;

/** Before it is known which years the values are of. */
export type Prices = Omit<FixedPrices, 'withoutIndex'>;

/**
 * How a measure's amounts are made over into the prices of the year that a comparison names.
 * @returns undefined for each year's own prices, and for every measure that is not in kronor
 */
export function fixedPrices(
  { priceYear }: Pick<Comparison, 'priceYear'>,
  form: string,
  { byYear, source }: PriceIndex,
): Prices | undefined {
  if (priceYear === undefined || !moneyForm.test(form) || !byYear.has(priceYear)) return undefined;
  const factors = [...byYear.keys()].flatMap((from) => {
    const factor = priceFactor({ from, to: priceYear }, byYear);
    return factor === undefined ? [] : [[String(from), factor] as const];
  });
  return { year: priceYear, index: source, factors: Object.fromEntries(factors) };
}

interface Priced {
  readonly year: number;
  readonly value: number | null;
  readonly status: string;
}

/** A row in fixed prices: a value of a year without index becomes a gap that says so. */
export function priced<Row extends Priced>(row: Row, prices: Prices | undefined): Row {
  if (prices === undefined || row.value === null) return row;
  const value = inPrices(row.value, prices.factors[row.year]);
  return value === null ? { ...row, value, status: noPriceIndex } : { ...row, value };
}

/** Years of which there are values that no index makes over. */
export function yearsWithoutIndex(rows: readonly Priced[], { factors }: Prices): number[] {
  const years = rows.filter(({ value, year }) => value !== null && factors[year] === undefined);
  return [...new Set(years.map(({ year }) => year))].toSorted((a, b) => a - b);
}
