import type { Comparison } from '../../web/shared/comparison/comparison.ts';

/** More diagrams than this are no longer an appendix to a decision that somebody reads. */
export const mostWordFigures = 12;

/** A comparison as a Word file holds it, and the ids of the measures that it has no room for. */
export interface WordCut {
  readonly comparison: Comparison;
  readonly omitted: readonly string[];
}

/**
 * The first measures, as many as the document has room for; all years, areas and genders of each.
 * With four years at most in a table that is 2 880 cells, whatever is asked for.
 */
export function cutForWord(comparison: Comparison): WordCut {
  const { kpis, genders, view } = comparison;
  const figuresOfEach = view === 'kon' || view === 'samband' ? 1 : genders.length;
  const kept = Math.floor(mostWordFigures / figuresOfEach);
  return {
    comparison: { ...comparison, kpis: kpis.slice(0, kept) },
    omitted: kpis.slice(kept),
  };
}
