import { KoladaAnswerError } from './errors.ts';

/**
 * Path and query of the next page. Only the same origin and path are accepted, and what is
 * requested is always built on our own address: an answer cannot send the client elsewhere.
 * @param nextUrl absolute, as Kolada writes it; `http` for our `https` is taken as ours, the usual
 *   slip of a service behind a proxy
 * @param current path and query of the page that named it
 * @throws {KoladaAnswerError} next-url
 */
export function nextPath(nextUrl: string, origin: string, current: string): string {
  const here = new URL(current, origin);
  const next = URL.parse(nextUrl);
  if (next && here.protocol === 'https:' && next.protocol === 'http:') next.protocol = 'https:';
  const same =
    next?.origin === here.origin &&
    plain(next.pathname) === plain(here.pathname) &&
    next.username === '' &&
    next.password === '';
  if (!same) throw new KoladaAnswerError('next-url', `next_url leads elsewhere: ${nextUrl}`);
  return `${here.pathname}${next.search}`;
}

function plain(pathname: string): string {
  return pathname.replaceAll(/%2c/gi, ',').replace(/\/+$/, '');
}
