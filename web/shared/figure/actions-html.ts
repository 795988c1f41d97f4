import { html } from 'hono/html';
import { ui } from '../text/interface.ts';
import type { Markup } from './figure-html.ts';
import { lockedQuery, withQuery } from './links.ts';

export interface ActionsInput {
  readonly heading: string;
  /** Canonical query of the figure alone, without `?`. */
  readonly query: string;
  readonly release: string;
  /** With script the last two open dialogs; without they lead to the pages that say the same. */
  readonly scripted?: boolean;
}

/** The quiet actions under a chart: download, embed, cite. All work without script. */
export function actionsHtml({ heading, query, release, scripted }: ActionsInput): string {
  const locked = lockedQuery(query, release);
  return String(
    html`<div class="card-actions" role="group" aria-label="${ui.actions.label(heading)}">
      <details class="menu">
        <summary>${ui.actions.download}</summary>
        <ul class="menu-list">
          ${ui.actions.formats.map((format) => formatHtml(format, query))}
        </ul>
      </details>
      ${
        scripted === true
          ? html`<button type="button" class="quiet" data-action="embed" aria-haspopup="dialog">
                ${ui.actions.embed}
              </button>
              <button type="button" class="quiet" data-action="cite" aria-haspopup="dialog">
                ${ui.actions.cite}
              </button>`
          : html`<a class="quiet" href="${withQuery('/badda-in', query)}">${ui.actions.embed}</a>
              <a class="quiet" href="${withQuery('/rapport', locked)}#citera"
                >${ui.actions.cite}</a
              >`
      }
    </div>`,
  );
}

/** The whole comparison as a document. `query` is canonical, without `?`. */
export function documentLinksHtml(query: string): string {
  return String(
    html`<nav class="documents" aria-label="${ui.report.heading}">
      <h2>${ui.report.heading}</h2>
      <p>
        <a class="button" href="${withQuery('/rapport.docx', query)}">${ui.report.word}</a>
        <a class="button" href="${withQuery('/rapport', query)}">${ui.report.print}</a>
      </p>
    </nav>`,
  );
}

function formatHtml(format: (typeof ui.actions.formats)[number], query: string): Markup {
  const extra = format.format === undefined ? '' : `format=${format.format}`;
  return html`<li>
    <a href="${withQuery(format.path, query, extra)}" download
      ><span class="menu-name">${format.name}</span> <span class="menu-use">${format.use}</span></a
    >
  </li>`;
}
