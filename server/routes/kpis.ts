import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Kpi } from '../../web/shared/api.ts';
import { unknownKpi } from '../../web/shared/comparison/unknown-kpi.ts';
import { ProblemError } from '../errors.ts';
import { readQuery } from '../http/read-query.ts';
import { sendJson } from '../http/send-answer.ts';
import type { Services } from '../http/services.ts';
import type { ReleaseCatalogue, Store } from '../store/store.ts';
import { addRoute } from './api-route.ts';
import {
  coverageSchema,
  kpiDetailSchema,
  kpiSchema,
  listOf,
  observationSchema,
  reviewedListOf,
} from './api-schemas.ts';
import { requireRelease } from './require-release.ts';
import { whole } from './whole.ts';

const searchQuery = z.object({
  q: z.string().max(200).default(''),
  limit: whole(1, 200).default(20),
  offset: whole(0, 100_000).default(0),
  set: z
    .string()
    .regex(/^[a-z-]{1,40}$/)
    .optional(),
  konsuppdelad: z.enum(['ja', 'nej']).optional(),
  typ: z.enum(['K', 'L']).optional(),
});
const kpiQuery = z.object({ utgava: z.string().optional() });
const spreadQuery = z.object({ ar: whole(1900, 2100), utgava: z.string().optional() });
const noQuery = z.object({});

export function kpiRoutes(services: Services): OpenAPIHono {
  const app = new OpenAPIHono();
  const { store } = services;

  addRoute(
    app,
    { id: 'kpis', path: '/kpis', query: searchQuery, answer: listOf(kpiSchema) },
    (c) => {
      const { q, limit, offset, set, konsuppdelad, typ } = readQuery(c, searchQuery);
      const search = {
        text: q,
        limit,
        offset,
        ...(set !== undefined && { set }),
        ...(konsuppdelad !== undefined && { genderSplit: konsuppdelad === 'ja' }),
        ...(typ !== undefined && { municipalityType: typ }),
      };
      const identity = ['kpis', JSON.stringify(search)];
      return sendJson(c, services, { identity, keep: false, make: () => store.searchKpis(search) });
    },
  );

  addRoute(
    app,
    {
      id: 'kpi',
      path: '/kpis/{id}',
      query: kpiQuery,
      answer: kpiDetailSchema,
      problems: [400, 404],
    },
    (c) => {
      const { utgava } = readQuery(c, kpiQuery);
      requireRelease(services, utgava);
      const id = kpiId(c);
      const make = async () => {
        const kpi = await store.kpi(id, utgava);
        if (kpi === undefined) throw unknownKpiProblem(id, store);
        return kpi;
      };
      return sendJson(c, services, { identity: ['kpi', id], keep: true, release: utgava, make });
    },
  );

  addRoute(
    app,
    {
      id: 'coverage',
      path: '/kpis/{id}/coverage',
      answer: reviewedListOf(coverageSchema),
      problems: [404],
    },
    (c) => {
      readQuery(c, noQuery);
      const id = knownKpi(c, services);
      const make = async () => ({
        ...toList(await store.coverage(id)),
        ...underReview(id, store),
      });
      return sendJson(c, services, { identity: ['coverage', id], keep: true, make });
    },
  );

  addRoute(
    app,
    {
      id: 'spread',
      path: '/kpis/{id}/spread',
      query: spreadQuery,
      answer: reviewedListOf(observationSchema),
      problems: [400, 404],
    },
    async (c) => {
      const { ar, utgava } = readQuery(c, spreadQuery);
      requireRelease(services, utgava);
      const id = knownKpi(c, services, await store.catalogueAt(utgava));
      const make = async () => ({
        ...toList(await store.spread(id, ar, utgava)),
        // A locked address answers the same for ever, whatever is held today.
        ...(utgava === undefined && underReview(id, store)),
      });
      const identity = ['spread', id, ar];
      return sendJson(c, services, { identity, keep: true, release: utgava, make });
    },
  );

  return app;
}

/** The id in the path, as Kolada writes it. */
export function kpiId(c: Context): string {
  return (c.req.param('id') ?? '').toUpperCase();
}

/** @throws {ProblemError} 404 when the catalogue has no such KPI */
export function knownKpi(
  c: Context,
  { store }: Pick<Services, 'store'>,
  { knowsKpi }: Pick<ReleaseCatalogue, 'knowsKpi'> = store,
): string {
  const id = kpiId(c);
  if (!/^[A-Z]\d{5}$/.test(id) || !knowsKpi(id)) throw unknownKpiProblem(id, store);
  return id;
}

function unknownKpiProblem(id: string, { hasCatalogue }: Pick<Store, 'hasCatalogue'>) {
  return new ProblemError(404, unknownKpi(id, hasCatalogue));
}

function underReview(id: string, { held }: Pick<Store, 'held'>): Pick<Kpi, 'underReview'> {
  const review = held().review(id);
  return review === undefined ? {} : { underReview: review };
}

function toList<Item>(items: readonly Item[]): { items: readonly Item[]; total: number } {
  return { items, total: items.length };
}
