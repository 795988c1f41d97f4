import { OpenAPIHono } from '@hono/zod-openapi';
import { allowedMethods } from './http/allowed-methods.ts';
import { attendedCache, attendReaders } from './http/attended-work.ts';
import { createBudget } from './http/budget.ts';
import { noteAsked } from './http/note-asked.ts';
import { ownOriginOnly } from './http/own-origin.ts';
import { handleErrors, notFound } from './http/problem.ts';
import { requestLog } from './http/request-log.ts';
import { securityHeaders } from './http/security-headers.ts';
import { sentAnswers } from './http/sent-answers.ts';
import type { Services } from './http/services.ts';
import { staticFiles } from './http/static-files.ts';
import { straightPaths } from './http/straight-path.ts';
import { createProblemPages } from './pages/problem-page.ts';
import { apiDocsRoutes, describeApi, type ApiDocument } from './routes/api-docs.ts';
import { areaRoutes } from './routes/areas.ts';
import { comparisonRoutes } from './routes/comparison.ts';
import { crawlerRoutes } from './routes/crawlers.ts';
import { diagramRoutes } from './routes/diagram.ts';
import { eventRoutes } from './routes/events.ts';
import { exportRoutes } from './routes/export.ts';
import { kpiFetchRoutes } from './routes/kpi-fetch.ts';
import { kpiRoutes } from './routes/kpis.ts';
import { likenessRoutes } from './routes/likeness.ts';
import { operationsRoutes } from './routes/operations.ts';
import { pageRoutes } from './routes/pages.ts';
import { releaseRoutes } from './routes/releases.ts';

const api = '/api/v1';

/** The whole HTTP side, put together from services; listens to nothing by itself. */
export function createApp(given: Services, budget = createBudget()): OpenAPIHono {
  const app = new OpenAPIHono();
  const services = { ...given, cache: attendedCache(given.cache, budget) };

  const showProblem = createProblemPages(services);
  app.onError(handleErrors(services, showProblem));
  app.notFound(notFound(straightPaths(app), showProblem));
  app.use(requestLog(services));
  app.use(sentAnswers(services));
  app.use(attendReaders(budget));
  app.use(securityHeaders(services.settings.frameAncestors));
  app.use(ownOriginOnly(services));
  app.use(allowedMethods(app));
  app.use(staticFiles(services.webRoot));
  app.use(noteAsked(services));

  app.route(api, comparisonRoutes(services));
  app.route(api, kpiRoutes(services));
  app.route(api, kpiFetchRoutes(services));
  app.route(api, areaRoutes(services));
  app.route(api, eventRoutes(services));
  app.route(api, likenessRoutes(services));
  app.route(api, releaseRoutes(services));
  app.route('/', operationsRoutes(services));
  let document: ApiDocument | undefined;
  app.route(
    api,
    apiDocsRoutes(services, () => (document ??= describeApi(app))),
  );

  app.route('/', exportRoutes(services));
  app.route('/', diagramRoutes(services));
  app.route('/', crawlerRoutes(services));
  app.route('/', pageRoutes(services));
  return app;
}

/** Every path that answers, as the README must list them: `/api/v1/kpis/:id`. */
export function routePaths(app: OpenAPIHono): string[] {
  const paths = app.routes.filter(({ method }) => method !== 'ALL').map(({ path }) => path);
  return [...new Set(paths)].toSorted();
}
