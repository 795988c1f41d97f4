import { median } from './quantile.ts';

export interface YearValue {
  readonly year: number;
  readonly value: number;
}

export interface Trend {
  /** Theil–Sen: the KPI's unit per year. */
  readonly slope: number;
  /** Two-sided probability of so monotone a series without any trend (Mann–Kendall). */
  readonly p: number;
  readonly direction: 'up' | 'down' | 'none';
  readonly years: number;
}

/** A series shorter than this says nothing of a trend. */
export const fewestTrendYears = 5;
const significance = 0.05;

/**
 * Slope and test of a series, by the rule: Theil–Sen slope, called a trend when Mann–Kendall's
 * p < 0.05. Gaps are left out, never filled. Undefined for fewer than five years.
 */
export function trendOf(series: readonly YearValue[]): Trend | undefined {
  if (series.length < fewestTrendYears) return undefined;
  const slope = theilSen(series) ?? 0;
  const { s, p } = mannKendall(
    series.toSorted((a, b) => a.year - b.year).map(({ value }) => value),
  );
  const direction = p >= significance || s === 0 ? 'none' : s > 0 ? 'up' : 'down';
  return { slope, p, direction, years: series.length };
}

/**
 * Median of the slopes between all pairs of points: Sen, "Estimates of the Regression Coefficient
 * Based on Kendall's Tau", Journal of the American Statistical Association 63, 1968.
 *
 * @returns unit per year; undefined below two different years
 */
export function theilSen(series: readonly YearValue[]): number | undefined {
  const slopes = series.flatMap((a, i) =>
    series
      .slice(i + 1)
      .filter((b) => b.year !== a.year)
      .map((b) => (b.value - a.value) / (b.year - a.year)),
  );
  return median(slopes);
}

/**
 * Mann–Kendall test of monotone trend (Mann 1945; Kendall 1975). Exact when at most ten values
 * without ties; otherwise the normal approximation with correction for ties and continuity, as in
 * Gilbert, "Statistical Methods for Environmental Pollution Monitoring", 1987, ch. 16.
 *
 * @param values in time order
 * @returns S (concordant minus discordant pairs) and the two-sided p
 */
export function mannKendall(values: readonly number[]): { readonly s: number; readonly p: number } {
  const s = values.reduce(
    (sum, a, i) => sum + values.slice(i + 1).reduce((inner, b) => inner + Math.sign(b - a), 0),
    0,
  );
  const ties = tieCounts(values);
  const n = values.length;
  if (n <= 10 && ties.every((count) => count === 1)) return { s, p: exactP(s, n) };
  const term = (count: number) => count * (count - 1) * (2 * count + 5);
  const variance = (term(n) - ties.reduce((sum, count) => sum + term(count), 0)) / 18;
  if (variance <= 0 || s === 0) return { s, p: 1 };
  return { s, p: Math.min(1, 2 * normalTail((Math.abs(s) - 1) / Math.sqrt(variance))) };
}

function tieCounts(values: readonly number[]): number[] {
  return [...Map.groupBy(values, (value) => value).values()].map((same) => same.length);
}

/** Share of all n! orders whose |S| is at least as large: inversions counted one item at a time. */
function exactP(s: number, n: number): number {
  const pairs = (n * (n - 1)) / 2;
  let orders = [1];
  for (let size = 2; size <= n; size++) {
    const next = Array.from({ length: orders.length + size - 1 }, () => 0);
    orders.forEach((count, inversions) => {
      for (let moved = 0; moved < size; moved++)
        next[inversions + moved] = (next[inversions + moved] ?? 0) + count;
    });
    orders = next;
  }
  const total = orders.reduce((sum, count) => sum + count, 0);
  const extreme = orders.reduce(
    (sum, count, inversions) =>
      Math.abs(pairs - 2 * inversions) >= Math.abs(s) ? sum + count : sum,
    0,
  );
  return extreme / total;
}

/** P(Z > z), Abramowitz & Stegun 7.1.26 through erf; absolute error below 1e-7. */
function normalTail(z: number): number {
  const x = z / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const series =
    t *
    (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return 0.5 * series * Math.exp(-x * x);
}
