import type { Context } from 'hono';
import { toStored, type Answer, type Encoding, type StoredAnswer } from './answer-cache.ts';
import { setCacheHeaders, type CachePolicy } from './cache-headers.ts';
import { chooseEncoding, isCompressible } from './encoding.ts';
import type { ReadComparison } from './read-comparison.ts';
import { servedToday } from './served-today.ts';
import type { Services } from './services.ts';

type AnswerServices = Pick<Services, 'store' | 'cache' | 'buildId' | 'now'>;

interface ComparisonAnswerOptions {
  readonly read: Pick<ReadComparison, 'comparison' | 'canonical'>;
  /** What tells this answer from others on the same comparison: `json`, `svg:1200`, `inbaddat`. */
  readonly format: string;
  /** Where the address names no release; one that does is immutable. */
  readonly policy?: CachePolicy;
  /** Runs at most once at a time for one release, comparison and format. */
  readonly make: () => Promise<Answer>;
}

/**
 * Answers for a comparison: 304 where the client has it, else from the cache, else made once and
 * kept. Sets ETag, Cache-Control, Vary and the encoding.
 */
export async function sendComparisonAnswer(
  c: Context,
  services: AnswerServices,
  { read, format, policy = 'following', make }: ComparisonAnswerOptions,
): Promise<Response> {
  const identity = comparisonIdentity(services, read, format);
  const locked = read.comparison.release !== undefined;
  if (setCacheHeaders(c, { identity, policy: locked ? 'immutable' : policy }))
    return notModified(c);
  return sendKept(c, await services.cache.get(JSON.stringify(identity), make));
}

/** All that an answer for a comparison depends on, for ETag and cache keys. */
export function comparisonIdentity(
  services: Pick<Services, 'store' | 'buildId' | 'now'>,
  { comparison, canonical }: Pick<ReadComparison, 'comparison' | 'canonical'>,
  format: string,
): (string | undefined)[] {
  const { release } = comparison;
  const shown = release === undefined ? servedToday(services) : [release];
  return [services.buildId, format, canonical, ...shown];
}

interface JsonOptions {
  /** What the answer depends on besides the release: path and query. */
  readonly identity: readonly (string | number | undefined)[];
  /** Whether to keep the finished answer; not for what readers type freely. */
  readonly keep: boolean;
  readonly make: () => Promise<object>;
}

/** Answers JSON that depends on the newest release, and is asked about each time. */
export async function sendJson(
  c: Context,
  { store, cache, buildId }: AnswerServices,
  options: JsonOptions,
): Promise<Response> {
  const { id, checkedAt } = store.release();
  const identity = [buildId, id, checkedAt, ...options.identity];
  if (setCacheHeaders(c, { identity, policy: 'revalidate' })) return notModified(c);
  const make = async (): Promise<Answer> => toJsonAnswer(await options.make());
  if (!options.keep) return sendStored(c, toStored(await make()));
  return sendKept(c, await cache.get(JSON.stringify(identity), make));
}

export function toJsonAnswer(value: object): Answer {
  return { body: JSON.stringify(value), contentType: 'application/json; charset=utf-8' };
}

/** As `sendStored`, where nothing but the address, the release and the day made the answer. */
export function sendKept(c: Context, answer: StoredAnswer): Response {
  c.set('repeatable', answer.bytes(setAnswerHeaders(c, answer)));
  return c.body(c.get('repeatable'));
}

/** Sends bytes in the encoding that the client likes best. */
export function sendStored(c: Context, answer: StoredAnswer): Response {
  return c.body(answer.bytes(setAnswerHeaders(c, answer)));
}

function setAnswerHeaders(c: Context, answer: StoredAnswer): Encoding {
  for (const [name, value] of Object.entries(answer.headers)) c.header(name, value);
  c.header('Content-Type', answer.contentType);
  if (!isCompressible(answer.contentType)) return 'identity';
  c.header('Vary', 'Accept-Encoding');
  const small = answer.bytes('identity').byteLength < 600;
  const encoding = small ? 'identity' : chooseEncoding(c.req.header('Accept-Encoding'));
  if (encoding !== 'identity') c.header('Content-Encoding', encoding);
  return encoding;
}

function notModified(c: Context): Response {
  c.header('Vary', 'Accept-Encoding');
  return c.body(null, 304);
}
