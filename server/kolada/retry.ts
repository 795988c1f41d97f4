import { isWorthRetrying, KoladaUnavailableError } from './errors.ts';
import type { Sleep } from './sleep.ts';

export interface RetryOptions {
  /** Attempts after the first. */
  readonly retries: number;
  readonly baseDelayMs: number;
  readonly maxDelayMs: number;
  /** The longest wait that a server's Retry-After is allowed to ask for. */
  readonly maxRetryAfterMs: number;
  readonly random: () => number;
  readonly sleep: Sleep;
  /** Told when the server asked for a pause, so that other requests wait too. */
  readonly onHold: (ms: number) => void;
}

/**
 * Runs `attempt` until it succeeds, fails for good, or has failed `retries + 1` times.
 * The wait is random between 0 and a doubling ceiling (full jitter), or Retry-After plus that.
 */
export async function retry<T>(
  options: RetryOptions,
  attempt: () => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  for (let failed = 0; ; failed += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (failed >= options.retries || !isWorthRetrying(error)) throw error;
      await options.sleep(delayMs(options, failed, error), signal);
    }
  }
}

function delayMs(options: RetryOptions, failed: number, error: unknown): number {
  const ceiling = Math.min(options.maxDelayMs, options.baseDelayMs * 2 ** failed);
  const jitter = options.random() * ceiling;
  if (!(error instanceof KoladaUnavailableError) || error.retryAfterMs === undefined) return jitter;
  const asked = Math.min(error.retryAfterMs, options.maxRetryAfterMs);
  options.onHold(asked);
  return asked + jitter;
}

/**
 * @param header Retry-After as seconds or an HTTP date (RFC 9110, 10.2.3)
 * @param now wall clock in milliseconds since 1970, for the date form
 */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (text === '') return undefined;
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
