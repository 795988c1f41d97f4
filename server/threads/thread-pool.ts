import { createWaitingLine, type WaitingJob } from '../waiting-line.ts';
import { currentWork } from '../work.ts';
import type { Answered } from './answer-jobs.ts';
import { startProcess, startThread, type Helper, type HelperLimits } from './helper.ts';

/** Does one kind of job in threads of its own, so that nobody else waits for it. */
export interface ThreadPool<Job, Done> {
  /**
   * The cheapest work goes first. A job whose readers have gone before it began is never done.
   * @throws {ProblemError} 503 `busy` when too many wait already
   * @throws {ThreadError} when it could not be done in time, in the memory there is, or at all
   */
  readonly run: (job: Job) => Promise<Done>;
  /** Starts a thread, for one who knows that somebody soon will need it. */
  readonly warm: () => void;
  /** How many threads there are now. */
  readonly size: () => number;
  readonly close: () => Promise<void>;
}

export interface ThreadPoolOptions {
  readonly script: URL;
  readonly threads: number;
  readonly mostWaiting: number;
  readonly deadlineMs: number;
  /** A thread that needs more is ended, and the process lives. */
  readonly limits?: HelperLimits;
  /** Processes instead of threads: slower to start, and all their memory goes back when they end. */
  readonly inProcesses?: boolean;
  /** A thread that has had nothing to do for so long ends; never when left out. */
  readonly idleMs?: number;
}

export class ThreadError extends Error {
  override readonly name = 'ThreadError';
}

interface Given<Done> {
  readonly id: number;
  readonly resolve: (done: Done) => void;
  readonly reject: (error: Error) => void;
  readonly deadline: NodeJS.Timeout;
}

interface Thread<Job, Done> {
  readonly helper: Helper<Job, Done>;
  given: Given<Done> | undefined;
  idle: NodeJS.Timeout | undefined;
}

/** Threads start with the first job, and keep no process alive. */
export function createThreadPool<Job, Done>(options: ThreadPoolOptions): ThreadPool<Job, Done> {
  const { deadlineMs, idleMs } = options;
  const threads = new Set<Thread<Job, Done>>();
  const line = createWaitingLine<Job, Done>(options.mostWaiting);
  let lastId = 0;

  const next = () => {
    if (line.size() === 0) return;
    const free = [...threads].find(({ given }) => given === undefined) ?? start();
    const waiting = free && line.shift();
    if (free !== undefined && waiting !== undefined) give(free, waiting);
  };

  const start = (): Thread<Job, Done> | undefined => {
    if (threads.size >= options.threads) return undefined;
    const startHelper =
      options.inProcesses === true ? startProcess<Job, Done> : startThread<Job, Done>;
    const helper = startHelper(options.script, options.limits);
    const thread: Thread<Job, Done> = { helper, given: undefined, idle: undefined };
    helper.listen({
      onAnswer: (answer) => finish(thread, answer),
      onEnd: (reason) => drop(thread, new ThreadError(reason)),
    });
    threads.add(thread);
    return thread;
  };

  const give = (thread: Thread<Job, Done>, { job, resolve, reject }: WaitingJob<Job, Done>) => {
    clearTimeout(thread.idle);
    const late = () => drop(thread, new ThreadError(`not done within ${deadlineMs} ms`));
    const id = ++lastId;
    thread.given = { id, resolve, reject, deadline: setTimeout(late, deadlineMs) };
    thread.helper.ref();
    thread.helper.post({ id, job });
  };

  const finish = (thread: Thread<Job, Done>, answer: Answered<Done>) => {
    const { given } = thread;
    if (given === undefined || given.id !== answer.id) return;
    clearTimeout(given.deadline);
    thread.given = undefined;
    thread.helper.unref();
    if (idleMs !== undefined) thread.idle = setTimeout(drop, idleMs, thread).unref();
    if ('done' in answer) given.resolve(answer.done);
    else given.reject(new ThreadError(answer.error));
    next();
  };

  const drop = (thread: Thread<Job, Done>, error?: ThreadError) => {
    if (!threads.delete(thread)) return;
    clearTimeout(thread.idle);
    clearTimeout(thread.given?.deadline);
    thread.given?.reject(error ?? new ThreadError('the thread was let go'));
    thread.given = undefined;
    void thread.helper.end();
    next();
  };

  return {
    run: (job) => {
      const waited = line.add(job, currentWork());
      next();
      return waited;
    },
    warm: () => {
      if (threads.size === 0) start();
    },
    size: () => threads.size,
    close: async () => {
      line.clear(new ThreadError('closed'));
      const running = [...threads];
      for (const thread of running) drop(thread, new ThreadError('closed'));
      await Promise.all(running.map(({ helper }) => helper.end()));
    },
  };
}
