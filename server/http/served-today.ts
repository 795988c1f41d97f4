import { swedishDay } from '../../web/shared/swedish-day.ts';
import type { Services } from './services.ts';

/**
 * What an answer that follows new releases depends on besides its address: the release served, when
 * it was last checked, what is held for review, and the day, since what is preliminary today is not so tomorrow.
 */
export function servedToday({ store, now }: Pick<Services, 'store' | 'now'>): readonly string[] {
  const { id, checkedAt } = store.release();
  return [id, checkedAt, store.held().version, swedishDay(now())];
}
