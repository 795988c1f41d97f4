import type { AreaDirectory } from '../area.ts';
import type { Comparison } from '../comparison/comparison.ts';
import { formatComparison, formatInFull } from '../comparison/query.ts';

/** Short address of a comparison's page: `/` for the model case, otherwise `/jamfor?…`. */
export function comparisonHref(
  comparison: Comparison,
  directory: Pick<AreaDirectory, 'find'>,
): string {
  return withQuery('/jamfor', formatComparison(comparison, directory)).replace(/^\/jamfor$/, '/');
}

/**
 * Where a locked view's figures follow new releases. In codes: slugs of an older release may have
 * become another's.
 */
export function unlockedHref(comparison: Comparison): string {
  return comparisonHref({ ...comparison, release: undefined }, { find: () => undefined });
}

/** The query in full of one figure alone, in `samband` of both its measures: what is taken from it. */
export function figureQuery(comparison: Comparison, kpiId: string): string {
  const kpis = comparison.view === 'samband' ? comparison.kpis.slice(0, 2) : [kpiId];
  return formatInFull({ ...comparison, kpis });
}

/** Where kommuner like the own one are found; the comparison comes along and gets the list. */
export function similarHref(comparison: Comparison, directory: AreaDirectory): string {
  const own = comparison.focus === undefined ? undefined : directory.find(comparison.focus);
  const { release, ...rest } = comparison;
  const newest = { ...rest, release: undefined };
  // Slugs of an older release may have become another's.
  const isLocked = release !== undefined;
  const query = isLocked ? formatInFull(newest) : formatComparison(newest, directory);
  const till = query === '' ? '' : `till=${encodeURIComponent(query)}`;
  const kommun = own?.kind === 'municipality' ? `kommun=${isLocked ? own.id : own.slug}` : '';
  return withQuery('/liknande', kommun, till);
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
