import { html, raw } from 'hono/html';
import { latestYear } from '../../web/shared/comparison/latest-year.ts';
import { actionsHtml, documentLinksHtml } from '../../web/shared/figure/actions-html.ts';
import { builderHtml } from '../../web/shared/figure/builder-html.ts';
import { examplesHtml } from '../../web/shared/figure/examples-html.ts';
import { cardHtml, pageHtml } from '../../web/shared/figure/figure-html.ts';
import { guidanceHtml } from '../../web/shared/figure/guidance-html.ts';
import { figureQuery, unlockedHref, withQuery } from '../../web/shared/figure/links.ts';
import { lockedDifferenceHtml, mostChanges } from '../../web/shared/figure/locked-difference.ts';
import { withoutEmptyPages } from '../../web/shared/figure/offline-links.ts';
import type { PageData } from '../../web/shared/figure/page-data.ts';
import { statusHtml } from '../../web/shared/figure/status-html.ts';
import { guidance } from '../../web/shared/text/guidance.ts';
import { listQueryProblems } from '../../web/shared/text/problem.ts';
import { jsonInParts } from '../http/json-in-parts.ts';
import { isEmpty, type ReadComparison } from '../http/read-comparison.ts';
import type { Services } from '../http/services.ts';
import { createBreather } from '../work.ts';
import type { Assets } from './assets.ts';
import { pageMeta } from './page-meta.ts';
import { composeComparison, drawFigure, type ComposedComparison } from './page-tools.ts';
import { fillTemplate, inScript } from './template.ts';

/** The dashboard's first paint: findings, charts, tables and a builder that works without script. */
export async function renderComparison(
  services: Services,
  read: ReadComparison,
  assets: Assets,
): Promise<string> {
  const composed = await composeComparison(services, read, 2);
  const { page, answer, context } = composed;
  const answers = guidance(answer, context);
  const problems = listQueryProblems(read.problems);
  const cards: string[] = [];
  const breathe = createBreather();
  for (const [place, figure] of page.figures.entries()) {
    const drawn = await drawFigure(figure);
    await breathe();
    cards.push(
      cardHtml(figure, place, {
        ...drawn,
        tableOpen: read.comparison.view === 'tabell',
        actions: actionsHtml({
          heading: figure.heading,
          query: figureQuery(read.comparison, figure.kpi.id),
          release: answer.release.id,
        }),
      }),
    );
  }
  const main = pageHtml({
    page,
    cards,
    builder: await builder(services, composed),
    status: await status(services, composed),
    problems,
    foot:
      guidanceHtml(answers) +
      (isEmpty(read) ? '' : documentLinksHtml(read.canonical)) +
      examplesHtml(answer.release.source),
  });
  const data: PageData = { answer, context, guidance: answers, problems };
  return fillTemplate(withoutEmptyPages(assets.template, services.store.release().source), {
    title: page.heading,
    meta: await discoveryLinks(services, composed),
    main,
    data: await jsonInParts(data, inScript),
  });
}

async function builder({ store }: Services, { read, answer }: ComposedComparison): Promise<string> {
  const { directory } = await store.catalogueAt(read.comparison.release);
  return builderHtml({
    comparison: read.comparison,
    directory,
    kpis: answer.kpis,
    latestYear: latestYear(answer),
    source: answer.release.source,
  });
}

/** Where the figures are from; for a locked view also what has changed since. */
async function status(services: Services, { read, answer, context }: ComposedComparison) {
  const { store } = services;
  const { kpis, areas, release } = read.comparison;
  const href = unlockedHref(read.comparison);
  const locked = release !== undefined;
  const line = statusHtml({
    release: answer.release,
    locked,
    unlockedHref: href,
    today: context.today,
  });
  const newest = store.release();
  if (!locked || newest.id === release) return line;
  const asked = { since: release, to: newest.id, kpis, areas, limit: mostChanges, offset: 0 };
  const { items: changes } = await store.changes(asked);
  return line + lockedDifferenceHtml(answer, { newest, changes }, href);
}

async function discoveryLinks(services: Services, composed: ComposedComparison): Promise<string> {
  const { page, read } = composed;
  const origin = services.origin();
  const address = `${origin}${withQuery('/jamfor', read.canonical)}`;
  const meta = await pageMeta(services, {
    address: withQuery('/jamfor', read.asked),
    description: page.lede === '' ? page.heading : page.lede,
    isListed: read.asked === '',
  });
  if (isEmpty(read)) return meta;
  const oembed = `${origin}/oembed?url=${encodeURIComponent(address)}`;
  return String(
    await html`${raw(meta)}
      <link
        rel="alternate"
        type="application/json+oembed"
        href="${oembed}"
        title="${page.heading}"
      />
      <link
        rel="alternate"
        type="application/atom+xml"
        href="${withQuery('/andringar.atom', read.canonical)}"
      />`,
  );
}
