import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Services } from './services.ts';

const knownMethods = new Set(['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'PATCH', 'DELETE']);

/** Times every request by its route's pattern, and logs it. */
export function requestLog({ metrics, log }: Pick<Services, 'metrics' | 'log'>): MiddlewareHandler {
  return async (c, next) => {
    const start = performance.now();
    await next();
    const seconds = (performance.now() - start) / 1000;
    const method = knownMethods.has(c.req.method) ? c.req.method : 'other';
    const route = c.res.status === 404 || c.res.status === 405 ? 'none' : routePath(c, -1);
    metrics.requestDone({ method, route, status: c.res.status }, seconds);
    const ms = Math.round(seconds * 10_000) / 10;
    log.debug({ method, path: c.req.path, route, status: c.res.status, ms }, 'request');
  };
}
