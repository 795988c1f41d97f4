import { createPageFetcher, type Page } from './fetch-page.ts';
import { createServiceClock } from './service-clock.ts';
import { eachPage } from './paging.ts';
import { retry, type RetryOptions } from './retry.ts';
import { createSlots } from './slots.ts';
import { sleep as realSleep, type Sleep } from './sleep.ts';
import { createTokenBucket } from './token-bucket.ts';

export interface ConnectionOptions {
  /** Base address, such as https://api.kolada.se/v3. */
  readonly url: string;
  readonly requestsPerSecond: number;
  readonly connections: number;
  /** Deadline of one attempt, body included. */
  readonly attemptTimeoutMs?: number;
  /** Attempts after the first. */
  readonly retries?: number;
  readonly baseDelayMs?: number;
  readonly maxDelayMs?: number;
  readonly maxRetryAfterMs?: number;
  readonly maxBodyBytes?: number;
  readonly random?: () => number;
  readonly sleep?: Sleep;
  /** Monotonic milliseconds for the request rate. */
  readonly now?: () => number;
}

/** A page after validation, with the way to the next and how many rows came, refused ones too. */
export type Loaded<T> = T & { readonly nextUrl: string | null; readonly rowCount: number };

/** A list to follow: its path and query relative to the base address, and its most rows. */
export interface ListRequest {
  readonly path: string;
  readonly maxRows: number;
}

export interface Connection {
  /**
   * Follows a list from its first page. One retry loop surrounds fetch, decode, parse and `read`.
   * @param read validates a page's values; what it throws decides whether to try again
   */
  readonly pages: <T extends object>(
    list: ListRequest,
    read: (values: readonly unknown[]) => T,
    signal: AbortSignal,
  ) => AsyncGenerator<Loaded<T>, void, void>;
  readonly simulated: () => boolean;
  /** What the service's clock says now, by the `Date` of its latest answer that had one. */
  readonly serviceTime: () => Date | undefined;
  readonly requestCount: () => number;
  readonly close: () => Promise<void>;
}

/** Rate limit, connection limit, deadline and retries around one Kolada address. */
export function createConnection(options: ConnectionOptions): Connection {
  const { origin, pathname } = new URL(options.url);
  const basePath = pathname.replace(/\/+$/, '');
  const sleep = options.sleep ?? realSleep;
  const now = options.now ?? (() => performance.now());
  const clock = createServiceClock(now);
  const inSlot = createSlots(options.connections);
  const bucket = createTokenBucket({
    requestsPerSecond: options.requestsPerSecond,
    now,
    sleep,
  });
  const fetcher = createPageFetcher({
    origin,
    connections: options.connections,
    attemptTimeoutMs: options.attemptTimeoutMs ?? 60_000,
    maxBodyBytes: options.maxBodyBytes ?? 64 * 2 ** 20,
  });
  const retrying = retryOptions(options, sleep, bucket.hold);
  let requestCount = 0;
  let simulated = false;

  const attempt = (path: string, signal: AbortSignal): Promise<Page> =>
    inSlot(async () => {
      await bucket.take(signal);
      requestCount += 1;
      const page = await fetcher.fetchPage(path, signal);
      clock.hear(page.date);
      return page;
    }, signal);

  return {
    pages: ({ path, maxRows }, read, signal) =>
      eachPage({ origin, first: `${basePath}${path}`, maxRows }, (pagePath) =>
        retry(
          retrying,
          async () => {
            const page = await attempt(pagePath, signal);
            const rowCount = page.values.length;
            const loaded = { ...read(page.values), nextUrl: page.nextUrl, rowCount };
            simulated ||= page.simulated;
            return loaded;
          },
          signal,
        ).catch((error: unknown) => {
          throw withRequest(error, pagePath);
        }),
      ),
    simulated: () => simulated,
    serviceTime: clock.now,
    requestCount: () => requestCount,
    close: fetcher.close,
  };
}

/** The error itself, its message saying what was asked: its kind and code are the caller's concern. */
function withRequest(error: unknown, path: string): unknown {
  if (error instanceof Error) error.message = `${error.message} (GET ${path.slice(0, 200)})`;
  return error;
}

function retryOptions(
  options: ConnectionOptions,
  sleep: Sleep,
  onHold: (ms: number) => void,
): RetryOptions {
  return {
    retries: options.retries ?? 4,
    baseDelayMs: options.baseDelayMs ?? 500,
    maxDelayMs: options.maxDelayMs ?? 30_000,
    maxRetryAfterMs: options.maxRetryAfterMs ?? 120_000,
    random: options.random ?? Math.random,
    sleep,
    onHold,
  };
}
