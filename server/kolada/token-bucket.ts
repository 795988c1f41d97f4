import type { Sleep } from './sleep.ts';

export interface TokenBucketOptions {
  readonly requestsPerSecond: number;
  /** Monotonic clock in milliseconds. */
  readonly now: () => number;
  readonly sleep: Sleep;
}

export interface TokenBucket {
  /** Resolves, in the order asked, when the caller may send one request. */
  readonly take: (signal: AbortSignal) => Promise<void>;
  /** Nobody may send before this many milliseconds have passed. */
  readonly hold: (ms: number) => void;
}

/**
 * Spaces requests evenly. Up to 100 a second nothing is saved up, so that no second ever holds
 * more than the limit; above that, 10 ms worth, because timers are no finer.
 */
export function createTokenBucket(options: TokenBucketOptions): TokenBucket {
  const spacingMs = 1000 / options.requestsPerSecond;
  const savedMs = (Math.max(1, options.requestsPerSecond / 100) - 1) * spacingMs;
  let nextMs = -Infinity;

  return {
    take: async (signal) => {
      const now = options.now();
      const slot = Math.max(nextMs, now - savedMs);
      nextMs = slot + spacingMs;
      if (slot > now) await options.sleep(slot - now, signal);
    },
    hold: (ms) => {
      nextMs = Math.max(nextMs, options.now() + ms);
    },
  };
}
