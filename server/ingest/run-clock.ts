import { IngestError } from './errors.ts';

const hourMs = 3_600_000;

/** How far behind the newest release: clocks differ, and summer time is sometimes taken by hand. */
export const toleratedBehindNewest = hourMs;
/**
 * How far from the service's, and no more than that: what a clock further ahead had dated, a right
 * one would be too far behind.
 */
export const toleratedFromService = toleratedBehindNewest;

interface Clocks {
  readonly now: Date;
  /** What the service's answers say; undefined where they do not. */
  readonly service: Date | undefined;
  readonly newest: { readonly release: string; readonly publishedAt: string };
}

/**
 * A release is dated for good, so a clock that may be wrong must not date one.
 * @throws {IngestError} `clock`, with the times and what to do in the message
 */
export function assertClock({ now, service, newest }: Clocks): void {
  const here = `this machine's clock says ${now.toISOString()}`;
  if (service !== undefined && distance(now, service) > toleratedFromService) {
    const there = `Kolada's answers are dated ${service.toISOString()}`;
    throw new IngestError('clock', `${here}, ${there}: set the clock, then refresh again`);
  }
  if (!isBehind(now, newest.publishedAt)) return;
  const published = `release ${newest.release} was published ${newest.publishedAt}`;
  const todo =
    service === undefined
      ? 'set the clock, then refresh again; if the clock is right, that release was made by one that was not'
      : "and Kolada's clock agrees, so that release was made by a clock that was wrong: refreshes go on an hour before that time";
  throw new IngestError('clock', `${here}, ${published}: ${todo} (the runbook: "A wrong clock")`);
}

/** Whether the clock is at a time before what was published then. */
export function isBehind(now: Date, publishedAt: string): boolean {
  return now.getTime() < Date.parse(publishedAt) - toleratedBehindNewest;
}

function distance(a: Date, b: Date): number {
  return Math.abs(a.getTime() - b.getTime());
}
