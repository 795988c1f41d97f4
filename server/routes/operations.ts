import { OpenAPIHono } from '@hono/zod-openapi';
import { cacheControl } from '../http/cache-headers.ts';
import { readHealth } from '../http/health.ts';
import type { Services } from '../http/services.ts';
import { addRoute } from './api-route.ts';
import { healthSchema } from './api-schemas.ts';

/** For whoever keeps the service running. */
export function operationsRoutes(services: Services): OpenAPIHono {
  const app = new OpenAPIHono();

  addRoute(
    app,
    { id: 'health', path: '/health', answer: healthSchema, problems: [503] },
    async (c) => {
      c.header('Cache-Control', cacheControl.none);
      return c.json(await readHealth(services));
    },
  );

  app.get('/metrics', async (c) => {
    const { text, contentType } = await services.metrics.render();
    c.header('Cache-Control', cacheControl.none);
    c.header('Content-Type', contentType);
    return c.body(text);
  });

  return app;
}
