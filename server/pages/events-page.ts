import { html } from 'hono/html';
import type { ReformEvent } from '../../web/shared/api.ts';
import { eventPeriod } from '../../web/shared/text/events.ts';
import { capital } from '../../web/shared/text/ordinal.ts';
import { eventsText as text } from '../../web/shared/text/pages.ts';
import type { Html } from './html.ts';

/** All known events, oldest first. */
export async function eventsPage(events: readonly ReformEvent[]): Promise<string> {
  const sorted = events.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  return String(
    await html`<article class="events-page wide">
      <h1>${text.title}</h1>
      <p class="lede">${text.lede}</p>
      ${sorted.length === 0 ? html`<p>${text.none}</p>` : ''}
      <div class="table-scroll" role="region" aria-label="${text.title}" tabindex="0">
        <table>
          <thead>
            <tr>
              <th scope="col">${text.columns.when}</th>
              <th scope="col">${text.columns.area}</th>
              <th scope="col">${text.columns.what}</th>
              <th scope="col">${text.columns.source}</th>
              <th scope="col">${text.beforeAfter}</th>
            </tr>
          </thead>
          <tbody>
            ${sorted.map(
              (event) =>
                html`<tr>
                  <td>${when(event)}</td>
                  <th scope="row">${event.name}</th>
                  <td><strong>${event.title}</strong><br />${event.note}</td>
                  <td>${event.source}</td>
                  <td>${beforeAfterLink(event)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <h2>${text.own.heading}</h2>
      <p>${text.own.text}</p>
      <pre class="snippet" tabindex="0"><code>${text.own.columns}</code></pre>
      <p>
        ${text.own.year}
        <a href="/fore-efter">${text.beforeAfter}</a>
      </p>
    </article>`,
  );
}

/** An event without an end is either a moment or still going on; only a period is told as one. */
function when(event: ReformEvent): string {
  return capital(eventPeriod(event));
}

/** Riket has no other country to be set beside. */
function beforeAfterLink({ municipality, from, name, title }: ReformEvent): Html | '' {
  if (municipality === '0000') return '';
  const href = `/fore-efter?kommun=${municipality}&ar=${from.slice(0, 4)}`;
  return html`<a href="${href}" aria-label="${text.beforeAfterOf(name, title)}"
    >${text.beforeAfter}</a
  >`;
}
