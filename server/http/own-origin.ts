import { isIP } from 'node:net';
import type { Context, MiddlewareHandler } from 'hono';
import type { Config } from '../config.ts';
import { ProblemError } from '../errors.ts';

type Settings = Pick<Config, 'publicOrigin' | 'host'>;

/** Methods that change nothing (RFC 9110, 9.2.1). */
export const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);
const loopbackNames: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether two addresses are one, as they are under any of this machine's own names and one port. */
export function isSameOrigin(one: URL, other: URL): boolean {
  return one.origin === other.origin || isSameMachine(one, other);
}

/**
 * Lets only this service's own pages, and clients that are no browser, change anything: whatever
 * page an employee has open could otherwise do it in their name, behind the firewall too. A
 * question beforehand (CORS preflight) is judged as the request that it asks leave for.
 * @throws {ProblemError} 403
 */
export function ownOriginOnly({ settings }: { readonly settings: Settings }): MiddlewareHandler {
  const publicOrigin = originOf(settings.publicOrigin);
  const isOurName = ourNames(settings);
  return async (c, next) => {
    if (!safeMethods.has(methodAskedFor(c)) && !isOwn(c, { publicOrigin, isOurName })) {
      throw new ProblemError(403, 'foreign-origin');
    }
    await next();
  };
}

interface Own {
  readonly publicOrigin: string | undefined;
  readonly isOurName: (hostname: string) => boolean;
}

/**
 * Names that a browser may know this server by, besides those of this machine. Whoever owns a name
 * can point it here and let its pages pass for the server's own (DNS rebinding), so that a name
 * counts only where nothing says what the right one is: no public address, no name to listen on,
 * and others than this machine can come.
 */
function ourNames({ publicOrigin, host }: Settings): (hostname: string) => boolean {
  const listensOn = host.toLowerCase().replace(/^\[|\]$/g, '');
  if (publicOrigin !== undefined) return () => false;
  if (isIP(listensOn) === 0) return (hostname) => hostname === listensOn;
  const isLoopback = listensOn === '::1' || listensOn.startsWith('127.');
  return () => !isLoopback;
}

function methodAskedFor(c: Context): string {
  const { method } = c.req;
  return (method === 'OPTIONS' && c.req.header('Access-Control-Request-Method')) || method;
}

/**
 * Browsers write both headers, and no page can change them. `Origin` decides where there is one,
 * since it alone tells `localhost` and `127.0.0.1` from a stranger; older browsers write only that.
 */
function isOwn(c: Context, { publicOrigin, isOurName }: Own): boolean {
  const site = c.req.header('Sec-Fetch-Site');
  const header = c.req.header('Origin');
  // `none` is the person at the browser; `same-site` a neighbour under the same domain: a stranger.
  const isNear = site === undefined || site === 'same-origin' || site === 'none';
  if (header === undefined) return isNear;
  const origin = originOf(header);
  if (origin === undefined) return false;
  if (origin === publicOrigin) return true;
  const from = new URL(origin);
  const asked = new URL(c.req.url);
  // The scheme is left out: a proxy that ends TLS asks by http for what the browser sees as https.
  const isSameHost = from.host === asked.host && isNear && isOurName(asked.hostname);
  return isSameHost || isSameMachine(from, asked);
}

function isSameMachine(from: URL, asked: URL): boolean {
  return (
    [from, asked].every(({ hostname }) => loopbackNames.has(hostname)) && from.port === asked.port
  );
}

/** @returns undefined for what is no http(s) origin, such as the `null` of a frame in a sandbox */
function originOf(text: string | undefined): string | undefined {
  if (text === undefined || !URL.canParse(text)) return undefined;
  const { protocol, origin } = new URL(text);
  return /^https?:$/.test(protocol) ? origin : undefined;
}
