import { LitElement, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { getJson } from '../../controllers/api.ts';
import type { Change, ComparisonAnswer, ListAnswer, ReleaseInfo } from '../../shared/api.ts';
import { lockedDifferenceHtml, mostChanges } from '../../shared/figure/locked-difference.ts';
import { withQuery } from '../../shared/figure/links.ts';

/** What has changed in a locked view since its release; silent where nothing can be said. */
@customElement('locked-difference')
export class LockedDifferenceNotice extends LitElement {
  @property({ attribute: false }) answer: ComparisonAnswer | undefined;
  @property() unlockedHref = '';
  /** The notice that came with the page, for its first answer. */
  @property({ attribute: false }) first = '';
  @state() private notice = '';
  #request: AbortController | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#request?.abort();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('answer')) return;
    this.#request?.abort();
    const isFirst = changed.get('answer') === undefined;
    this.notice = isFirst ? this.first : '';
    if (this.notice === '' && this.answer?.query.release) void this.#load(this.answer);
  }

  protected override render() {
    return unsafeHTML(this.notice);
  }

  async #load(answer: ComparisonAnswer): Promise<void> {
    const request = new AbortController();
    this.#request = request;
    try {
      const newest = await newestRelease(request.signal);
      if (newest === undefined || newest.id === answer.query.release) return;
      const changes = await changesSince(answer, newest, request.signal);
      if (request.signal.aborted) return;
      this.notice = lockedDifferenceHtml(answer, { newest, changes }, this.unlockedHref);
    } catch {
      // The figures stand without it; the line above still says that they are locked.
    }
  }
}

async function newestRelease(signal: AbortSignal): Promise<ReleaseInfo | undefined> {
  const { items } = await getJson<ListAnswer<ReleaseInfo>>('/api/v1/releases', signal);
  return items.toSorted((a, b) => (a.publishedAt < b.publishedAt ? 1 : -1))[0];
}

/** All years: those that the view does not show tell whether there are newer ones. */
async function changesSince(
  { query, release }: ComparisonAnswer,
  newest: ReleaseInfo,
  signal: AbortSignal,
): Promise<readonly Change[]> {
  const params = new URLSearchParams({
    since: release.id,
    nyckeltal: query.kpis.join(','),
    kommuner: query.municipalities.join(','),
    limit: String(mostChanges),
  });
  const path = withQuery(`/api/v1/releases/${newest.id}/changes`, params.toString());
  return (await getJson<ListAnswer<Change>>(path, signal)).items;
}
