import type { Health } from '../../web/shared/api.ts';
import type { Services } from './services.ts';

/** Clocks of machines that share a folder differ, and summer time is sometimes taken by hand. */
const toleratedHours = 1;

/**
 * Truthful state of the service. Degraded still serves the last good release; `reason` is
 * `refresh-failed: <code>`, `release-refused: <code>`, `data-old`, `checked-in-future`, `last-refresh-unreadable`, or
 * what the last refresh itself found to look at.
 */
export async function readHealth(
  services: Pick<Services, 'store' | 'settings' | 'lastRefresh' | 'now'>,
): Promise<Health> {
  const { id, source, checkedAt } = services.store.release();
  const reason =
    services.store.problem() === undefined
      ? await findReason(services, checkedAt)
      : `release-refused: ${services.store.problem()}`;
  const base = { release: id, source, checkedAt };
  return reason === undefined ? { status: 'ok', ...base } : { status: 'degraded', ...base, reason };
}

async function findReason(
  { settings, lastRefresh, now }: Pick<Services, 'settings' | 'lastRefresh' | 'now'>,
  checkedAt: string,
): Promise<string | undefined> {
  try {
    const last = await lastRefresh();
    if (last?.outcome === 'failed') return `refresh-failed: ${last.reason ?? 'unknown'}`;
    if (last?.reason !== undefined) return last.reason;
  } catch {
    return 'last-refresh-unreadable';
  }
  const ageHours = (now().getTime() - Date.parse(checkedAt)) / 3_600_000;
  // Only a clock that has been set back gives such an age: how old the figures are, nobody knows.
  if (ageHours < -toleratedHours) return 'checked-in-future';
  const tooOld = settings.refreshHours > 0 && ageHours > 2 * settings.refreshHours;
  return tooOld ? 'data-old' : undefined;
}
