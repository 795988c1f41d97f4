import type { IngestSource } from './catalogue.ts';
import type { Accepted } from './held-kpi.ts';
import type { IngestJob, Phase, Progress } from './job.ts';

export interface IngestOptions {
  /** DATA_DIR; made if it is not there. */
  readonly dir: string;
  /** The folder data/ of the product. */
  readonly dataFiles: string;
  /** Kolada, opened only if the job needs it. */
  readonly openSource: () => IngestSource;
  readonly now: () => Date;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds that a run may take before it has planned any request; see `deadline.ts`. */
  readonly patienceMs?: number | undefined;
  /** Held answers that a human accepts with this run, by KPI. */
  readonly accept?: ReadonlyMap<string, Accepted> | undefined;
}

/** What the steps of one run share. */
export interface Run extends IngestOptions {
  readonly job: IngestJob;
  readonly startedAt: Date;
  /** Whether the last refresh failed. */
  readonly lastFailed: boolean;
  /** Gives the run time for so many requests more. */
  readonly allow: (requests: number, requestsPerSecond: number) => void;
  readonly step: (phase: Phase, done?: number, total?: number) => void;
}
