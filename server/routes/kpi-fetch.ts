import { OpenAPIHono, z } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { ProblemError } from '../errors.ts';
import { cacheControl } from '../http/cache-headers.ts';
import { readQuery } from '../http/read-query.ts';
import type { Services } from '../http/services.ts';
import { addRoute } from './api-route.ts';
import { fetchProgressSchema } from './api-schemas.ts';
import { knownKpi } from './kpis.ts';

const path = '/kpis/{id}/fetch';
const noQuery = z.object({});

/** Fetching a KPI on demand. */
export function kpiFetchRoutes(services: Services): OpenAPIHono {
  const app = new OpenAPIHono();

  app.use('/kpis/:id/fetch', bodyLimit({ maxSize: 1024, onError: refuseBody }));

  addRoute(
    app,
    {
      id: 'fetch',
      method: 'post',
      path,
      answer: fetchProgressSchema,
      status: 202,
      problems: [404, 429],
    },
    (c) => {
      readQuery(c, noQuery);
      c.header('Cache-Control', cacheControl.none);
      c.header('Location', c.req.path);
      return c.json(services.fetcher.start(knownKpi(c, services)), 202);
    },
  );

  addRoute(
    app,
    { id: 'fetchProgress', path, answer: fetchProgressSchema, problems: [404] },
    (c) => {
      readQuery(c, noQuery);
      c.header('Cache-Control', cacheControl.none);
      const progress = services.fetcher.progress(knownKpi(c, services));
      if (progress === undefined) throw new ProblemError(404, 'no-fetch');
      return c.json(progress);
    },
  );

  return app;
}

function refuseBody(): never {
  throw new ProblemError(413, 'too-large');
}
