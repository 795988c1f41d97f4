import { defaultComparison, limits } from '../../web/shared/comparison/comparison.ts';
import { sourceLine } from '../../web/shared/text/source.ts';
import type { Services } from '../http/services.ts';

interface Computed {
  readonly kpis: readonly string[];
  /** Ids of areas whose values were used. */
  readonly areas: readonly string[];
}

/** The source line under what was worked out here; empty when nothing was. */
export async function computedSource(
  { store }: Pick<Services, 'store'>,
  { kpis, areas }: Computed,
): Promise<string> {
  if (kpis.length === 0) return '';
  const sample = await store.compare({
    ...defaultComparison,
    kpis,
    areas: areas.slice(0, limits.areas),
    focus: areas[0],
  });
  return sourceLine(sample.kpis, sample.release, 'computed');
}
