import { OpenAPIHono, z } from '@hono/zod-openapi';
import {
  formatLikeness,
  likenessLimits,
  parseLikeness,
} from '../../web/shared/comparison/likeness-query.ts';
import { describeLikenessProblem, similarText } from '../../web/shared/text/likeness-page.ts';
import { someProblems } from '../../web/shared/text/problem.ts';
import { ProblemError } from '../errors.ts';
import { readQuery } from '../http/read-query.ts';
import { sendJson } from '../http/send-answer.ts';
import type { Services } from '../http/services.ts';
import { findSimilar, type Similar, type SimilarVariable } from '../likeness/find-similar.ts';
import { computedSource } from '../pages/computed-source.ts';
import { addRoute } from './api-route.ts';
import { likenessSchema } from './likeness-schema.ts';
import { whole } from './whole.ts';

const likenessQuery = z.object({
  kommun: z.string().max(60),
  nyckeltal: z.string().max(200).optional(),
  vikter: z.string().max(60).optional(),
  limit: whole(1, 60).default(likenessLimits.shown),
});

/** Kommuner alike, for programs. */
export function likenessRoutes(services: Services): OpenAPIHono {
  const app = new OpenAPIHono();
  const { store } = services;

  addRoute(
    app,
    { id: 'likeness', path: '/likeness', query: likenessQuery, answer: likenessSchema },
    (c) => {
      const { limit, ...params } = readQuery(c, likenessQuery);
      const known = { ...store, directory: store.directory() };
      const { query, problems } = parseLikeness(params, known);
      if (problems.length > 0) {
        const detail = someProblems(problems.map(describeLikenessProblem)).join(' ');
        throw new ProblemError(400, 'bad-query', { detail });
      }
      const make = async () => {
        const similar = await findSimilar(store, query);
        return toAnswer(similar, {
          limit,
          release: store.release(),
          source: await computedSource(services, {
            kpis: similar.variables.filter(isUsed).map(({ kpi }) => kpi.id),
            areas: [query.own.id, ...similar.areas.slice(0, limit).map(({ area }) => area.id)],
          }),
        });
      };
      const identity = ['likeness', formatLikeness(query), limit];
      return sendJson(c, services, { identity, keep: true, make });
    },
  );

  return app;
}

interface AnswerParts {
  readonly limit: number;
  readonly release: ReturnType<Services['store']['release']>;
  readonly source: string;
}

function toAnswer(
  { own, variables, areas, lacking }: Similar,
  { limit, release, source }: AnswerParts,
): z.infer<typeof likenessSchema> {
  const valueOf = new Map(variables.map(({ kpi, values }) => [kpi.id, values]));
  return {
    release,
    municipality: own,
    variables: variables.map(({ kpi, weight, year, logarithmic, unused }) => ({
      kpi: kpi.id,
      title: kpi.title,
      unit: kpi.form,
      weight,
      year: year ?? null,
      logarithmic,
      unused: unused ?? null,
      ...(kpi.underReview !== undefined && {
        underReview: { ...kpi.underReview, faults: [...kpi.underReview.faults] },
      }),
    })),
    items: areas.slice(0, limit).map(({ area, distance, because }) => ({
      municipality: area,
      distance,
      because: because.map(({ variable, share, apart }) => ({
        kpi: variable,
        own: valueOf.get(variable)?.get(own.id) ?? null,
        value: valueOf.get(variable)?.get(area.id) ?? null,
        apart,
        share,
      })),
    })),
    total: areas.length,
    lacking: lacking.map(({ area, kpis }) => ({ municipality: area.id, kpis: [...kpis] })),
    rule: similarText.rule.formula,
    source,
  };
}

function isUsed({ unused }: SimilarVariable): boolean {
  return unused === undefined;
}
