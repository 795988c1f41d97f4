import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Change, ListAnswer } from '../../web/shared/api.ts';
import { comparisonKeys } from '../../web/shared/comparison/query.ts';
import type { Comparison } from '../../web/shared/comparison/comparison.ts';
import { ProblemError } from '../errors.ts';
import { queryOf, requireComparison } from '../http/read-comparison.ts';
import { readQuery } from '../http/read-query.ts';
import { sendJson } from '../http/send-answer.ts';
import type { Services } from '../http/services.ts';
import type { ChangesQuery } from '../store/store.ts';
import { addRoute, comparisonQuery } from './api-route.ts';
import { changeSchema, listOf, releaseSchema } from './api-schemas.ts';
import { requireRelease } from './require-release.ts';
import { whole } from './whole.ts';

const noQuery = z.object({});
const ownQuery = z.object({
  since: z.string(),
  limit: whole(1, 10_000).default(1000),
  offset: whole(0, 1_000_000).default(0),
});
const changesQuery = ownQuery.extend(comparisonQuery.shape);

/** Changes are narrowed by year and gender here, so this many are read to page among them. */
const mostRead = 100_000;

export function releaseRoutes(services: Services): OpenAPIHono {
  const app = new OpenAPIHono();
  const { store } = services;

  addRoute(app, { id: 'releases', path: '/releases', answer: listOf(releaseSchema) }, (c) => {
    readQuery(c, noQuery);
    const make = async () => {
      const items = store.releases();
      return { items, total: items.length };
    };
    return sendJson(c, services, { identity: ['releases'], keep: true, make });
  });

  addRoute(
    app,
    {
      id: 'changes',
      path: '/releases/{id}/changes',
      query: changesQuery,
      answer: listOf(changeSchema),
      problems: [400, 404],
    },
    async (c) => {
      const to = c.req.param('id') ?? '';
      if (!store.releases().some(({ id }) => id === to)) {
        throw new ProblemError(404, 'unknown-release');
      }
      const { since, limit, offset } = readQuery(c, ownQuery, comparisonKeys);
      requireRelease(services, since, 'since');
      const otherKeys = Object.keys(ownQuery.shape);
      const { comparison, canonical } = await requireComparison(c, services, {
        otherKeys,
        release: to,
      });
      const query = { since, to, limit, offset, ...narrowing(c, comparison) };
      const given = [...queryOf(c).keys()].toSorted().join();
      return sendJson(c, services, {
        identity: ['changes', to, since, limit, offset, canonical, given],
        keep: true,
        make: () => findChanges(services, query, filterOf(c, comparison)),
      });
    },
  );

  return app;
}

/** Only what the address names narrows the answer; a comparison's defaults do not. */
function narrowing(c: Context, { kpis, areas }: Comparison): Pick<ChangesQuery, 'kpis' | 'areas'> {
  const params = queryOf(c);
  return {
    ...(params.has('nyckeltal') && { kpis }),
    ...(params.has('kommuner') && { areas }),
  };
}

type Filter = (services: Services, to: string) => Promise<(change: Change) => boolean>;

function filterOf(c: Context, comparison: Comparison): Filter | undefined {
  const params = queryOf(c);
  if (!params.has('ar') && !params.has('kon')) return undefined;
  const ofGender = ({ gender }: Change) =>
    !params.has('kon') || comparison.genders.includes(gender);
  return async ({ store }, to) => {
    if (!params.has('ar')) return ofGender;
    const { kpis } = await store.compare({ ...comparison, release: to });
    const shown = new Map(kpis.map(({ id, years }) => [id, new Set(years)]));
    return (change) => ofGender(change) && (shown.get(change.kpi)?.has(change.year) ?? false);
  };
}

async function findChanges(
  services: Services,
  query: ChangesQuery,
  filter: Filter | undefined,
): Promise<ListAnswer<Change>> {
  if (filter === undefined) return services.store.changes(query);
  const { limit, offset, to } = query;
  const [all, matches] = await Promise.all([
    services.store.changes({ ...query, limit: mostRead, offset: 0 }),
    filter(services, to),
  ]);
  if (all.total > mostRead) throw new ProblemError(400, 'too-many-values');
  const items = all.items.filter(matches);
  return { items: items.slice(offset, offset + limit), total: items.length };
}
