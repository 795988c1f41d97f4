import type { Context } from 'hono';
import type { Answer, StoredAnswer } from './answer-cache.ts';
import { setCacheHeaders } from './cache-headers.ts';
import { chooseEncoding, isCompressible } from './encoding.ts';
import type { ReadComparison } from './read-comparison.ts';
import type { Services } from './services.ts';

interface ComparisonAnswerOptions {
  readonly read: ReadComparison;
  /** What tells this answer from others on the same comparison: `json`, `svg:1200`, `inbaddat`. */
  readonly format: string;
  /** Runs at most once at a time for one release, comparison and format. */
  readonly make: () => Promise<Answer>;
}

/**
 * Answers for a comparison: 304 where the client has it, else from the cache, else made once and
 * kept. Sets ETag, Cache-Control, Vary and the encoding.
 */
export async function sendComparisonAnswer(
  c: Context,
  services: Pick<Services, 'store' | 'cache' | 'buildId'>,
  { read, format, make }: ComparisonAnswerOptions,
): Promise<Response> {
  const identity = comparisonIdentity(services, read, format);
  const locked = read.comparison.release !== undefined;
  if (setCacheHeaders(c, { identity, locked })) return c.body(null, 304);
  return sendStored(c, await services.cache.get(JSON.stringify(identity), make));
}

/** All that an answer for a comparison depends on, for ETag and cache keys. */
export function comparisonIdentity(
  { store, buildId }: Pick<Services, 'store' | 'buildId'>,
  { comparison, canonical }: Pick<ReadComparison, 'comparison' | 'canonical'>,
  format: string,
): (string | undefined)[] {
  const { id, checkedAt } = store.release();
  const shown = comparison.release === undefined ? [id, checkedAt] : [comparison.release];
  return [buildId, format, canonical, ...shown];
}

/** Sends bytes in the encoding that the client likes best. */
export function sendStored(c: Context, answer: StoredAnswer): Response {
  for (const [name, value] of Object.entries(answer.headers)) c.header(name, value);
  c.header('Content-Type', answer.contentType);
  if (!isCompressible(answer.contentType)) return c.body(answer.bytes('identity'));
  c.header('Vary', 'Accept-Encoding', { append: true });
  const plain = answer.bytes('identity');
  const encoding =
    plain.byteLength < 600 ? 'identity' : chooseEncoding(c.req.header('Accept-Encoding'));
  if (encoding === 'identity') return c.body(plain);
  c.header('Content-Encoding', encoding);
  return c.body(answer.bytes(encoding));
}
