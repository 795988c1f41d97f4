import { swedishDay } from '../../web/shared/swedish-day.ts';

const pattern = /^(\d{4}-\d{2}-\d{2})\.(\d+)$/;

/**
 * The id after every id already used: today's day with the next number. A clock that has been set
 * back stays on the last used day, so that ids always grow.
 * @param used release ids published, or present as files
 */
export function nextReleaseId(now: Date, used: readonly string[]): string {
  const last = [...used].sort(compareReleaseIds).at(-1);
  const [, lastDay = '', lastNumber = '0'] = pattern.exec(last ?? '') ?? [];
  const today = swedishDay(now);
  return today > lastDay ? `${today}.1` : `${lastDay}.${Number(lastNumber) + 1}`;
}

/** Orders release ids as they were published: `2026-11-22.9` before `2026-11-22.10`. */
export function compareReleaseIds(a: string, b: string): number {
  const [, dayA = '', numberA = '0'] = pattern.exec(a) ?? [];
  const [, dayB = '', numberB = '0'] = pattern.exec(b) ?? [];
  if (dayA !== dayB) return dayA < dayB ? -1 : 1;
  return Number(numberA) - Number(numberB);
}
