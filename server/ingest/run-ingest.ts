import { fork } from 'node:child_process';
import type { Config } from '../config.ts';
import { writeLastRefresh } from '../store/last-refresh.ts';
import { heapFlags } from './heap-flags.ts';
import type { IngestJob, Outcome, Progress } from './job.ts';

export interface RunIngestOptions {
  readonly config: Config;
  readonly onProgress?: (progress: Progress) => void;
  /** Ends the run; what is served stays as it was. */
  readonly signal?: AbortSignal;
}

/** What the process that does the work tells of it. */
export type FromChild =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'outcome'; readonly outcome: Outcome };

const childFile = new URL('./child.ts', import.meta.url);

/** From being asked to stop until it is ended by force. */
const graceMs = 5_000;

/**
 * Does one job in a process of its own, so that neither its memory nor its death reaches the server.
 * @returns never rejects: a process that dies is an outcome, `killed`
 */
export async function runIngest(job: IngestJob, options: RunIngestOptions): Promise<Outcome> {
  const startedAt = new Date().toISOString();
  const outcome = await inChild(job, options);
  const isRefresh = job.kind === 'refresh' || job.kind === 'all';
  if (isRefresh && outcome.kind === 'failed' && outcome.reason === 'killed') {
    const finishedAt = new Date().toISOString();
    const { reason, detail } = outcome;
    await writeLastRefresh(options.config.dataDir, {
      startedAt,
      finishedAt,
      outcome: 'failed',
      reason,
      detail,
      alarms: [],
    }).catch(() => undefined);
  }
  return outcome;
}

function inChild(job: IngestJob, options: RunIngestOptions): Promise<Outcome> {
  const { config, signal } = options;
  if (signal?.aborted) {
    return Promise.resolve({ kind: 'failed', reason: 'aborted', detail: 'not begun' });
  }
  return new Promise((resolve) => {
    const child = fork(childFile, {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: [...process.execArgv, ...heapFlags],
    });
    let outcome: Outcome | undefined;
    let force: NodeJS.Timeout | undefined;
    const stop = () => {
      child.kill('SIGTERM');
      force = setTimeout(() => child.kill('SIGKILL'), graceMs);
    };
    const settle = (fallback: Outcome) => {
      clearTimeout(force);
      signal?.removeEventListener('abort', stop);
      resolve(outcome ?? fallback);
    };
    signal?.addEventListener('abort', stop, { once: true });
    child.on('message', (message: FromChild) => {
      if (message.kind === 'progress') options.onProgress?.(message.progress);
      else outcome = message.outcome;
    });
    child.once('error', (error) => {
      settle({ kind: 'failed', reason: 'killed', detail: `no process: ${String(error)}` });
    });
    child.once('exit', (code, killedBy) => {
      const reason = signal?.aborted ? 'aborted' : 'killed';
      const detail = `the process ended with ${killedBy ?? code} before it was done`;
      settle({ kind: 'failed', reason, detail });
    });
    child.send({ job, config });
  });
}
