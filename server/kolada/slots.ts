import { KoladaAbortedError, throwIfAborted } from './errors.ts';

/** At most `size` tasks at once, the others wait in line. */
export function createSlots(size: number) {
  const waiting: (() => void)[] = [];
  let free = size;

  const release = () => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };

  const acquire = (signal: AbortSignal): Promise<void> => {
    throwIfAborted(signal);
    if (free > 0) {
      free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const enter = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        waiting.splice(waiting.indexOf(enter), 1);
        reject(new KoladaAbortedError({ cause: signal.reason }));
      };
      waiting.push(enter);
      signal.addEventListener('abort', leave, { once: true });
    });
  };

  return async <T>(task: () => Promise<T>, signal: AbortSignal): Promise<T> => {
    await acquire(signal);
    try {
      return await task();
    } finally {
      release();
    }
  };
}

export type Slots = ReturnType<typeof createSlots>;
