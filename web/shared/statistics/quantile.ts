/**
 * Quantile by linear interpolation between order statistics, method 7 of Hyndman & Fan,
 * "Sample Quantiles in Statistical Packages", The American Statistician 50(4), 1996
 * (the default of R, NumPy and Excel's QUARTILE.INC).
 *
 * @param values in any order and unit
 * @param share 0–1
 * @returns in the same unit; undefined for an empty list
 */
export function quantile(values: readonly number[], share: number): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  if (below === undefined || above === undefined) return undefined;
  return below + (above - below) * (at - Math.floor(at));
}

export function median(values: readonly number[]): number | undefined {
  return quantile(values, 0.5);
}

export interface Quartiles {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** @returns undefined for an empty list */
export function quartiles(values: readonly number[]): Quartiles | undefined {
  const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => quantile(values, share));
  if (low === undefined || middle === undefined || high === undefined) return undefined;
  return { low, median: middle, high };
}
