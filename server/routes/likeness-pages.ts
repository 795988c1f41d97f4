import { Hono } from 'hono';
import type { Kpi } from '../../web/shared/api.ts';
import {
  formatLikeness,
  likenessLimits,
  parseLikeness,
  type LikenessQuery,
} from '../../web/shared/comparison/likeness-query.ts';
import { limits } from '../../web/shared/comparison/comparison.ts';
import { replaceAreas } from '../../web/shared/comparison/edit.ts';
import { comparisonHref } from '../../web/shared/figure/links.ts';
import { descriptions } from '../../web/shared/text/descriptions.ts';
import { describeLikenessProblem, similarText } from '../../web/shared/text/likeness-page.ts';
import { describeQueryProblem, someProblems } from '../../web/shared/text/problem.ts';
import { queryOf, readQueryString } from '../http/read-comparison.ts';
import { sendPage } from '../http/send-page.ts';
import type { Services } from '../http/services.ts';
import { findSimilar } from '../likeness/find-similar.ts';
import { readyLists } from '../likeness/ready-lists.ts';
import { computedSource } from '../pages/computed-source.ts';
import type { LikenessFormInput } from '../pages/likeness-form.ts';
import { likenessPage } from '../pages/likeness-page.ts';
import { pageMeta } from '../pages/page-meta.ts';
import { createTemplateReader } from '../pages/page-tools.ts';
import { fillTemplate } from '../pages/template.ts';

const keys = ['kommun', 'nyckeltal', 'vikter', 'till'];
/** Sets that likeness is commonly judged by, in the form's order. */
const offeredSets = ['structure', 'volume', 'cost'];

/** Kommuner alike, as a page. */
export function likenessPageRoutes(services: Services): Hono {
  const template = createTemplateReader(services);
  const app = new Hono();

  app.get('/liknande', async (c) => {
    const params = queryOf(c);
    if (isForm(params)) return c.redirect(addressOf(params, services), 303);
    const { query, problems } = read(params, services);
    const till = params.get('till') ?? '';
    return sendPage(c, services, {
      identity: ['likeness', formatLikeness(query), till, JSON.stringify(problems)],
      make: async () =>
        fillTemplate(await template(), {
          title: similarText.heading(query.own.name),
          meta: await metaOf(services, query),
          main: await render(services, { query, problems, till }),
        }),
    });
  });
  return app;
}

function metaOf(services: Services, query: LikenessQuery): Promise<string> {
  const standard = read(new URLSearchParams(), services).query;
  const formatted = formatLikeness(query);
  const isStandard = formatted === formatLikeness(standard);
  return pageMeta(services, {
    address: isStandard ? '/liknande' : `/liknande?${formatted}`,
    description: descriptions.likeness(query.own.name),
    isListed: isStandard,
  });
}

interface Asked {
  readonly query: LikenessQuery;
  readonly problems: readonly string[];
  /** Query of the comparison that the result is for. */
  readonly till: string;
}

async function render(services: Services, { query, problems, till }: Asked): Promise<string> {
  const { store } = services;
  const similar = await findSimilar(store, query);
  const shown = similar.areas.slice(0, likenessLimits.shown);
  const directory = store.directory();
  const { comparison } = await readQueryString(new URLSearchParams(till), services);
  const own = {
    ...comparison,
    areas: [query.own.id],
    focus: query.own.id,
    release: undefined,
  };
  return likenessPage({
    similar,
    isOffline: store.release().source === 'snapshot',
    shown,
    lists: await readyLists(store, query.own),
    form: await formInput(services, query, till),
    problems,
    sourceLine: await computedSource(services, {
      kpis: similar.variables.filter(({ unused }) => unused === undefined).map(({ kpi }) => kpi.id),
      areas: [query.own.id, ...shown.map(({ area }) => area.id)],
    }),
    comparisonWith: (ids) =>
      comparisonHref(replaceAreas(own, ids.slice(0, limits.areas - 1)), directory),
  });
}

async function formInput(
  { store }: Services,
  { own, variables }: LikenessQuery,
  comparison: string,
): Promise<LikenessFormInput> {
  const info = await Promise.all(variables.map(({ kpi }) => store.kpi(kpi)));
  const chosen = variables.flatMap((variable, i) => {
    const kpi = info[i];
    return kpi === undefined ? [] : [{ ...variable, info: kpi }];
  });
  const sets = await Promise.all(
    offeredSets.map((set) => store.searchKpis({ text: '', set, limit: 50, offset: 0 })),
  );
  const isChosen = ({ id }: Kpi) => variables.some(({ kpi }) => kpi === id);
  const collator = new Intl.Collator('sv');
  return {
    own,
    kommuner: store
      .directory()
      .areas.filter(({ kind }) => kind === 'municipality')
      .toSorted((a, b) => collator.compare(a.name, b.name)),
    chosen,
    offered: sets
      .flatMap(({ items }) => items)
      .filter((kpi) => !isChosen(kpi) && !kpi.discontinued),
    comparison,
  };
}

/** What was asked, and a sentence for each part that could not be read. */
function read(
  params: URLSearchParams,
  { store }: Pick<Services, 'store'>,
): Pick<Asked, 'query' | 'problems'> {
  const { query, problems } = parseLikeness(
    {
      kommun: params.get('kommun') ?? undefined,
      nyckeltal: params.get('nyckeltal') ?? undefined,
      vikter: params.get('vikter') ?? undefined,
    },
    { ...store, directory: store.directory() },
  );
  const unknown = [...new Set(params.keys())]
    .filter((key) => !keys.includes(key))
    .map((key) =>
      describeQueryProblem({ key, code: 'unknown-key', value: key.slice(0, 60) }, keys),
    );
  const sentences = [...unknown, ...problems.map(describeLikenessProblem)];
  return { query, problems: someProblems(sentences) };
}

const kpiKey = /^[A-Z]\d{5}$/;

function isForm(params: URLSearchParams): boolean {
  return params.has('annat') || [...params.keys()].some((key) => kpiKey.test(key));
}

/** The form's lists of weights as one address that can be shared. */
function addressOf(params: URLSearchParams, { store }: Pick<Services, 'store'>): string {
  const weighted = [...params]
    .filter(([key, weight]) => kpiKey.test(key) && /^[1-9]$/.test(weight))
    .slice(0, likenessLimits.variables + 1);
  const other = params.get('annat')?.trim() ?? '';
  const kpis = [...weighted.map(([kpi]) => kpi), ...(other === '' ? [] : [other])];
  const weights = [...weighted.map(([, weight]) => weight), ...(other === '' ? [] : ['1'])];
  const own = store.directory().find(params.get('kommun') ?? '');
  const pairs = new URLSearchParams({
    kommun: own?.slug ?? params.get('kommun') ?? '',
    ...(kpis.length > 0 && { nyckeltal: kpis.join(',') }),
    ...(weights.some((weight) => weight !== '1') && { vikter: weights.join(',') }),
    ...(params.has('till') && { till: params.get('till') ?? '' }),
  });
  return `/liknande?${pairs.toString().replaceAll('%2C', ',')}`;
}
