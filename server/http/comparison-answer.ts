import type { ComparisonAnswer, ComparisonQuery } from '../../web/shared/api.ts';
import { effectiveYears, type Comparison } from '../../web/shared/comparison/comparison.ts';
import { formatPrices } from '../../web/shared/comparison/query.ts';
import { ProblemError } from '../errors.ts';
import { claim } from '../work.ts';
import { costOf } from './comparison-cost.ts';
import type { ReadComparison } from './read-comparison.ts';
import type { Services } from './services.ts';

/** More than this many observations are for the streaming exports; JSON would stall everyone else. */
export const maxObservations = 150_000;

/**
 * What `/api/v1/comparison` answers.
 * @throws {ProblemError} 400 when there are more than `maxObservations`, 503 when too much is asked for
 * @throws {UnknownReleaseError}
 */
export async function answerComparison(
  { store }: Pick<Services, 'store'>,
  { comparison, canonical }: Pick<ReadComparison, 'comparison' | 'canonical'>,
): Promise<ComparisonAnswer> {
  await claim(costOf(comparison, 0));
  const { kpis, areas, observations, release } = await store.compare(comparison);
  if (observations.length > maxObservations) throw new ProblemError(400, 'too-many-values');
  return {
    release,
    query: toComparisonQuery(comparison, canonical),
    kpis,
    municipalities: areas,
    observations,
  };
}

/** The comparison as the answer repeats it. */
export function toComparisonQuery(comparison: Comparison, canonical: string): ComparisonQuery {
  const prices = formatPrices(comparison);
  return {
    kpis: comparison.kpis,
    municipalities: comparison.areas,
    focus: comparison.focus ?? '',
    years: yearsAsked(comparison),
    genders: comparison.genders,
    view: comparison.view,
    release: comparison.release ?? null,
    ...(prices !== undefined && { prices }),
    canonical,
  };
}

function yearsAsked(comparison: Comparison): string {
  const years = effectiveYears(comparison);
  if (years === 'all') return 'alla';
  switch (years.kind) {
    case 'latest':
      return 'senaste';
    case 'years':
      return years.years.join(',');
    case 'range':
      return `${years.from}-${years.to}`;
  }
}
