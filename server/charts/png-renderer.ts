import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import type { PngAnswer, PngJob } from './png-worker.ts';

/** Draws SVG as PNG in threads of its own, so that nobody else waits for it. */
export interface PngRenderer {
  /**
   * @param scale 2 gives twice the SVG's own size in pixels
   * @throws {PngBusyError} when too many wait already
   * @throws {PngFailedError} when the picture could not be drawn in time, or at all
   */
  readonly render: (svg: string, scale?: number) => Promise<Uint8Array<ArrayBuffer>>;
  readonly close: () => Promise<void>;
}

export interface PngRendererOptions {
  readonly threads?: number;
  readonly mostWaiting?: number;
  readonly deadlineMs?: number;
}

export class PngBusyError extends Error {
  override readonly name = 'PngBusyError';
}

export class PngFailedError extends Error {
  override readonly name = 'PngFailedError';
}

interface Waiting {
  readonly svg: string;
  readonly scale: number;
  readonly resolve: (png: Uint8Array<ArrayBuffer>) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  job: (Waiting & { readonly id: number; readonly timer: NodeJS.Timeout }) | undefined;
}

/** Threads start with the first picture, and keep no process alive. */
export function createPngRenderer(options: PngRendererOptions = {}): PngRenderer {
  const { threads: most = 2, mostWaiting = 64, deadlineMs = 10_000 } = options;
  const threads = new Set<Thread>();
  const queue: Waiting[] = [];
  let lastId = 0;

  const next = () => {
    const idle = [...threads].find(({ job }) => job === undefined) ?? start();
    const waiting = idle && queue.shift();
    if (idle !== undefined && waiting !== undefined) give(idle, waiting);
  };

  const start = (): Thread | undefined => {
    if (threads.size >= most || queue.length === 0) return undefined;
    // Only what starts after this has `gc`: the thread, to let go of what it has drawn.
    setFlagsFromString('--expose-gc');
    const worker = new Worker(new URL('png-worker.ts', import.meta.url), withCompileCache());
    const thread: Thread = { worker, job: undefined };
    worker.on('message', (answer: PngAnswer) => finish(thread, answer));
    worker.on('error', (error) => drop(thread, new PngFailedError(error.message)));
    worker.unref();
    threads.add(thread);
    return thread;
  };

  const give = (thread: Thread, waiting: Waiting) => {
    const id = ++lastId;
    const timer = setTimeout(
      () => drop(thread, new PngFailedError(`not drawn within ${deadlineMs} ms`)),
      deadlineMs,
    );
    thread.job = { ...waiting, id, timer };
    const job: PngJob = { id, svg: waiting.svg, scale: waiting.scale };
    thread.worker.ref();
    thread.worker.postMessage(job, []);
  };

  const finish = (thread: Thread, answer: PngAnswer) => {
    const { job } = thread;
    if (job === undefined || job.id !== answer.id) return;
    clearTimeout(job.timer);
    thread.job = undefined;
    thread.worker.unref();
    if ('png' in answer) job.resolve(answer.png);
    else job.reject(new PngFailedError(answer.error));
    next();
  };

  const drop = (thread: Thread, error: Error) => {
    threads.delete(thread);
    clearTimeout(thread.job?.timer);
    thread.job?.reject(error);
    thread.job = undefined;
    void thread.worker.terminate();
    next();
  };

  return {
    render: (svg, scale = 2) =>
      new Promise((resolve, reject) => {
        if (queue.length >= mostWaiting) {
          reject(new PngBusyError(`${queue.length} pictures are waiting`));
          return;
        }
        queue.push({ svg, scale, resolve, reject });
        next();
      }),
    close: async () => {
      for (const waiting of queue.splice(0)) waiting.reject(new PngFailedError('closed'));
      const running = [...threads];
      for (const thread of running) drop(thread, new PngFailedError('closed'));
      await Promise.all(running.map(({ worker }) => worker.terminate()));
    },
  };
}

/** A thread has none of its own, and would load what makes JavaScript of TypeScript: 15 MB. */
function withCompileCache(): WorkerOptions {
  const dir = getCompileCacheDir();
  return dir === undefined ? {} : { env: { NODE_COMPILE_CACHE: dirname(dir) } };
}
