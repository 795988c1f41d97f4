import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { IngestJob, Outcome, Progress } from '../ingest/job.ts';

export type RunIngest = (
  job: IngestJob,
  options: { readonly onProgress: (progress: Progress) => void; readonly signal: AbortSignal },
) => Promise<Outcome>;

/** One ingest at a time: they share a lock, and Kolada's patience. */
export interface IngestQueue {
  /**
   * Resolves with the outcome once the run is over and the store serves what it gave. A refresh
   * that finds the lock taken fails with `locked` at once: the holder is doing its work.
   */
  readonly run: (job: IngestJob, onProgress?: (progress: Progress) => void) => Promise<Outcome>;
  /** Ends the run under way and refuses those that wait. */
  readonly close: () => Promise<void>;
}

interface IngestQueueOptions {
  readonly runIngest: RunIngest;
  /** Makes the store serve what has been published. */
  readonly afterRun: () => Promise<void>;
  readonly log: Pick<Logger, 'info' | 'warn'>;
  /** Between tries while another process, such as `npm run refresh`, holds the lock. */
  readonly pause?: (signal: AbortSignal) => Promise<void>;
}

/** With the standard pause: ten minutes. */
const lockedTries = 120;

const closed: Outcome = { kind: 'failed', reason: 'aborted', detail: 'the server is stopping' };

export function createIngestQueue(options: IngestQueueOptions): IngestQueue {
  const { runIngest, afterRun, log, pause = fiveSeconds } = options;
  const stop = new AbortController();
  let last: Promise<unknown> = Promise.resolve();

  const runUnlocked: RunIngest = async (job, { onProgress, signal }) => {
    for (let tries = 1; ; tries++) {
      const outcome = await runIngest(job, { onProgress, signal }).catch(toFailure);
      const waits = isLocked(outcome) && job.kind !== 'refresh' && tries < lockedTries;
      if (!waits || signal.aborted) return outcome;
      await pause(signal);
    }
  };

  const runNow = async (
    job: IngestJob,
    onProgress: (progress: Progress) => void,
  ): Promise<Outcome> => {
    if (stop.signal.aborted) return closed;
    const outcome = await runUnlocked(job, { onProgress, signal: stop.signal });
    if (stop.signal.aborted) return outcome;
    if (isLocked(outcome)) log.info({ job }, 'another process is writing in DATA_DIR');
    else if (outcome.kind === 'failed') log.warn({ job, outcome }, 'ingest failed');
    else {
      log.info({ job, outcome }, 'ingest done');
      await afterRun();
    }
    return outcome;
  };

  return {
    run: (job, onProgress = () => {}) => {
      const run = last.then(() => runNow(job, onProgress)).catch(toFailure);
      last = run;
      return run;
    },
    close: async () => {
      stop.abort();
      await last;
    },
  };
}

/** Another process holds the lock; nothing is wrong. */
export function isLocked(outcome: Outcome): boolean {
  return outcome.kind === 'failed' && outcome.reason === 'locked';
}

async function fiveSeconds(signal: AbortSignal): Promise<void> {
  await setTimeout(5000, undefined, { signal }).catch(() => {});
}

function toFailure(error: unknown): Outcome {
  return { kind: 'failed', reason: 'internal', detail: String(error) };
}
