import { html, raw } from 'hono/html';
import type { Area, Change, Kpi, KpiReview, ReleaseInfo } from '../../web/shared/api.ts';
import { isRename } from '../../web/shared/figure/renamed.ts';
import { feedText } from '../../web/shared/text/feed.ts';
import { formatValue } from '../../web/shared/text/number.ts';

export interface FeedEntry {
  readonly release: ReleaseInfo;
  /** Those that the comparison shows, in its order. */
  readonly changes: readonly Change[];
}

export interface FeedInput {
  /** Absolute address of the comparison, and of the feed itself. */
  readonly comparisonUrl: string;
  readonly feedUrl: string;
  readonly heading: string;
  readonly newest: ReleaseInfo;
  /** Newest first; only releases in which something changed. */
  readonly entries: readonly FeedEntry[];
  /** KPIs of the comparison of which an answer is held: told before the releases, until it is settled. */
  readonly held: readonly Pick<Kpi, 'id' | 'underReview'>[];
  /** Present while Kolada's lists of KPIs, areas and groups are held, which every comparison is named by. */
  readonly heldLists?: KpiReview;
  readonly kpis: ReadonlyMap<string, Pick<Kpi, 'title' | 'form'>>;
  readonly areas: ReadonlyMap<string, Pick<Area, 'name'>>;
}

/** An Atom feed (RFC 4287): one entry per release that changed a figure of the comparison. */
export async function atomFeed(input: FeedInput): Promise<string> {
  return String(
    await html`${raw('<?xml version="1.0" encoding="utf-8"?>')}
      <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="sv">
        <title>${feedText.title(input.heading)}</title>
        <subtitle>${feedText.subtitle}</subtitle>
        <id>${input.comparisonUrl}</id>
        <link rel="self" type="application/atom+xml" href="${input.feedUrl}" />
        <link rel="alternate" type="text/html" href="${input.comparisonUrl}" />
        <updated>${updatedAt(input)}</updated>
        <author><name>${feedText.author}</name></author>
        ${input.heldLists === undefined ? '' : heldListsXml(input.heldLists, input)}
        ${input.held.map((kpi) => heldXml(kpi, input))}
        ${input.entries.map((entry) => entryXml(entry, input))}
      </feed>`,
  ).trimStart();
}

function updatedAt({ entries, held, heldLists, newest }: FeedInput): string {
  const reviews = [heldLists, ...held.map(({ underReview }) => underReview)];
  const since = reviews.flatMap((review) => review?.since ?? []);
  return [entries[0]?.release.publishedAt ?? newest.publishedAt, ...since].toSorted().at(-1) ?? '';
}

function heldXml({ id, underReview }: FeedInput['held'][number], input: FeedInput) {
  const since = underReview?.since ?? input.newest.publishedAt;
  const title = input.kpis.get(id)?.title ?? id;
  const isName = underReview !== undefined && isRename(underReview);
  return reviewXml(input.comparisonUrl, {
    id,
    since,
    title: isName ? feedText.heldName(title) : feedText.held(title),
    summary: feedText.heldSummary,
  });
}

function heldListsXml({ since }: KpiReview, { comparisonUrl }: FeedInput) {
  const { heldLists: title, heldListsSummary: summary } = feedText;
  return reviewXml(comparisonUrl, { id: 'katalog', since, title, summary });
}

function reviewXml(
  comparisonUrl: string,
  one: Readonly<Record<'id' | 'since' | 'title' | 'summary', string>>,
) {
  return html`<entry>
    <title>${one.title}</title>
    <id>${`${comparisonUrl}#kontrolleras-${one.id}-${one.since}`}</id>
    <link rel="alternate" type="text/html" href="${comparisonUrl}" />
    <updated>${one.since}</updated>
    <summary>${one.summary}</summary>
  </entry>`;
}

const mostTold = 20;

function entryXml({ release, changes }: FeedEntry, input: FeedInput) {
  const separator = input.comparisonUrl.includes('?') ? '&' : '?';
  const locked = `${input.comparisonUrl}${separator}utgava=${release.id}`;
  const sentences = changes.slice(0, mostTold).map((change) => changeSentence(change, input));
  const left = changes.length - sentences.length;
  const added = changes.filter(({ before }) => (before?.value ?? null) === null).length;
  return html`<entry>
    <title>
      ${feedText.entry({ added, changed: changes.length - added, release: release.id })}
    </title>
    <id>${locked}</id>
    <link rel="alternate" type="text/html" href="${locked}" />
    <updated>${release.publishedAt}</updated>
    <summary>${[...sentences, ...(left > 0 ? [feedText.more(left)] : [])].join(' ')}</summary>
  </entry>`;
}

function changeSentence(change: Change, { kpis, areas }: FeedInput): string {
  const kpi = kpis.get(change.kpi);
  const shown = (side: Change['before']) =>
    side === null || side.value === null ? feedText.gap : formatValue(side.value, kpi?.form ?? '');
  return feedText.change({
    area: areas.get(change.municipality)?.name ?? change.municipality,
    kpi: kpi?.title ?? change.kpi,
    year: change.year,
    before: shown(change.before),
    after: shown(change.after),
  });
}
