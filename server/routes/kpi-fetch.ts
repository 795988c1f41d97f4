import { OpenAPIHono, z } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { limits } from '../../web/shared/comparison/comparison.ts';
import { areaProblem } from '../../web/shared/comparison/query.ts';
import { describeQueryProblem } from '../../web/shared/text/problem.ts';
import { ProblemError } from '../errors.ts';
import { cacheControl } from '../http/cache-headers.ts';
import { clientAddress } from '../http/client-address.ts';
import { readQuery } from '../http/read-query.ts';
import type { Services } from '../http/services.ts';
import { addRoute } from './api-route.ts';
import { fetchProgressSchema } from './api-schemas.ts';
import { knownKpi } from './kpis.ts';

const path = '/kpis/{id}/fetch';
const noQuery = z.object({});
const fetchQuery = z.object({ kommuner: z.string().max(2000).optional() });

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
      query: fetchQuery,
      answer: fetchProgressSchema,
      status: 202,
      problems: [400, 403, 404, 429],
    },
    async (c) => {
      const { kommuner } = readQuery(c, fetchQuery);
      const id = knownKpi(c, services);
      const groups = chosenGroups(services, kommuner);
      c.header('Cache-Control', cacheControl.none);
      c.header('Location', c.req.path);
      const progress = (await isFetched(services, id, groups))
        ? ({ kpi: id, state: 'done', progress: 1 } as const)
        : services.fetcher.start(id, groups, clientAddress(c));
      return c.json(progress, 202);
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

/** Ids of the groups among the areas that the address names; the others are always fetched. */
function chosenGroups({ store }: Services, kommuner: string | undefined): string[] {
  if (kommuner === undefined) return [];
  const directory = store.directory();
  return kommuner.split(',', limits.areas).flatMap((text) => {
    const area = directory.find(text.trim());
    if (area !== undefined) return area.kind === 'group' ? [area.id] : [];
    const problem = areaProblem('kommuner', text, directory);
    throw new ProblemError(400, 'bad-query', { detail: describeQueryProblem(problem) });
  });
}

/** A KPI that every refresh keeps up already; the snapshot holds only some of its areas. */
async function isFetched({ store }: Services, id: string, groups: string[]): Promise<boolean> {
  if (groups.length > 0 || store.release().source === 'snapshot') return false;
  return (await store.kpi(id))?.held ?? false;
}

function refuseBody(): never {
  throw new ProblemError(413, 'too-large');
}
