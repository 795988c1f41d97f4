import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { Handler } from 'hono';
import { comparisonKeys } from '../../web/shared/comparison/query.ts';
import {
  answerText,
  operationTexts,
  parameterTexts,
  problemStatusTexts,
  type OperationId,
} from '../../web/shared/text/api-docs.ts';
import { problemSchema } from './api-schemas.ts';

interface ApiRoute {
  readonly id: OperationId;
  readonly method?: 'get' | 'post';
  /** As OpenAPI writes it: `/kpis/{id}`. */
  readonly path: `/${string}`;
  readonly query?: z.ZodObject;
  readonly answer: z.ZodType;
  readonly status?: 200 | 202;
  /** Problems that this route itself answers with. */
  readonly problems?: readonly (keyof typeof problemStatusTexts)[];
}

/** The comparison's keys as every route that takes a comparison documents them. */
export const comparisonQuery = z.object(
  Object.fromEntries(comparisonKeys.map((key) => [key, z.string().optional()])),
);

/**
 * Adds a route and its entry in the OpenAPI document. Handlers read and judge the query themselves
 * (`readQuery`, `requireComparison`), so that every fault is told in Swedish.
 */
export function addRoute(app: OpenAPIHono, route: ApiRoute, handler: Handler): void {
  const { id, method = 'get', path, query, answer, status = 200, problems = [400] } = route;
  const params = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, z.string()]);
  app.openAPIRegistry.registerPath({
    operationId: id,
    method,
    path,
    ...operationTexts[id],
    request: {
      ...(params.length > 0 && { params: described(z.object(Object.fromEntries(params))) }),
      ...(query && { query: described(query) }),
    },
    responses: {
      [status]: {
        description: answerText,
        content: { 'application/json': { schema: answer } },
      },
      ...Object.fromEntries(problems.map((problem) => [problem, problemResponse(problem)])),
    },
  });
  app.on(method.toUpperCase(), path.replaceAll(/\{(\w+)\}/g, ':$1'), handler);
}

function described(shape: z.ZodObject): z.ZodObject {
  const texts: Readonly<Record<string, string>> = parameterTexts;
  return z.object(
    Object.fromEntries(
      Object.entries(shape.shape).map(([key, schema]) => {
        if (!(schema instanceof z.ZodType)) throw new TypeError(`no schema for ${key}`);
        return [key, schema.openapi({ param: { description: texts[key] ?? '' } })];
      }),
    ),
  );
}

function problemResponse(status: keyof typeof problemStatusTexts) {
  const description = problemStatusTexts[status];
  if (status === 304) return { description };
  return { description, content: { 'application/problem+json': { schema: problemSchema } } };
}
