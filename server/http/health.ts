import type { Health } from '../../web/shared/api.ts';
import type { FailureReason } from '../ingest/errors.ts';
import type { Note } from '../ingest/job.ts';
import { cleanLine } from '../kolada/text.ts';
import type { LastRefresh } from '../store/last-refresh.ts';
import type { Services } from './services.ts';

type HealthServices = Pick<Services, 'store' | 'settings' | 'lastRefresh' | 'now'>;

/** Answers of Kolada's are held, and nobody has looked at them yet. */
const keptOldValues = 'kept-old-values';

/** Clocks of machines that share a folder differ, and summer time is sometimes taken by hand. */
const toleratedHours = 1;

/**
 * Truthful state of the service. Degraded still serves the last good release; `reason` is
 * `refresh-failed: <code>`, `release-refused: <code>`, `data-old`, `checked-in-future`,
 * `last-refresh-unreadable`, `held-unreadable`, `newer-files`, `kept-old-values`, or
 * what the last refresh itself found to look at.
 */
export async function readHealth(services: HealthServices): Promise<Health> {
  // As the folder has it: whoever asks may have decided this very moment.
  await services.store.refreshHeld();
  const held = services.store.held().answers;
  const { id, source, checkedAt } = services.store.release();
  const problem = services.store.problem();
  const found =
    problem === undefined
      ? await findReason(services, checkedAt)
      : { reason: `release-refused: ${problem}` };
  const base = { release: id, source, checkedAt, ...(held.length > 0 && { held }) };
  return found === undefined
    ? { status: 'ok', ...base }
    : { status: 'degraded', ...base, ...found };
}

type Found = Pick<Health, 'detail'> & { readonly reason: string };

/** Whose details hold nothing but what Kolada and the clocks say: no paths of this machine. */
const openDetails: ReadonlySet<string> = new Set<FailureReason | Note['code']>([
  'clock',
  'too-slow',
  'kolada-next-url',
  'kolada-too-many-rows',
  'kolada-too-many-rejected',
  'sweep-disagreed',
]);

function withDetail(prefix: string, { reason = 'unknown', detail }: LastRefresh): Found {
  const told = detail !== undefined && openDetails.has(reason);
  return { reason: prefix + reason, ...(told && { detail: cleanLine(detail).slice(0, 500) }) };
}

async function findReason(
  { store, settings, lastRefresh, now }: HealthServices,
  checkedAt: string,
): Promise<Found | undefined> {
  try {
    const last = await lastRefresh();
    if (last?.outcome === 'failed') return withDetail('refresh-failed: ', last);
    if (store.held().isUnreadable) return { reason: 'held-unreadable' };
    if (store.held().answers.some(({ state }) => state === 'open')) {
      return { reason: keptOldValues };
    }
    if (last?.reason !== undefined) return withDetail('', last);
  } catch {
    return { reason: 'last-refresh-unreadable' };
  }
  const newer = await store.newerFiles();
  if (newer.length > 0) return { reason: 'newer-files', detail: newer.join(', ') };
  const ageHours = (now().getTime() - Date.parse(checkedAt)) / 3_600_000;
  // Only a clock that has been set back gives such an age: how old the figures are, nobody knows.
  if (ageHours < -toleratedHours) return { reason: 'checked-in-future' };
  const tooOld = settings.refreshHours > 0 && ageHours > 2 * settings.refreshHours;
  return tooOld ? { reason: 'data-old' } : undefined;
}
