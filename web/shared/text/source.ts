import type { ComparedKpi, ReleaseInfo } from '../api.ts';
import { joinAnd } from './list.ts';

/** Whether a figure shows Kolada's values as they are, or something worked out from them here. */
export type Processing = 'raw' | 'computed';

/**
 * The line under every figure. Raw: `Källa: Kolada (N21006). Utgåva 2026-11-22.1.`
 * Computed: `Egen bearbetning av data från Kolada (N21006). Utgåva …`, as Kolada's terms ask.
 * The snapshot names its documents, and invented figures say so first.
 */
export function sourceLine(
  kpis: readonly Pick<ComparedKpi, 'id' | 'sources' | 'prices'>[],
  release: Pick<ReleaseInfo, 'id' | 'source'>,
  processing: Processing,
): string {
  const ids = joinAnd([...new Set(kpis.map((kpi) => kpi.id))]);
  // Amounts made over into one year's prices are worked out here, whatever shows them.
  const priced = kpis.find(({ prices }) => prices !== undefined)?.prices;
  const worked = priced === undefined ? processing : 'computed';
  const index = priced === undefined ? '' : ` Prisindex: ${priced.index}.`;
  return `${origin(kpis, release, worked, ids)}${index} Utgåva ${release.id}.`;
}

function origin(
  kpis: readonly Pick<ComparedKpi, 'sources'>[],
  release: Pick<ReleaseInfo, 'source'>,
  processing: Processing,
  ids: string,
): string {
  const computed = `Egen bearbetning av data från Kolada (${ids}).`;
  const documents = documentsOf(kpis);
  if (release.source === 'simulated')
    return processing === 'raw' ? `${invented} (${ids}).` : `${invented}, bearbetade här (${ids}).`;
  if (documents.length === 0)
    return processing === 'computed' ? computed : `Källa: Kolada (${ids}).`;
  const label = documents.length === 1 ? 'Källa' : 'Källor';
  const named = `${label}: ${documents.join('. ')} (${ids}).`;
  return processing === 'computed' ? `${computed} ${named}` : named;
}

const invented = 'Påhittade siffror från en simulerad Kolada';

/** Sources other than Kolada itself: the documents that snapshot figures were taken from. */
function documentsOf(kpis: readonly Pick<ComparedKpi, 'sources'>[]): string[] {
  const named = kpis
    .flatMap((kpi) => kpi.sources)
    .map((source) => source.replace(/^Källa:\s*/, '').replace(/\.$/, ''));
  return [...new Set(named)].filter((source) => source !== 'Kolada' && source !== '');
}
