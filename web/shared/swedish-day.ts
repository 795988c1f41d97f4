import type { ComparisonAnswer } from './api.ts';

/**
 * The day in Sweden, ISO: where Kolada's dates count, and where those live who read ours. Everything
 * that says "today" says this, so that no two parts of an answer disagree around midnight.
 */
export function swedishDay(instant: Date): string {
  // Sweden is whole hours from UTC, so the day of an hour is known; formatting it takes longest.
  const hour = Math.floor(instant.getTime() / 3_600_000);
  if (hour !== last.hour) last = { hour, day: dayFormat.format(instant) };
  return last.day;
}

/** The day a comparison is read on. A locked one says the same for ever: its day is its release's. */
export function readingDay({ release, query }: ComparisonAnswer, now: Date): string {
  return swedishDay(query.release === null ? now : new Date(release.publishedAt));
}

const dayFormat = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Stockholm',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

let last = { hour: Number.NaN, day: '' };
