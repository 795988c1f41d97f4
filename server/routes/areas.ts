import { OpenAPIHono, z } from '@hono/zod-openapi';
import { areaProblem } from '../../web/shared/comparison/query.ts';
import { describeQueryProblem } from '../../web/shared/text/problem.ts';
import { ProblemError } from '../errors.ts';
import { readQuery } from '../http/read-query.ts';
import { sendJson } from '../http/send-answer.ts';
import type { Services } from '../http/services.ts';
import { addRoute } from './api-route.ts';
import { areaSchema, groupSchema, listOf } from './api-schemas.ts';

const noQuery = z.object({});
const groupsQuery = z.object({ kommun: z.string().optional() });

export function areaRoutes(services: Services): OpenAPIHono {
  const app = new OpenAPIHono();
  const { store } = services;

  addRoute(
    app,
    { id: 'municipalities', path: '/municipalities', answer: listOf(areaSchema) },
    (c) => {
      readQuery(c, noQuery);
      const make = async () => {
        const items = store.directory().areas.filter(({ kind }) => kind !== 'group');
        return { items, total: items.length };
      };
      return sendJson(c, services, { identity: ['municipalities'], keep: true, make });
    },
  );

  addRoute(
    app,
    { id: 'groups', path: '/groups', query: groupsQuery, answer: listOf(groupSchema) },
    (c) => {
      const { kommun } = readQuery(c, groupsQuery);
      const member = kommun === undefined ? undefined : findArea(services, kommun);
      const make = async () => {
        const items = await store.groups(member === undefined ? {} : { member });
        return { items, total: items.length };
      };
      return sendJson(c, services, { identity: ['groups', member], keep: true, make });
    },
  );

  return app;
}

function findArea({ store }: Services, text: string): string {
  const directory = store.directory();
  const area = directory.find(text.trim());
  if (area !== undefined && area.kind !== 'group') return area.id;
  const problem = areaProblem('kommun', text, directory);
  throw new ProblemError(400, 'bad-query', { detail: describeQueryProblem(problem) });
}
