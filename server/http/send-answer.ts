import type { Context } from 'hono';
import { toStored, type Answer, type StoredAnswer } from './answer-cache.ts';
import {
  notModified,
  setCacheHeaders,
  type CacheOptions,
  type CachePolicy,
} from './cache-headers.ts';
import type { ReadComparison } from './read-comparison.ts';
import { servedToday } from './served-today.ts';
import type { Services } from './services.ts';
import { respondWhole } from './whole-answers.ts';

type AnswerServices = Pick<Services, 'store' | 'cache' | 'buildId' | 'now'>;

interface ComparisonAnswerOptions extends CachingOptions {
  readonly read: ReadComparison;
  /** Runs at most once at a time for one release, comparison and format. */
  readonly make: () => Promise<Answer>;
}

interface CachingOptions {
  /** What tells this answer from others on the same comparison: `json`, `svg:1200`, `inbaddat`. */
  readonly format: string;
  /** Where the address names no release, or has a fault; one that does and has none is immutable. */
  readonly policy?: CachePolicy;
  /** See `setCacheHeaders`: for files. */
  readonly isExact?: boolean;
}

/**
 * Answers for a comparison: 304 where the client has it, else from the cache, else made once and
 * kept. Sets ETag, Cache-Control and Last-Modified; `sentAnswers` encodes.
 */
export async function sendComparisonAnswer(
  c: Context,
  services: AnswerServices,
  { read, make, ...options }: ComparisonAnswerOptions,
): Promise<Response> {
  const caching = comparisonCaching(services, read, options);
  if (setCacheHeaders(c, caching)) return notModified(c);
  return sendKept(c, await services.cache.get(JSON.stringify(caching.identity), make));
}

/** All that an answer for a comparison depends on, for ETag and cache keys, and how it is kept. */
export function comparisonCaching(
  { store, buildId, now }: Pick<Services, 'store' | 'buildId' | 'now'>,
  { comparison, canonical, problems }: ReadComparison,
  { format, policy = 'following', isExact = false }: CachingOptions,
): CacheOptions {
  const { release } = comparison;
  const shown = release === undefined ? servedToday({ store, now }) : [release];
  const faults = problems.length === 0 ? [] : [JSON.stringify(problems)];
  const identity = [buildId, format, canonical, ...shown, ...faults];
  // An answer that had to guess is never kept for ever, nor taken for the one that need not.
  if (release === undefined || faults.length > 0) return { identity, policy, isExact };
  return {
    identity,
    policy: 'immutable',
    isExact,
    modified: store.releases().find(({ id }) => id === release)?.publishedAt,
  };
}

interface JsonOptions {
  /** What the answer depends on besides the release: path and query. */
  readonly identity: readonly (string | number | undefined)[];
  /** Whether to keep the finished answer; not for what readers type freely. */
  readonly keep: boolean;
  /** The release that the address is locked to, known here; the answer is then the same for ever. */
  readonly release?: string | undefined;
  readonly make: () => Promise<object>;
}

/** Answers JSON of the newest release, which is asked about each time, or of the one it is locked to. */
export async function sendJson(
  c: Context,
  { store, cache, buildId }: AnswerServices,
  options: JsonOptions,
): Promise<Response> {
  const { id, checkedAt } = store.release();
  const locked = options.release;
  const shown = locked === undefined ? [id, checkedAt, store.held().version] : [locked];
  const identity = [buildId, ...shown, ...options.identity];
  const policy = locked === undefined ? 'revalidate' : 'immutable';
  if (setCacheHeaders(c, { identity, policy })) return notModified(c);
  const make = async (): Promise<Answer> => toJsonAnswer(await options.make());
  if (!options.keep) return sendStored(c, toStored(await make()));
  return sendKept(c, await cache.get(JSON.stringify(identity), make));
}

export function toJsonAnswer(value: object): Answer {
  return { body: JSON.stringify(value), contentType: 'application/json; charset=utf-8' };
}

/** As `sendStored`, where nothing but the address, the release and the day made the answer. */
export function sendKept(c: Context, answer: StoredAnswer): Response {
  setAnswerHeaders(c, answer);
  return respondWhole(c, answer, { isRepeatable: true });
}

/** Sends an answer whose compressed forms are kept with it. */
export function sendStored(c: Context, answer: StoredAnswer): Response {
  setAnswerHeaders(c, answer);
  return respondWhole(c, answer, { isRepeatable: false });
}

function setAnswerHeaders(c: Context, { headers, contentType }: StoredAnswer): void {
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
  c.header('Content-Type', contentType);
}
