import type { Kpi } from '../../web/shared/api.ts';

/**
 * The year that is preliminary: Kolada has published `publicationPeriod` in advance and the final
 * figures are still to come (`preliminaryPublicationDate` ≤ today < `publicationDate`).
 *
 * @param today ISO day
 */
export function preliminaryYear(
  kpi: Pick<Kpi, 'preliminaryPublicationDate' | 'publicationDate' | 'publicationPeriod'>,
  today: string,
): number | null {
  const { preliminaryPublicationDate: preliminary, publicationDate: final } = kpi;
  const period = kpi.publicationPeriod;
  if (preliminary === null || final === null || period === null) return null;
  if (!/^\d{4}$/.test(period)) return null;
  return preliminary.slice(0, 10) <= today && today < final.slice(0, 10) ? Number(period) : null;
}
