import type { MiddlewareHandler } from 'hono';
import { TrieRouter } from 'hono/router/trie-router';
import { ProblemError } from '../errors.ts';
import { safeMethods } from './own-origin.ts';

const corsHeaders = {
  'Access-Control-Allow-Headers': 'Content-Type, If-None-Match',
  'Access-Control-Max-Age': '86400',
} as const;

interface Routed {
  readonly routes: readonly { readonly method: string; readonly path: string }[];
}

/**
 * Answers OPTIONS, and 405 with `Allow` where the path exists but not for this method.
 * @param app the finished app; its routes are read at the first request
 */
export function allowedMethods(app: Routed): MiddlewareHandler {
  let router: TrieRouter<string> | undefined;
  return async (c, next) => {
    const method = c.req.method === 'HEAD' ? 'GET' : c.req.method;
    router ??= readRoutes(app);
    const [found] = router.match('ALL', c.req.path);
    const methods = new Set(found.map(([name]) => name));
    if (methods.size === 0 || methods.has(method)) return next();
    const allow = [...methods, ...(methods.has('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
    if (method !== 'OPTIONS') {
      throw new ProblemError(405, 'method-not-allowed', { headers: { Allow: allow } });
    }
    // Other sites may read, and nothing else: `own-origin.ts` refuses them the rest.
    const readable = allow
      .split(', ')
      .filter((name) => safeMethods.has(name))
      .join(', ');
    const headers = { Allow: allow, 'Access-Control-Allow-Methods': readable, ...corsHeaders };
    return c.body(null, 204, headers);
  };
}

function readRoutes(app: Routed): TrieRouter<string> {
  const router = new TrieRouter<string>();
  for (const { method, path } of app.routes) {
    if (method !== 'ALL') router.add('ALL', path, method);
  }
  return router;
}
