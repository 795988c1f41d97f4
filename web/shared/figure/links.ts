import type { AreaDirectory } from '../area.ts';
import type { Comparison } from '../comparison/comparison.ts';
import { formatComparison } from '../comparison/query.ts';

/** Address of a comparison's page: `/` for the model case, otherwise `/jamfor?…` in canonical form. */
export function comparisonHref(comparison: Comparison, directory: AreaDirectory): string {
  return withQuery('/jamfor', formatComparison(comparison, directory)).replace(/^\/jamfor$/, '/');
}

/** The canonical query of one figure alone, in `samband` of both its measures. */
export function figureQuery(
  comparison: Comparison,
  kpiId: string,
  directory: AreaDirectory,
): string {
  const kpis = comparison.view === 'samband' ? comparison.kpis.slice(0, 2) : [kpiId];
  return formatComparison({ ...comparison, kpis }, directory);
}

/** Where kommuner like the own one are found; the comparison comes along and gets the list. */
export function similarHref(comparison: Comparison, directory: AreaDirectory): string {
  const own = comparison.focus === undefined ? undefined : directory.find(comparison.focus);
  const query = formatComparison({ ...comparison, release: undefined }, directory);
  const till = query === '' ? '' : `till=${encodeURIComponent(query)}`;
  return withQuery('/liknande', own?.kind === 'municipality' ? `kommun=${own.slug}` : '', till);
}

/** The same view with its figures fixed for ever. */
export function lockedQuery(query: string, release: string): string {
  const rest = query.split('&').filter((pair) => pair !== '' && !pair.startsWith('utgava='));
  return [...rest, `utgava=${release}`].join('&');
}

/** The same view with figures that follow new releases. */
export function unlockedQuery(query: string): string {
  return query
    .split('&')
    .filter((pair) => !pair.startsWith('utgava='))
    .join('&');
}

/** @param query without `?`; may be empty */
export function withQuery(path: string, query: string, extra = ''): string {
  const all = [query, extra].filter((part) => part !== '').join('&');
  return all === '' ? path : `${path}?${all}`;
}
