import { hash } from 'node:crypto';
import type { Context } from 'hono';
import { encodings, type Encoding } from './encoding.ts';

export interface CacheOptions {
  /** All that the answer depends on: release id, canonical query, format, build … */
  readonly identity: readonly (string | number | undefined)[];
  readonly policy: CachePolicy;
  /**
   * The same identity gives the same bytes, whichever process answers: the tag is strong. Otherwise
   * what is promised is that the answer means the same.
   */
  readonly isExact?: boolean;
  /** When what is sent for ever was published, as an ISO instant. */
  readonly modified?: string | undefined;
}

export const cacheControl = {
  /** Embeds, pictures and files that follow new releases: a few minutes late is well. */
  following: 'public, max-age=300, stale-while-revalidate=86400, stale-if-error=604800',
  /** Names a release or carries a hash of its content. */
  immutable: 'public, max-age=31536000, immutable',
  /** Kept, but asked about each time: a fetch on demand must show at once, a page match its assets. */
  revalidate: 'public, no-cache',
  none: 'no-store',
} as const;

export type CachePolicy = keyof typeof cacheControl;

/**
 * Sets `ETag`, `Cache-Control` and, where it is told, `Last-Modified`.
 * @returns true when the client already has this very answer: send `notModified`
 */
export function setCacheHeaders(
  c: Context,
  { identity, policy, isExact = false, modified }: CacheOptions,
): boolean {
  const etag = etagOf(identity, isExact);
  const held = heldEtag(c.req.header('If-None-Match'), etag);
  c.header('ETag', held ?? etag);
  c.header('Cache-Control', cacheControl[policy]);
  if (modified === undefined) return held !== undefined;
  const lastModified = new Date(modified).toUTCString();
  c.header('Last-Modified', lastModified);
  return held !== undefined || isUnchanged(c, lastModified);
}

/** Where there is a tag, it alone decides (RFC 9110, 13.1.3). */
function isUnchanged(c: Context, lastModified: string): boolean {
  const since = c.req.header('If-Modified-Since');
  if (since === undefined || c.req.header('If-None-Match') !== undefined) return false;
  // Not every text that JavaScript takes for a date is one in HTTP.
  return since.endsWith('GMT') && Date.parse(since) >= Date.parse(lastModified);
}

export function notModified(c: Context): Response {
  return c.body(null, 304);
}

function etagOf(identity: CacheOptions['identity'], isExact: boolean): string {
  const digest = hash('sha256', JSON.stringify(identity), 'base64url');
  const etag = `"${digest.slice(0, 22)}"`;
  return isExact ? etag : weakEtag(etag);
}

/** The tag of the same answer in an encoding: other bytes, so another tag where it is strong. */
export function encodedEtag(etag: string, encoding: Encoding): string {
  return etag.startsWith('"') && encoding !== 'identity'
    ? etag.replace(/"$/, `-${encoding}"`)
    : etag;
}

export function weakEtag(etag: string): string {
  return etag.startsWith('W/') ? etag : `W/${etag}`;
}

const mostTags = 50;

/**
 * Which of the client's tags names this answer, in any encoding: 304 must tell it which of its
 * copies is good still. Weak comparison, as RFC 9110 asks of If-None-Match.
 */
function heldEtag(ifNoneMatch: string | undefined, etag: string): string | undefined {
  if (ifNoneMatch === undefined) return undefined;
  if (ifNoneMatch.trim() === '*') return etag;
  const ours = new Set(encodings.map((encoding) => opaque(encodedEtag(etag, encoding))));
  const tags = ifNoneMatch.split(',', mostTags).map((tag) => tag.trim());
  const held = tags.find((tag) => ours.has(opaque(tag)));
  return held !== undefined && etag.startsWith('W/') ? weakEtag(held) : held;
}

function opaque(etag: string): string {
  return etag.replace(/^W\//, '');
}
