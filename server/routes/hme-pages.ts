import { Hono } from 'hono';
import { defaults, type Comparison } from '../../web/shared/comparison/comparison.ts';
import { comparisonHref, withQuery } from '../../web/shared/figure/links.ts';
import { reviewNotes } from '../../web/shared/figure/review.ts';
import { descriptions } from '../../web/shared/text/descriptions.ts';
import { hmeKpis, hmeText } from '../../web/shared/text/hme.ts';
import { listQueryProblems } from '../../web/shared/text/problem.ts';
import { shortName } from '../../web/shared/text/kpi-names.ts';
import { sourceLine } from '../../web/shared/text/source.ts';
import { readEngagement, statementIds, type Engagement } from '../hme/engagement.ts';
import { queryOf, readComparison } from '../http/read-comparison.ts';
import { sendPage } from '../http/send-page.ts';
import type { Services } from '../http/services.ts';
import { hmePage } from '../pages/hme-page.ts';
import { pageMeta } from '../pages/page-meta.ts';
import { createTemplateReader } from '../pages/page-tools.ts';
import { fillTemplate } from '../pages/template.ts';

const keys = ['kommuner', 'fokus', 'utgava'];

/** Engagement in home care, kommun beside kommun. */
export function hmePageRoutes(services: Services): Hono {
  const template = createTemplateReader(services);
  const app = new Hono();

  app.get('/hme', async (c) => {
    const read = await readComparison(c, services);
    const strange = [...new Set(queryOf(c).keys())]
      .filter((key) => !keys.includes(key))
      .map((key) => ({ key, code: 'unknown-key', value: key.slice(0, 60) }) as const);
    const known = read.problems.filter(
      ({ key, code }) => keys.includes(key) && code !== 'unknown-key',
    );
    const problems = listQueryProblems([...strange, ...known], keys);
    const { areas, focus, release } = read.comparison;
    return sendPage(c, services, {
      identity: ['hme', areas.join(), focus ?? '', release ?? '', JSON.stringify(problems)],
      make: async () =>
        fillTemplate(await template(), {
          title: hmeText.title,
          meta: await metaOf(services, read.comparison),
          main: await render(services, read.comparison, problems),
        }),
    });
  });
  return app;
}

function metaOf(services: Services, comparison: Comparison): Promise<string> {
  const { areas, focus, release } = comparison;
  const isStandard =
    release === undefined && areas.join() === defaults.areas.join() && focus === areas[0];
  // In full and in codes, which outlive names.
  const query = [
    `kommuner=${areas.join(',')}`,
    ...(focus === undefined ? [] : [`fokus=${focus}`]),
    ...(release === undefined ? [] : [`utgava=${release}`]),
  ].join('&');
  return pageMeta(services, {
    address: withQuery('/hme', isStandard ? '' : query),
    description: descriptions.hme,
    isListed: isStandard,
  });
}

async function render(
  { store }: Services,
  comparison: Comparison,
  problems: readonly string[],
): Promise<string> {
  const engagement = await readEngagement(store, comparison);
  const { focus, areas, release } = comparison;
  const { directory } = await store.catalogueAt(release);
  const indexes = [hmeKpis.total, ...hmeKpis.parts.map(({ index }) => index)];
  const href = (kpis: readonly string[]) =>
    comparisonHref(
      { ...comparison, kpis, view: 'stapel', years: undefined, genders: ['T'] },
      directory,
    );
  const sources = [...engagement.kpis.values()].flatMap((kpi) => kpi.sources);
  return hmePage({
    engagement,
    isOffline: store.release().source === 'snapshot',
    focus,
    problems,
    reviews: reviewsOf(engagement),
    sourceLine: sourceLine(
      [{ id: `${hmeKpis.total}–U21203, U20300–U20308`, sources }],
      engagement.release,
      'raw',
    ),
    slugs: areas.map((id) => directory.find(id)?.slug ?? id).join(', '),
    locked: release,
    chartHref: href(indexes),
    statementsHref: href(statementIds),
  });
}

/** Each kommun is shown by its own latest year. */
function reviewsOf({ kpis, reported }: Engagement): string[] {
  const years = [...new Set(reported.map(({ year }) => year))].toSorted((a, b) => a - b);
  const areas = reported.map(({ area }) => area);
  return areas.length === 0
    ? []
    : reviewNotes([...kpis.values()], shortName, () => ({ areas, years }));
}
