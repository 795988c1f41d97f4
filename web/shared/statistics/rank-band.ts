import { rank, type Valued } from './ranking.ts';

/** Places that one area could hold: `low` to `high` counted from the lowest value. */
export interface RankBand {
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

/**
 * Rank as a band: every place that the own value could take if each value were off by as much as
 * `margin` (in the KPI's unit). Intervals of both that overlap are not ordered, as in Goldstein &
 * Spiegelhalter, "League Tables and Their Limitations", J. R. Statist. Soc. A 159(3), 1996.
 * With margin 0 only values that are shown alike share a band.
 */
export function rankBand(
  items: readonly Valued[],
  id: string,
  { margin, unit }: { readonly margin: number; readonly unit: string },
): RankBand | undefined {
  const own = items.find((item) => item.id === id);
  const standing = rank(items, unit).standing(id);
  if (own === undefined || standing === undefined) return undefined;
  if (margin <= 0) {
    return { low: standing.fromLow, high: standing.n + 1 - standing.fromHigh, n: standing.n };
  }
  const apart = (a: Valued, b: Valued) => b.value - a.value > 2 * margin + 1e-9;
  const below = items.filter((item) => apart(item, own)).length;
  const above = items.filter((item) => apart(own, item)).length;
  return { low: below + 1, high: items.length - above, n: items.length };
}

/**
 * Half the width of a 95 % interval of a share, in percentage points: Wald's 1.96·√(p(1−p)/n),
 * with the finite population correction when the population is given (Cochran, "Sampling
 * Techniques", 3rd ed. 1977, ch. 3).
 *
 * @param percent 0–100
 * @param answers how many answered
 */
export function shareMargin(percent: number, answers: number, population?: number): number {
  const p = Math.min(1, Math.max(0, percent / 100));
  const correction =
    population !== undefined && population > 1
      ? Math.sqrt(Math.max(0, population - answers) / (population - 1))
      : 1;
  return 100 * 1.959964 * Math.sqrt((p * (1 - p)) / answers) * correction;
}
