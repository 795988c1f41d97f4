import type { Context, MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { forLog } from '../log.ts';
import type { Services } from './services.ts';

const knownMethods = new Set(['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'PATCH', 'DELETE']);

/** An answer that has taken longer is worth a line at the usual level. */
const slowMs = 2000;

/**
 * Times every request by its route's pattern, and logs it: at `debug` as a rule, at `info` when it
 * was slow, at `warn` when the answer is a fault of ours. Who asked is never logged.
 */
export function requestLog({ metrics, log }: Pick<Services, 'metrics' | 'log'>): MiddlewareHandler {
  return async (c, next) => {
    const start = performance.now();
    await next();
    const seconds = (performance.now() - start) / 1000;
    const { status } = c.res;
    const method = knownMethods.has(c.req.method) ? c.req.method : 'other';
    const route = status === 404 || status === 405 ? 'none' : routePath(c, -1);
    metrics.requestDone({ method, route, status }, seconds);
    const ms = Math.round(seconds * 10_000) / 10;
    const level = levelOf(status, ms, c);
    if (!log.isLevelEnabled(level)) return;
    log[level]({ method, ...askedFor(c), route, status, ms }, 'request');
  };
}

function levelOf(status: number, ms: number, c: Context): 'warn' | 'info' | 'debug' {
  // Who leaves before the answer is made is no fault of ours, and may be many.
  if (status >= 500) return c.req.raw.signal.aborted ? 'debug' : 'warn';
  return ms >= slowMs ? 'info' : 'debug';
}

/** The address as a log may hold it: without host, and cut where it is long. */
export function askedFor(c: Context): { readonly path: string; readonly query?: string } {
  const { search } = new URL(c.req.url);
  return { path: forLog(c.req.path), ...(search !== '' && { query: forLog(search.slice(1)) }) };
}
