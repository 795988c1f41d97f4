import type { Context } from 'hono';
import { cacheControl } from './cache-headers.ts';

interface Routed {
  readonly routes: readonly { readonly method: string; readonly path: string }[];
}

/** What comes along when an address is copied out of a text. */
const trailing = /[\s.,;:!)\]}>'"’”»…]+$/u;

/** A part of a path as our routes write it: lower case, without what came along. */
export function straightSegment(text: string): string {
  return decoded(text).normalize('NFC').toLowerCase().replace(trailing, '');
}

/**
 * Sends who comes to a mangled form of an address (a slash too many, upper case, the full stop of
 * the sentence it stood in) on to the right one, with 308 and the query as it was. The new path is
 * put together from a route's own words, so that it never leads to another site.
 * @param app the finished app; its routes are read at the first request
 * @returns undefined where no route is meant, or the path is straight already
 */
export function straightPaths(app: Routed): (c: Context) => Response | undefined {
  let patterns: readonly (readonly string[])[] | undefined;
  return (c) => {
    patterns ??= readPatterns(app);
    const { path, query } = split(c.req.url);
    const segments = path.split('/').filter((segment) => segment !== '');
    const pattern = patterns.find((one) => isMeant(one, segments));
    if (pattern === undefined) return undefined;
    const words = pattern.map((word, i) => (word.startsWith(':') ? (segments[i] ?? '') : word));
    const straight = `/${words.join('/')}`;
    if (straight === path) return undefined;
    const headers = { Location: `${straight}${query}`, 'Cache-Control': cacheControl.following };
    return c.body(null, 308, headers);
  };
}

/** Those with the fewest parameters first: a word of ours is never taken for one. */
function readPatterns({ routes }: Routed): string[][] {
  const paths = routes.filter(({ method }) => method !== 'ALL').map(({ path }) => path);
  const parameters = (words: readonly string[]) => words.filter((word) => word.startsWith(':'));
  return [...new Set(paths)]
    .map((path) => path.split('/').filter((word) => word !== ''))
    .toSorted((a, b) => parameters(a).length - parameters(b).length);
}

function isMeant(pattern: readonly string[], segments: readonly string[]): boolean {
  return (
    pattern.length === segments.length &&
    pattern.every((word, i) => word.startsWith(':') || word === straightSegment(segments[i] ?? ''))
  );
}

/** The path as it was sent, percent-encoded, and the query with its question mark. */
function split(url: string): { readonly path: string; readonly query: string } {
  const start = url.indexOf('/', url.indexOf('//') + 2);
  const [address = ''] = url.slice(start).split('#', 1);
  const mark = address.indexOf('?');
  if (mark === -1) return { path: address, query: '' };
  return { path: address.slice(0, mark), query: address.slice(mark) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
