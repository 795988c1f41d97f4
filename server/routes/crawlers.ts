import { Hono } from 'hono';
import { sendPage } from '../http/send-page.ts';
import type { Services } from '../http/services.ts';
import { robots, sitemap } from '../pages/sitemap.ts';

/** What search engines ask for first. */
export function crawlerRoutes(services: Services): Hono {
  const app = new Hono();

  app.get('/robots.txt', (c) =>
    sendPage(c, services, {
      identity: ['robots', services.origin()],
      contentType: 'text/plain; charset=utf-8',
      make: async () => robots(services),
    }),
  );

  app.get('/sitemap.xml', (c) =>
    sendPage(c, services, {
      identity: ['sitemap', services.origin()],
      contentType: 'application/xml; charset=utf-8',
      make: () => sitemap(services),
    }),
  );
  return app;
}
