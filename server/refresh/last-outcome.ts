import type { Outcome } from '../ingest/job.ts';
import type { LastRefresh } from '../store/last-refresh.ts';

/** How the last refresh went, as DATA_DIR says or, where nothing could be written there, as seen. */
export interface LastOutcome {
  /** Of a refresh that this process ran. */
  readonly note: (outcome: Outcome) => void;
  /** @throws {StateFileError} when the file is damaged and this process has seen no failure */
  readonly read: () => Promise<LastRefresh | undefined>;
}

interface LastOutcomeOptions {
  /** What DATA_DIR says. */
  readonly filed: () => Promise<LastRefresh | undefined>;
  readonly now: () => Date;
}

/** A full disk or a folder that is read-only makes a refresh fail, and its outcome go unwritten. */
export function createLastOutcome({ filed, now }: LastOutcomeOptions): LastOutcome {
  let failure: LastRefresh | undefined;
  return {
    note: (outcome) => {
      const at = now().toISOString();
      const { kind } = outcome;
      failure =
        kind === 'failed'
          ? { startedAt: at, finishedAt: at, outcome: kind, reason: outcome.reason, alarms: [] }
          : undefined;
    },
    read: async () => {
      const seen = failure;
      if (seen === undefined) return filed();
      const written = await filed().catch(() => undefined);
      // Another process may have succeeded since.
      return written !== undefined && written.finishedAt > seen.finishedAt ? written : seen;
    },
  };
}
