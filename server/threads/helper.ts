import { fork } from 'node:child_process';
import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { Answered, Asked } from './answer-jobs.ts';

/** Whoever does the jobs: a thread of this process, or a process of its own. Keeps nothing alive. */
export interface Helper<Job, Done> {
  readonly post: (asked: Asked<Job>) => void;
  readonly ref: () => void;
  readonly unref: () => void;
  readonly end: () => Promise<unknown>;
  readonly listen: (listeners: HelperListeners<Done>) => void;
}

export interface HelperListeners<Done> {
  readonly onAnswer: (answer: Answered<Done>) => void;
  /** More than once, at times. */
  readonly onEnd: (reason: string) => void;
}

/** Megabytes of V8's heap; a helper that needs more is ended, and the process lives. */
export interface HelperLimits {
  readonly oldMb: number;
  readonly youngMb: number;
}

/** Both can be told to collect their garbage (`globalThis.gc`). */
export function startThread<Job, Done>(script: URL, limits?: HelperLimits): Helper<Job, Done> {
  // Only what starts after this has `gc`.
  setFlagsFromString('--expose-gc');
  const worker = new Worker(script, {
    ...(limits !== undefined && {
      resourceLimits: {
        maxOldGenerationSizeMb: limits.oldMb,
        maxYoungGenerationSizeMb: limits.youngMb,
      },
    }),
    ...compileCache(),
  });
  worker.unref();
  return {
    post: (asked) => worker.postMessage(asked, []),
    ref: () => worker.ref(),
    unref: () => worker.unref(),
    end: () => worker.terminate(),
    listen: ({ onAnswer, onEnd }) => {
      worker.on('message', onAnswer);
      worker.on('error', (error) => onEnd(error.message));
      worker.on('exit', () => onEnd('the thread has ended'));
    },
  };
}

/** For what takes much memory outside V8's heap, which the system has back only from a process. */
export function startProcess<Job, Done>(script: URL, limits?: HelperLimits): Helper<Job, Done> {
  const child = fork(fileURLToPath(script), {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [
      '--expose-gc',
      ...(limits === undefined
        ? []
        : [`--max-old-space-size=${limits.oldMb}`, `--max-semi-space-size=${limits.youngMb}`]),
    ],
    ...compileCache(),
  });
  const unref = () => {
    child.unref();
    child.channel?.unref();
  };
  unref();
  return {
    // One that has ended cannot be sent to; `exit` says so to whoever waits.
    post: (asked) => child.send(asked, () => undefined),
    ref: () => {
      child.ref();
      child.channel?.ref();
    },
    unref,
    end: async () => child.kill('SIGKILL'),
    listen: ({ onAnswer, onEnd }) => {
      child.on('message', onAnswer);
      child.on('error', (error) => onEnd(error.message));
      child.on('exit', () => onEnd('the process has ended'));
    },
  };
}

/** A helper has none of its own, and would load what makes JavaScript of TypeScript: 15 MB. */
function compileCache() {
  const dir = getCompileCacheDir();
  return dir === undefined ? {} : { env: { NODE_COMPILE_CACHE: dirname(dir) } };
}
