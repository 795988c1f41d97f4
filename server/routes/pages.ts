import { Hono } from 'hono';
import type { Services } from '../http/services.ts';
import { beforeAfterPageRoutes } from './before-after-pages.ts';
import { cataloguePageRoutes } from './catalogue-pages.ts';
import { comparisonPageRoutes } from './comparison-pages.ts';
import { embedKitRoutes } from './embed-kit.ts';
import { feedRoutes } from './feed.ts';
import { hmePageRoutes } from './hme-pages.ts';
import { likenessPageRoutes } from './likeness-pages.ts';
import { reportRoutes } from './report.ts';

/** Everything that is read as a page, in one place to mount. */
export function pageRoutes(services: Services): Hono {
  const app = new Hono();
  app.route('/', comparisonPageRoutes(services));
  app.route('/', embedKitRoutes(services));
  app.route('/', feedRoutes(services));
  app.route('/', reportRoutes(services));
  app.route('/', cataloguePageRoutes(services));
  app.route('/', likenessPageRoutes(services));
  app.route('/', hmePageRoutes(services));
  app.route('/', beforeAfterPageRoutes(services));
  return app;
}
