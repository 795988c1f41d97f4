import { OpenAPIHono } from '@hono/zod-openapi';
import { apiTexts } from '../../web/shared/text/api-docs.ts';
import { toStored, type Answer } from '../http/answer-cache.ts';
import { notModified, setCacheHeaders } from '../http/cache-headers.ts';
import { sendStored, toJsonAnswer } from '../http/send-answer.ts';
import type { Services } from '../http/services.ts';
import { createTemplateReader } from '../pages/page-tools.ts';
import { fillTemplate } from '../pages/template.ts';
import { renderApiArticle } from './api-docs-page.ts';

export type ApiDocument = ReturnType<OpenAPIHono['getOpenAPI31Document']>;

/** The OpenAPI 3.1 document of every documented route of the app. */
export function describeApi(app: OpenAPIHono): ApiDocument {
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: apiTexts.title, description: apiTexts.description, version: '1' },
    servers: [{ url: '/' }],
  });
}

const stylesheet = '<link rel="stylesheet" href="/api-docs.css" />';

/** @param document the finished app's own description; made at the first request */
export function apiDocsRoutes(services: Services, document: () => ApiDocument): OpenAPIHono {
  const app = new OpenAPIHono();
  const template = createTemplateReader(services);
  const { title } = apiTexts;

  app.get('/openapi.json', (c) => {
    if (setCacheHeaders(c, { identity: [services.buildId, 'openapi'], policy: 'revalidate' })) {
      return notModified(c);
    }
    return sendStored(c, toStored(toJsonAnswer(document())));
  });

  app.get('/docs', async (c) => {
    if (setCacheHeaders(c, { identity: [services.buildId, 'docs'], policy: 'revalidate' })) {
      return notModified(c);
    }
    const main = await renderApiArticle(document());
    const page: Answer = {
      body: await fillTemplate(await template(), { title, meta: stylesheet, main }),
      contentType: 'text/html; charset=utf-8',
    };
    return sendStored(c, toStored(page));
  });

  return app;
}
