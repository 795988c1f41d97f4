import { hash } from 'node:crypto';
import type { Context } from 'hono';

interface CacheOptions {
  /** All that the answer depends on: release id, canonical query, format, build … */
  readonly identity: readonly (string | number | undefined)[];
  readonly policy: CachePolicy;
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
 * Sets `ETag` and `Cache-Control`.
 * @returns true when the client already has this very answer: send 304 and no body
 */
export function setCacheHeaders(c: Context, { identity, policy }: CacheOptions): boolean {
  const etag = etagOf(identity);
  c.header('ETag', etag);
  c.header('Cache-Control', cacheControl[policy]);
  return matchesEtag(c.req.header('If-None-Match'), etag);
}

/** A weak tag, since the same answer goes out in several encodings. */
export function etagOf(identity: CacheOptions['identity']): string {
  const digest = hash('sha256', JSON.stringify(identity), 'base64url');
  return `W/"${digest.slice(0, 22)}"`;
}

/** Weak comparison, as RFC 9110 asks of If-None-Match. */
export function matchesEtag(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  const opaque = etag.replace(/^W\//, '');
  return ifNoneMatch.split(',', 50).some((tag) => tag.trim().replace(/^W\//, '') === opaque);
}
