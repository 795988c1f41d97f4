import { swedishDay } from '../../web/shared/swedish-day.ts';
import type { IngestJob } from './job.ts';
import { serviceName, type RefreshState } from './refresh-state.ts';

/** Why a refresh asks for everything. */
export type WholeReason =
  | 'asked-for'
  | 'first'
  | 'after-failure'
  | 'long-ago'
  | 'other-history'
  | 'other-source'
  | 'much-changed';

/**
 * How a run asks for values. `whole`: all history of what it plans. `changes`: what has changed
 * since a day, and all history of what is new. `sweep`: all history, held against the changes.
 */
export type Asking =
  | { readonly kind: 'whole'; readonly why: WholeReason }
  | {
      readonly kind: 'changes' | 'sweep';
      /** ISO day, the first whose changes are wanted. */
      readonly since: string;
      readonly before: RefreshState;
    };

export interface AskingFacts {
  readonly job: IngestJob;
  /** What the last refresh left; undefined where there is none, or none that can be read. */
  readonly before: RefreshState | undefined;
  readonly lastFailed: boolean;
  readonly service: { readonly url: string; readonly simulated: boolean };
  /** Whether the history to build on holds the release that the last refresh ended with. */
  readonly isSameHistory: boolean;
  readonly now: Date;
}

/** Every so many successful refreshes everything is asked for. */
export const sweepEvery = 7;
/** Longer ago than this, and everything is asked for: nobody knows how far back Kolada remembers. */
export const longestGapDays = 14;
const dayMs = 86_400_000;

/** Everything, wherever there is any doubt that what has changed would be enough. */
export function chooseAsking(facts: AskingFacts): Asking {
  const { job, before, service, now } = facts;
  if (job.kind !== 'refresh' || job.full === true) return { kind: 'whole', why: 'asked-for' };
  if (before === undefined) return { kind: 'whole', why: 'first' };
  if (facts.lastFailed) return { kind: 'whole', why: 'after-failure' };
  if (before.url !== serviceName(service.url) || before.simulated !== service.simulated) {
    return { kind: 'whole', why: 'other-source' };
  }
  if (!facts.isSameHistory) return { kind: 'whole', why: 'other-history' };
  const asked = Date.parse(before.askedOn);
  const days = (Date.parse(swedishDay(now)) - asked) / dayMs;
  // A day that has not come was written by a clock that has been set back since.
  if (days > longestGapDays || days < -1) return { kind: 'whole', why: 'long-ago' };
  // A day of overlap: whether Kolada counts the day itself, and by whose midnight, is not known.
  const since = new Date(asked - dayMs).toISOString().slice(0, 10);
  const kind = before.sinceSweep + 1 >= sweepEvery ? 'sweep' : 'changes';
  return { kind, since, before };
}

/** The earlier of the two days that it is here and at the service. */
export function askedOn(startedAt: Date, serviceTime: Date | undefined): string {
  const here = swedishDay(startedAt);
  const there = serviceTime === undefined ? here : swedishDay(serviceTime);
  return here < there ? here : there;
}
