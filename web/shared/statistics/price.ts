/** Yearly mean of a price index by year, whatever its base. */
export type PriceIndex = ReadonlyMap<number, number>;

/**
 * What a sum of kr is multiplied by to be in another year's money: index(to) ÷ index(from), as SCB's
 * "Prisomräknaren" does with KPI (konsumentprisindex) yearly means.
 *
 * @returns undefined when the index lacks either year: never extended by guesswork
 */
export function priceFactor(
  years: { readonly from: number; readonly to: number },
  index: PriceIndex,
): number | undefined {
  const [from, to] = [index.get(years.from), index.get(years.to)];
  return from === undefined || to === undefined || from <= 0 ? undefined : to / from;
}

/** The index has five digits, so an amount made over with it has no more than four that are sure. */
const sureDigits = 4;

/** An amount in another year's prices; null, a gap, stays one, as does a year without index. */
export function inPrices(value: number | null, factor: number | undefined): number | null {
  if (value === null || factor === undefined) return null;
  return factor === 1 ? value : Number((value * factor).toPrecision(sureDigits));
}
