import { Hono } from 'hono';
import type { ComparisonAnswer } from '../../web/shared/api.ts';
import { mostChanges, shownChanges } from '../../web/shared/figure/locked-difference.ts';
import { shortName } from '../../web/shared/text/kpi-names.ts';
import { formatInFull } from '../../web/shared/comparison/query.ts';
import { withQuery } from '../../web/shared/figure/links.ts';
import { requireComparison, type ReadComparison } from '../http/read-comparison.ts';
import { sendPage } from '../http/send-page.ts';
import type { Services } from '../http/services.ts';
import { atomFeed, type FeedEntry } from '../pages/feed.ts';
import { composeComparison } from '../pages/page-tools.ts';

const maxReleases = 30;

/** A feed per comparison that tells when a figure in it was revised. */
export function feedRoutes(services: Services): Hono {
  const app = new Hono();

  app.get('/andringar.atom', async (c) => {
    const asked = await requireComparison(c, services);
    const comparison = { ...asked.comparison, release: undefined };
    const read = { ...asked, comparison, canonical: formatInFull(comparison) };
    return sendPage(c, services, {
      identity: ['feed', read.canonical],
      contentType: 'application/atom+xml; charset=utf-8',
      make: () => renderFeed(services, read),
    });
  });
  return app;
}

async function renderFeed(services: Services, read: ReadComparison): Promise<string> {
  const { answer, page } = await composeComparison(services, read, 0);
  const origin = services.origin();
  const lists = services.store.held().review('katalog');
  return atomFeed({
    ...(lists?.state === 'open' && { heldLists: lists }),
    comparisonUrl: `${origin}${withQuery('/jamfor', read.canonical)}`,
    feedUrl: `${origin}${withQuery('/andringar.atom', read.canonical)}`,
    heading: page.heading,
    newest: answer.release,
    entries: await feedEntries(services, read, answer),
    held: answer.kpis.filter(({ underReview }) => underReview?.state === 'open'),
    kpis: new Map(answer.kpis.map((kpi) => [kpi.id, { title: shortName(kpi), form: kpi.form }])),
    areas: new Map(answer.municipalities.map((area) => [area.id, area])),
  });
}

/** Newest first: each release against the one before it, where a chosen figure differs. */
async function feedEntries(
  { store }: Pick<Services, 'store'>,
  { comparison }: ReadComparison,
  answer: ComparisonAnswer,
): Promise<FeedEntry[]> {
  const releases = store
    .releases()
    .toSorted((a, b) => (a.publishedAt < b.publishedAt ? 1 : -1))
    .slice(0, maxReleases + 1);
  const entries: FeedEntry[] = [];
  for (const [i, release] of releases.slice(0, maxReleases).entries()) {
    const before = releases[i + 1];
    if (before === undefined) break;
    const { items } = await store.changes({
      since: before.id,
      to: release.id,
      kpis: comparison.kpis,
      areas: comparison.areas,
      limit: mostChanges,
      offset: 0,
    });
    const changes = shownChanges(answer, items);
    if (changes.length > 0) entries.push({ release, changes });
  }
  return entries;
}
