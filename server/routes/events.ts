import { OpenAPIHono } from '@hono/zod-openapi';
import { queryOf, requireComparison } from '../http/read-comparison.ts';
import { sendJson } from '../http/send-answer.ts';
import type { Services } from '../http/services.ts';
import { addRoute, comparisonQuery } from './api-route.ts';
import { eventSchema, listOf } from './api-schemas.ts';

export function eventRoutes(services: Services): OpenAPIHono {
  const app = new OpenAPIHono();

  addRoute(
    app,
    { id: 'events', path: '/events', query: comparisonQuery, answer: listOf(eventSchema) },
    async (c) => {
      const { comparison } = await requireComparison(c, services);
      const { areas, release } = comparison;
      const chosen = queryOf(c).has('kommuner') ? areas : undefined;
      const make = async () => {
        const items = services.events.filter(
          ({ municipality }) => chosen?.includes(municipality) ?? true,
        );
        return { items, total: items.length };
      };
      const identity = ['events', chosen?.join()];
      return sendJson(c, services, { identity, keep: true, release, make });
    },
  );

  return app;
}
