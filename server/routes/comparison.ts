import { OpenAPIHono } from '@hono/zod-openapi';
import { answerComparison } from '../http/comparison-answer.ts';
import { requireComparison } from '../http/read-comparison.ts';
import { jsonInParts } from '../http/json-in-parts.ts';
import { sendComparisonAnswer } from '../http/send-answer.ts';
import type { Services } from '../http/services.ts';
import { addRoute, comparisonQuery } from './api-route.ts';
import { comparisonSchema } from './api-schemas.ts';

export function comparisonRoutes(services: Services): OpenAPIHono {
  const app = new OpenAPIHono();

  addRoute(
    app,
    {
      id: 'comparison',
      path: '/comparison',
      query: comparisonQuery,
      answer: comparisonSchema,
      problems: [304, 400],
    },
    async (c) => {
      const read = await requireComparison(c, services);
      const make = async () => ({
        body: await jsonInParts(await answerComparison(services, read)),
        contentType: 'application/json; charset=utf-8',
      });
      return sendComparisonAnswer(c, services, {
        read,
        format: 'json',
        policy: 'revalidate',
        make,
      });
    },
  );

  return app;
}
