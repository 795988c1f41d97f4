import { IngestError } from './errors.ts';

/** What a run may take however little it asks for: ten requests that are each tried five times. */
const leastMs = 30 * 60_000;
/** What it may take besides for each request planned; Kolada answers in tenths of a second. */
const perRequestMs = 2_000;
/** Where the settings ask it to go slower than that, four times its own pace. */
const timesPace = 4;

/** Node's timers count no further: 24 days. */
const longestTimer = 2 ** 31 - 1;

export interface Deadline {
  /** Fires, with an IngestError `too-slow` as its reason, when the time is up. */
  readonly signal: AbortSignal;
  /** Gives the run time for requests that have been planned. */
  readonly allow: (requests: number, requestsPerSecond: number) => void;
  readonly clear: () => void;
}

/** @param patienceMs what a run may take that has planned nothing yet; half an hour when left out */
export function startDeadline(patienceMs = leastMs): Deadline {
  const controller = new AbortController();
  const started = performance.now();
  let allowedMs = patienceMs;
  const fire = () => {
    const minutes = Math.round(allowedMs / 60_000);
    controller.abort(new IngestError('too-slow', `the run took more than ${minutes} minutes`));
  };
  let timer = setTimeout(fire, allowedMs);
  timer.unref();
  return {
    signal: controller.signal,
    allow: (requests, requestsPerSecond) => {
      allowedMs += requests * Math.max(perRequestMs, (timesPace * 1000) / requestsPerSecond);
      clearTimeout(timer);
      const left = started + allowedMs - performance.now();
      timer = setTimeout(fire, Math.min(longestTimer, Math.max(0, left)));
      timer.unref();
    },
    clear: () => clearTimeout(timer),
  };
}
