import { Hono } from 'hono';
import { describeProblem } from '../../web/shared/text/problem.ts';
import { cacheControl } from './cache-headers.ts';
import { plainPage, readsPages } from './plain-page.ts';
import { problemResponse } from './problem.ts';
import { securityHeaders } from './security-headers.ts';

/**
 * Answers 503 to everything while there is no release that can be served.
 * @param reason code that `/health` gives
 */
export function unavailableApp(frameAncestors: string, reason: () => string): Hono {
  const app = new Hono();
  const headers = { 'Retry-After': '10', 'Cache-Control': cacheControl.none };
  const text = describeProblem('not-ready');
  app.use(securityHeaders(frameAncestors));
  app.all('/health', (c) => c.json({ status: 'unavailable', reason: reason() }, 503, headers));
  app.all('*', (c) =>
    readsPages(c.req.header('Accept')) && !c.req.path.startsWith('/api/')
      ? c.html(plainPage(text), 503, { ...headers, Vary: 'Accept' })
      : problemResponse(
          { status: 503, code: 'not-ready', ...text },
          { ...headers, Vary: 'Accept' },
        ),
  );
  return app;
}
