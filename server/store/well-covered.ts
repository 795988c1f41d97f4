import type { Coverage } from './store.ts';

/** The latest year that at least two thirds as many have reported as in the best year: the rule for `senaste`. */
export function latestWellCovered(coverage: readonly Coverage[]): number | undefined {
  const best = Math.max(0, ...coverage.map(({ areas }) => areas));
  return coverage.filter(({ areas }) => areas > 0 && areas * 3 >= best * 2).at(-1)?.year;
}
