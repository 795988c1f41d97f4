import type { Logger } from 'pino';
import type { ReleaseInfo } from '../../web/shared/api.ts';
import type { Outcome } from '../ingest/job.ts';
import { isLocked, type IngestQueue } from './ingest-queue.ts';

/** Asks Kolada again when the figures have become old. */
export interface Refresher {
  readonly close: () => void;
}

/** Calls `work` once after so many milliseconds; the function returned takes that back. */
export type Timer = (ms: number, work: () => void) => () => void;

interface RefresherOptions {
  readonly queue: Pick<IngestQueue, 'run'>;
  /** 0 means never. */
  readonly refreshHours: number;
  readonly release: () => Pick<ReleaseInfo, 'checkedAt' | 'source'>;
  /** Whether the last refresh, perhaps of a process now gone, failed. */
  readonly lastFailed: () => Promise<boolean>;
  readonly onOutcome: (outcome: Outcome) => void;
  readonly log: Pick<Logger, 'info'>;
  readonly now: () => Date;
  readonly timer: Timer;
  /** 0 up to 1; spreads many installations over time. */
  readonly random: () => number;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Another process refreshes the same folder: look again when it may have published. */
const lockedPauseMs = 2 * minuteMs;

/** Refreshes at once unless the figures are fresh and the last refresh went well, then every `refreshHours`; sooner after a failure. */
export function startRefresher(options: RefresherOptions): Refresher {
  const { queue, refreshHours, release, onOutcome, log, now, timer, random } = options;
  let cancel = () => {};
  let closed = false;
  let failures = 0;
  let begun = false;

  const wait = (ms: number) => {
    if (closed) return;
    cancel = timer(Math.min(ms, hourMs), () => void look());
  };

  const look = async () => {
    const unfinished = !begun && (await options.lastFailed());
    const left = unfinished ? 0 : msUntilDue(release(), refreshHours, now());
    if (left > 0) {
      begun = true;
      return wait(left + random() * jitterMs(refreshHours));
    }
    const outcome = await queue.run({ kind: 'refresh' });
    if (closed) return;
    if (isLocked(outcome)) return wait(lockedPauseMs * (0.5 + random()));
    begun = true;
    onOutcome(outcome);
    failures = outcome.kind === 'failed' ? failures + 1 : 0;
    const pause =
      failures === 0 ? Math.max(minuteMs, refreshHours * hourMs) : backoffMs(failures, random());
    if (failures > 0) log.info({ failures, seconds: Math.round(pause / 1000) }, 'will try again');
    wait(pause + (failures === 0 ? random() * jitterMs(refreshHours) : 0));
  };

  if (refreshHours > 0) wait(0);
  return {
    close: () => {
      closed = true;
      cancel();
    },
  };
}

/**
 * Milliseconds until Kolada should be asked. Snapshot figures are always due; so are figures
 * checked in the future, which only a clock that has been set back can give.
 */
export function msUntilDue(
  { checkedAt, source }: Pick<ReleaseInfo, 'checkedAt' | 'source'>,
  refreshHours: number,
  now: Date,
): number {
  const interval = refreshHours * hourMs;
  const age = now.getTime() - Date.parse(checkedAt);
  if (source === 'snapshot' || age < -hourMs) return 0;
  return Math.max(0, interval - age);
}

function jitterMs(refreshHours: number): number {
  return Math.min(10 * minuteMs, refreshHours * hourMs * 0.05);
}

/** One minute, doubled for each failure up to an hour, and between half and all of it. */
function backoffMs(failures: number, random: number): number {
  const ceiling = Math.min(hourMs, minuteMs * 2 ** Math.min(failures - 1, 10));
  return ceiling * (0.5 + random / 2);
}
