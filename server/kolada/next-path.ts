import { KoladaAnswerError } from './errors.ts';

/** Longer than any address that a service answers to. */
const maxUrlLength = 8192;

/**
 * Path and query of the next page. Only the same origin and path are accepted, and what is
 * requested is always built on our own address: an answer cannot send the client elsewhere.
 * @param nextUrl absolute, as Kolada writes it, or relative to the page that named it (RFC 3986, 5);
 *   `http` for our `https` is taken as ours, the usual slip of a service behind a proxy
 * @param current path and query of the page that named it
 * @throws {KoladaAnswerError} next-url
 */
export function nextPath(nextUrl: string, origin: string, current: string): string {
  const here = new URL(current, origin);
  if (nextUrl.length > maxUrlLength) {
    throw new KoladaAnswerError('next-url', `next_url is ${nextUrl.length} characters long`);
  }
  const next = URL.parse(nextUrl, here.href);
  if (next && here.protocol === 'https:' && next.protocol === 'http:') next.protocol = 'https:';
  const same =
    next?.origin === here.origin &&
    plain(next.pathname) === plain(here.pathname) &&
    next.username === '' &&
    next.password === '';
  if (!same) throw new KoladaAnswerError('next-url', explain(nextUrl, next, here));
  return `${here.pathname}${next.search}`;
}

/** Names the address and, where it is another service's, the setting that would accept it. */
function explain(nextUrl: string, next: URL | null, here: URL): string {
  const fault = `next_url leads elsewhere: ${nextUrl.slice(0, 300)}`;
  if (next === null || !/^https?:$/.test(next.protocol) || next.origin === here.origin)
    return fault;
  return `${fault}; if Kolada has moved there, set KOLADA_URL to its address at ${next.origin} (now ${here.origin})`;
}

function plain(pathname: string): string {
  return pathname.replaceAll(/%2c/gi, ',').replace(/\/+$/, '');
}
