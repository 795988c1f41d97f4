import { quartiles, type Quartiles } from './quantile.ts';
import type { YearValue } from './trend.ts';

/** Before and after a reform: the own change beside the changes of those who did not do it. */
export interface BeforeAfter {
  /** Mean after minus mean before, in the KPI's unit. */
  readonly own: number;
  /** Each comparison area's change, ascending. */
  readonly others: readonly number[];
  /** The own change minus the mean of the others': the difference in differences. */
  readonly effect: number;
  /** How the others' own changes spread: what chance and everything else does. */
  readonly spread: Quartiles;
  /** How many of the others changed at least as far from their common mean. */
  readonly asFar: number;
}

/** Fewer comparison areas than this say nothing of the spread. */
export const fewestOthers = 5;

/**
 * Difference in differences with two periods (Card & Krueger, "Minimum Wages and Employment",
 * American Economic Review 84(4), 1994), judged by placebo: how often a comparison area shows as
 * large a difference by itself (Abadie, Diamond & Hainmueller, J. Am. Stat. Assoc. 105, 2010).
 * The years of each area are limited to those that the own area has, so that gaps weigh alike.
 * It does not show cause.
 *
 * @param from first year of the reform; that year belongs to neither period
 * @returns undefined without a value on both sides, or with fewer than five comparison areas
 */
export function beforeAfter(
  own: readonly YearValue[],
  others: readonly (readonly YearValue[])[],
  from: number,
): BeforeAfter | undefined {
  const years = new Set(own.map(({ year }) => year));
  const ownChange = change(own, from);
  const changes = others
    .map((series) =>
      change(
        series.filter(({ year }) => years.has(year)),
        from,
      ),
    )
    .filter((value) => value !== undefined)
    .toSorted((a, b) => a - b);
  const spread = quartiles(changes);
  if (ownChange === undefined || spread === undefined || changes.length < fewestOthers)
    return undefined;
  const middle = mean(changes);
  const effect = ownChange - middle;
  const asFar = changes.filter((value) => Math.abs(value - middle) >= Math.abs(effect)).length;
  return { own: ownChange, others: changes, effect, spread, asFar };
}

function change(series: readonly YearValue[], from: number): number | undefined {
  const means = meansAround(series, from);
  return means === undefined ? undefined : means.after - means.before;
}

/** Means of the years before and after a first year, which belongs to neither; undefined unless both have values. */
export function meansAround(
  series: readonly YearValue[],
  from: number,
): { readonly before: number; readonly after: number } | undefined {
  const before = series.filter(({ year }) => year < from).map(({ value }) => value);
  const after = series.filter(({ year }) => year > from).map(({ value }) => value);
  if (before.length === 0 || after.length === 0) return undefined;
  return { before: mean(before), after: mean(after) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
