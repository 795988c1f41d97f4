import type { Context, MiddlewareHandler } from 'hono';
import { encodedEtag, weakEtag } from './cache-headers.ts';
import {
  chooseEncoding,
  compressStream,
  isCompressible,
  smallBytes,
  type Accepted,
  type Encoding,
} from './encoding.ts';
import { createRepeatedAnswers, type SentAnswer } from './repeated-answers.ts';
import type { Services } from './services.ts';
import { readWhole } from './whole-answers.ts';

interface SentAnswersOptions {
  /** The bodies are mostly those of the answer cache, so little of this is taken twice. */
  readonly maxBytes?: number;
}

/**
 * The one place where answers get their encoding, and from which they are sent again. All that
 * stands inside it is plain. What is kept is what was sent: every header and the body, taken
 * together when both are finished, so that no header can belie a body.
 *
 * An answer that went out before for the very same address is sent without reading the address
 * anew: what an embed on a much read page asks for. Routes say which may be (`sendKept`).
 */
export function sentAnswers(
  services: Pick<Services, 'store' | 'now'>,
  { maxBytes = 4_000_000 }: SentAnswersOptions = {},
): MiddlewareHandler {
  const answersOfToday = createRepeatedAnswers(services, maxBytes);
  return async (c, next) => {
    const accepted = chooseEncoding(c.req.header('Accept-Encoding'));
    const isRead = c.req.method === 'GET' || c.req.method === 'HEAD';
    // A client that may have the answer already is told so by the route.
    if (!isRead || mayHaveIt(c)) {
      await next();
      await encode(c, accepted);
      return undefined;
    }
    const answers = answersOfToday();
    const key = `${accepted.encoding} ${accepted.whenSmall} ${withoutHost(c.req.url)}`;
    const known = answers.get(key);
    if (known !== undefined) return new Response(known.body, { headers: known.headers });
    await next();
    const sent = await encode(c, accepted);
    if (sent !== undefined) answers.keep(key, sent);
    return undefined;
  };
}

function mayHaveIt(c: Context): boolean {
  return ['If-None-Match', 'If-Modified-Since'].some((name) => c.req.header(name) !== undefined);
}

/** No answer depends on the host that was asked for. */
function withoutHost(url: string): string {
  return url.slice(url.indexOf('/', url.indexOf('//') + 2));
}

/**
 * Gives the response its encoding and every header that hangs on it, for HEAD as for GET.
 * @returns what was sent, where it may be sent again
 */
async function encode(c: Context, accepted: Accepted): Promise<SentAnswer | undefined> {
  const { status } = c.res;
  const mayVary = isCompressible(c.res.headers.get('Content-Type') ?? '');
  if (mayVary || status === 304) addVary(c.res.headers);
  if (bodiless.has(status)) return undefined;

  const whole = await readWhole(c.res);
  if (whole === undefined) {
    sendStream(c, mayVary ? accepted.encoding : 'identity');
    return undefined;
  }
  const isSmall = whole.answer.plain.byteLength < smallBytes;
  const encoding = !mayVary ? 'identity' : isSmall ? accepted.whenSmall : accepted.encoding;
  const body = await whole.answer.bytes(encoding);
  // Read only here: once its body has been, a response of node-server has other headers than before.
  const { headers } = c.res;
  setEncoding(headers, encoding);
  headers.set('Content-Length', String(body.byteLength));
  replaceBody(c, body);
  if (!whole.isRepeatable || status !== 200) return undefined;
  return { body, headers: Object.fromEntries(headers) };
}

const bodiless: ReadonlySet<number> = new Set([204, 304]);

function sendStream(c: Context, encoding: Encoding): void {
  const { body, headers } = c.res;
  setEncoding(headers, encoding);
  // How a stream is cut into pieces shows in its compressed bytes, so they are not promised.
  const etag = headers.get('ETag');
  if (etag !== null && encoding !== 'identity') headers.set('ETag', weakEtag(etag));
  // HEAD runs the handler for GET; a stream that nobody will read must be told so.
  if (body === null || c.req.method === 'HEAD') void body?.cancel();
  else replaceBody(c, onDemand(encoding === 'identity' ? body : compressStream(body, encoding)));
}

/**
 * The stream read only when it is asked for more. Of one that breaks while a slow reader keeps it
 * waiting, node-server would send its error's text and a proper end, and the file would look whole;
 * one that breaks while it is asked, it cuts.
 */
function onDemand(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream(
    {
      pull: async (controller) => {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}

function setEncoding(headers: Headers, encoding: Encoding): void {
  if (encoding === 'identity') return;
  headers.set('Content-Encoding', encoding);
  const etag = headers.get('ETag');
  if (etag !== null) headers.set('ETag', encodedEtag(etag, encoding));
}

/** Hono would lay the headers of the response that is replaced over those of the new one. */
function replaceBody(c: Context, body: Uint8Array<ArrayBuffer> | ReadableStream): void {
  const { status, headers } = c.res;
  c.res = undefined;
  c.res = new Response(body, { status, headers });
}

function addVary(headers: Headers): void {
  const vary = headers.get('Vary');
  if (vary === null) headers.set('Vary', 'Accept-Encoding');
  else if (!/(?:^|,)\s*(?:\*|accept-encoding)\s*(?:,|$)/i.test(vary)) {
    headers.set('Vary', `${vary}, Accept-Encoding`);
  }
}
