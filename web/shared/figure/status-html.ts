import { html, raw } from 'hono/html';
import type { ReleaseInfo } from '../api.ts';
import { ui } from '../text/interface.ts';

const dayMs = 86_400_000;
/** A refresh a day is the rule; after three days without an answer the page says so. */
const staleAfterDays = 3;

export interface StatusInput {
  readonly release: ReleaseInfo;
  /** Whether the address names the release. */
  readonly locked: boolean;
  /** Address of the same view with the newest figures. */
  readonly unlockedHref: string;
  /** Today as ISO day in the reader's calendar. */
  readonly today: string;
}

/** `Utgåva 2026-11-22.1 · hämtad från Kolada i dag`, with a banner when figures are old or invented. */
export function statusHtml(input: StatusInput): string {
  const { release, locked } = input;
  const where = ui.status.source(release.source, dayWords(release.checkedAt, input.today));
  const line = `${(locked ? ui.status.locked : ui.status.release)(release.id)} · ${where}`;
  const unlock = locked ? html` · <a href="${input.unlockedHref}">${ui.status.unlock}</a>` : '';
  return String(
    html`<p class="status" data-source="${release.source}">${line}${unlock}</p>
      ${bannerHtml(input)}`,
  );
}

/** Whole days between two ISO days or instants, counted in calendar days. */
export function daysBetween(earlier: string, later: string): number {
  return Math.round((Date.parse(later.slice(0, 10)) - Date.parse(earlier.slice(0, 10))) / dayMs);
}

/** Above everything else on a page whose figures come from a simulated Kolada. */
export function inventedHtml(): string {
  return String(html`<p class="notice notice-invented"><strong>${ui.status.invented}</strong></p>`);
}

function bannerHtml({ release, locked, today }: StatusInput) {
  if (release.source === 'simulated') return raw(inventedHtml());
  if (release.source === 'snapshot') {
    return html`<p class="notice">${locked ? ui.status.snapshotLocked : ui.status.snapshot}</p>`;
  }
  const days = daysBetween(release.checkedAt, today);
  if (locked || days < staleAfterDays) return '';
  return html`<p class="notice">${ui.status.stale(days)}</p>`;
}

function dayWords(instant: string, today: string): string {
  const days = daysBetween(instant, today);
  if (days <= 0) return ui.status.today;
  return days === 1 ? ui.status.yesterday : ui.status.on(instant.slice(0, 10));
}
