/** Yearly mean of a price index by year, whatever its base. */
export type PriceIndex = ReadonlyMap<number, number>;

/**
 * A sum of kr in another year's money: value × index(to) ÷ index(from), as SCB's
 * "Prisomräknaren" does with KPI (konsumentprisindex) yearly means.
 *
 * @returns undefined when the index lacks either year: never extended by guesswork
 */
export function inPricesOf(
  value: number,
  years: { readonly from: number; readonly to: number },
  index: PriceIndex,
): number | undefined {
  const [from, to] = [index.get(years.from), index.get(years.to)];
  if (from === undefined || to === undefined || from <= 0) return undefined;
  return (value * to) / from;
}
