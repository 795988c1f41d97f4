import { Pool, type Dispatcher } from 'undici';
import {
  KoladaAbortedError,
  KoladaAnswerError,
  KoladaRequestError,
  KoladaUnavailableError,
} from './errors.ts';
import { acceptEncoding, readBody } from './read-body.ts';
import { retryAfterMs } from './retry.ts';
import { answerTime } from './service-clock.ts';

/** One page of any Kolada list; `count` is the number of values on this page. */
export interface Page {
  readonly values: readonly unknown[];
  readonly nextUrl: string | null;
  readonly simulated: boolean;
  /** When the service made it, in milliseconds since 1970 by its own clock. */
  readonly date: number | undefined;
}

export interface PageFetcherOptions {
  readonly origin: string;
  readonly connections: number;
  /** From the request's first byte to the body's last, a dripping body included. */
  readonly attemptTimeoutMs: number;
  /** Limit on a body, both as sent and decompressed. */
  readonly maxBodyBytes: number;
}

export interface PageFetcher {
  /** One attempt; `path` starts with `/` and belongs to the fetcher's origin. */
  readonly fetchPage: (path: string, signal: AbortSignal) => Promise<Page>;
  readonly close: () => Promise<void>;
}

export function createPageFetcher(options: PageFetcherOptions): PageFetcher {
  const pool = new Pool(options.origin, {
    connections: options.connections,
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: options.attemptTimeoutMs },
  });

  const fetchPage = async (path: string, signal: AbortSignal): Promise<Page> => {
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), options.attemptTimeoutMs);
    const stop = () => deadline.abort();
    signal.addEventListener('abort', stop, { once: true });
    try {
      if (signal.aborted) stop();
      const answer = await pool.request({
        path,
        method: 'GET',
        headers: { accept: 'application/json', 'accept-encoding': acceptEncoding },
        signal: deadline.signal,
      });
      return await readPage(answer, options.maxBodyBytes);
    } catch (cause) {
      if (signal.aborted) throw new KoladaAbortedError({ cause: signal.reason });
      if (deadline.signal.aborted) {
        const message = `no complete answer within ${options.attemptTimeoutMs} ms`;
        throw new KoladaUnavailableError('timeout', message, { cause });
      }
      throw isOurs(cause) ? cause : new KoladaUnavailableError('network', String(cause), { cause });
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    }
  };

  return { fetchPage, close: () => pool.destroy() };
}

async function readPage(answer: Dispatcher.ResponseData, maxBytes: number): Promise<Page> {
  try {
    checkStatus(answer);
    checkContentType(header(answer, 'content-type'));
    const text = await readBody(answer.body, header(answer, 'content-encoding'), maxBytes);
    return {
      ...parsePage(text),
      simulated: header(answer, 'x-simulated') === 'true',
      date: answerTime(header(answer, 'date'), header(answer, 'age')),
    };
  } catch (error) {
    // Without a listener the unread body's own error would end the process.
    answer.body.on('error', () => {}).destroy();
    throw error;
  }
}

function checkStatus(answer: Dispatcher.ResponseData): void {
  const status = answer.statusCode;
  if (status === 200) return;
  if (status < 300) throw new KoladaAnswerError('shape', `expected status 200, got ${status}`);
  if (status >= 300 && status < 400) {
    throw new KoladaAnswerError('redirect', `refused to follow a redirect (${status})`);
  }
  if (status === 429 || status === 408 || status >= 500) {
    const wait = retryAfterMs(header(answer, 'retry-after'), Date.now());
    const code = status === 429 ? 'busy' : 'server-error';
    throw new KoladaUnavailableError(code, `Kolada answered ${status}`, {
      status,
      ...(wait !== undefined && { retryAfterMs: wait }),
    });
  }
  const code = status === 410 ? 'gone' : 'refused';
  throw new KoladaRequestError(code, `Kolada answered ${status}`, { status });
}

function checkContentType(type: string | undefined): void {
  if (/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type ?? '')) return;
  throw new KoladaAnswerError('content-type', `expected JSON, got ${type ?? 'no content type'}`);
}

function parsePage(text: string): Pick<Page, 'values' | 'nextUrl'> {
  const answer = parseJson(text);
  if (typeof answer !== 'object' || answer === null || !('values' in answer)) throw misshapen();
  const { values } = answer;
  const nextUrl = 'next_url' in answer ? (answer.next_url ?? null) : null;
  if (!Array.isArray(values) || (nextUrl !== null && typeof nextUrl !== 'string')) {
    throw misshapen();
  }
  if (!('count' in answer) || answer.count !== values.length) {
    throw new KoladaAnswerError('shape', 'count differs from the number of values on the page');
  }
  return { values, nextUrl };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new KoladaAnswerError('not-json', 'the answer is not valid JSON', { cause });
  }
}

function misshapen(): KoladaAnswerError {
  return new KoladaAnswerError('shape', 'the answer is not a page of values');
}

function header(answer: Dispatcher.ResponseData, name: string): string | undefined {
  const value = answer.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function isOurs(error: unknown): boolean {
  return (
    error instanceof KoladaAnswerError ||
    error instanceof KoladaUnavailableError ||
    error instanceof KoladaRequestError
  );
}
