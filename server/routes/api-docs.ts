import { OpenAPIHono } from '@hono/zod-openapi';
import { apiTexts } from '../../web/shared/text/api-docs.ts';
import { toStored, type Answer } from '../http/answer-cache.ts';
import { setCacheHeaders } from '../http/cache-headers.ts';
import { sendStored, toJsonAnswer } from '../http/send-answer.ts';
import type { Services } from '../http/services.ts';
import { renderApiPage } from './api-docs-page.ts';

export type ApiDocument = ReturnType<OpenAPIHono['getOpenAPI31Document']>;

/** The OpenAPI 3.1 document of every documented route of the app. */
export function describeApi(app: OpenAPIHono): ApiDocument {
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: apiTexts.title, description: apiTexts.description, version: '1' },
    servers: [{ url: '/' }],
  });
}

/** @param document the finished app's own description; made at the first request */
export function apiDocsRoutes(services: Services, document: () => ApiDocument): OpenAPIHono {
  const app = new OpenAPIHono();

  app.get('/openapi.json', (c) => {
    if (setCacheHeaders(c, { identity: [services.buildId, 'openapi'], policy: 'revalidate' })) {
      return c.body(null, 304);
    }
    return sendStored(c, toStored(toJsonAnswer(document())));
  });

  app.get('/docs', async (c) => {
    if (setCacheHeaders(c, { identity: [services.buildId, 'docs'], policy: 'revalidate' })) {
      return c.body(null, 304);
    }
    const page: Answer = {
      body: await renderApiPage(document()),
      contentType: 'text/html; charset=utf-8',
    };
    return sendStored(c, toStored(page));
  });

  return app;
}
