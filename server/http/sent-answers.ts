import type { MiddlewareHandler } from 'hono';
import { servedToday } from './served-today.ts';
import type { Services } from './services.ts';

declare module 'hono' {
  interface ContextVariableMap {
    /** The body sent, where nothing but the address, the release and the day made it so. */
    repeatable: Uint8Array<ArrayBuffer>;
  }
}

interface SentAnswer {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
}

interface SentAnswersOptions {
  /** The bodies are mostly those of the answer cache, so little of this is taken twice. */
  readonly maxBytes?: number;
}

/** Larger ones take longer to send than to read their address. */
const maxAnswerBytes = 1_000_000;
const headerBytes = 2000;

/**
 * Sends an answer that went out before for the very same address, without reading the address anew:
 * what an embed on a much read page asks for. Routes say which answers may be repeated
 * (`c.set('repeatable', …)`). All are forgotten when there is a newer release, or day.
 */
export function sentAnswers(
  services: Pick<Services, 'store' | 'now'>,
  { maxBytes = 4_000_000 }: SentAnswersOptions = {},
): MiddlewareHandler {
  let made = { on: '', answers: boundedAnswers(maxBytes) };
  const answersOfToday = () => {
    const on = servedToday(services).join(' ');
    if (on !== made.on) made = { on, answers: boundedAnswers(maxBytes) };
    return made.answers;
  };
  return async (c, next) => {
    // A client that has the answer already is told so by the route.
    if (c.req.method !== 'GET' || c.req.header('If-None-Match') !== undefined) return next();
    const answers = answersOfToday();
    const key = `${c.req.header('Accept-Encoding') ?? ''} ${withoutHost(c.req.url)}`;
    const known = answers.get(key);
    if (known !== undefined) return new Response(known.body, { headers: known.headers });

    await next();
    const body = c.get('repeatable');
    if (body === undefined || c.res.status !== 200) return;
    answers.keep(key, { body, headers: Object.fromEntries(c.res.headers) });
  };
}

/** No answer depends on the host that was asked for. */
function withoutHost(url: string): string {
  return url.slice(url.indexOf('/', url.indexOf('//') + 2));
}

/** The first in is the first out when they are too many. */
function boundedAnswers(maxBytes: number) {
  const sent = new Map<string, SentAnswer>();
  let bytes = 0;
  const forget = (key: string) => {
    const known = sent.get(key);
    if (known !== undefined && sent.delete(key)) bytes -= costOf(key, known);
  };
  return {
    get: (key: string) => sent.get(key),
    keep: (key: string, answer: SentAnswer) => {
      const cost = costOf(key, answer);
      if (cost > maxAnswerBytes) return;
      forget(key);
      sent.set(key, answer);
      bytes += cost;
      for (const oldest of sent.keys()) {
        if (bytes <= maxBytes) break;
        forget(oldest);
      }
    },
  };
}

function costOf(key: string, { body }: SentAnswer): number {
  return body.byteLength + key.length * 2 + headerBytes;
}
