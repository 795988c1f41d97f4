import { KoladaAbortedError, throwIfAborted } from './errors.ts';

export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

/** Waits `ms`, or rejects with KoladaAbortedError as soon as the signal fires. */
export const sleep: Sleep = (ms, signal) =>
  new Promise((resolve, reject) => {
    throwIfAborted(signal);
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    }, ms);
    const abort = () => {
      clearTimeout(timer);
      reject(new KoladaAbortedError({ cause: signal.reason }));
    };
    signal.addEventListener('abort', abort, { once: true });
  });
