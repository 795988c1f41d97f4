import { html, raw } from 'hono/html';
import type { ReformEvent } from '../../web/shared/api.ts';
import { problemsHtml } from '../../web/shared/figure/figure-html.ts';
import { withQuery } from '../../web/shared/figure/links.ts';
import { reportText } from '../../web/shared/text/report.ts';
import type { Html } from '../pages/html.ts';
import type { ReportTable } from './report-table.ts';
import type { Report } from './report.ts';

export interface ReportHtmlInput {
  readonly report: Report;
  /** Inside of each figure, in order, as escaped HTML. */
  readonly figures: readonly string[];
  readonly eventSentence: (event: ReformEvent) => string;
  /** What could not be read in the address, one Swedish sentence each. */
  readonly problems: readonly string[];
  /** Measures compared, and how many of them a Word file has room for. */
  readonly measures: { readonly all: number; readonly inWord: number };
  /** Query string, without `?`, for the links to the Word file and back. */
  readonly query: string;
}

/** The report as the main part of a page; made to be printed on A4. */
export async function reportHtml(input: ReportHtmlInput): Promise<string> {
  const { report, query, measures } = input;
  return String(
    await html`<article class="report">
      <p class="report-actions">
        <a class="button" href="${withQuery('/rapport.docx', query)}">${reportText.word}</a>
        <a href="${withQuery('/jamfor', query)}">${reportText.back}</a>
        ${measures.inWord < measures.all ? html`<span class="note">${reportText.wordHolds(measures.inWord, measures.all)}</span>` : ''}
      </p>
      ${problemsHtml(input.problems)}
      ${report.invented ? html`<p class="invented"><strong>${reportText.invented}</strong></p>` : ''}
      <h1>${report.title}</h1>
      <h2>${reportText.question}</h2>
      <p>${report.question}</p>
      <h2>${reportText.summary}</h2>
      ${report.summary.map((text) => html`<p>${text}</p>`)}
      ${report.tables.map(
        (one) =>
          html`<h2>${one.caption}</h2>
            ${table(one)}`,
      )}
      ${report.tables.length === 0 ? html`<p>${reportText.noValues}</p>` : html`<p class="note">${reportText.tableNote}</p>`}
      <h2>${reportText.figures}</h2>
      ${input.figures.map((figure) => html`<section class="report-figure">${raw(figure)}</section>`)}
      <h2>${reportText.events}</h2>
      ${events(report.events, input.eventSentence)} ${guidance(report)}
      <h2>${reportText.definitions}</h2>
      <dl>
        ${report.definitions.map(
          (item) =>
            html`<dt>${item.title} (${item.id})</dt>
              <dd>${item.text}</dd>`,
        )}
      </dl>
      <h2>${reportText.sources}</h2>
      <ul>
        ${report.sources.map((source) => html`<li>${source}</li>`)}
      </ul>
      ${citation(report)}
    </article>`,
  );
}

function table({ caption, columns, rows }: ReportTable): Html {
  return html`<div class="table-scroll" role="region" aria-label="${caption}" tabindex="0">
    <table>
      <thead>
        <tr>
          ${columns.map(
            (column, i) =>
              html`<th scope="col" ${i > 0 ? raw('class="number"') : ''}>${column}</th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr${row.isFocus ? raw(' class="own"') : ''}><th scope="row">${row.name}</th>${row.cells.map(
              (cell) => html`<td class="number">${cell}</td>`,
            )}</tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function events(list: readonly ReformEvent[], sentence: ReportHtmlInput['eventSentence']): Html {
  if (list.length === 0) return html`<p>${reportText.noEvents}</p>`;
  return html`<p>${reportText.eventsLede}</p>
    <ul>
      ${list.map((event) => html`<li>${sentence(event)}</li>`)}
    </ul>`;
}

function guidance({ guidance: items }: Report): Html | string {
  if (items.length === 0) return '';
  return html`<h2>${reportText.guidance}</h2>
    <dl>
      ${items.map(
        (item) =>
          html`<dt>${item.question}</dt>
            <dd>${item.answer}</dd>`,
      )}
    </dl>`;
}

/** Where "Citera" leads without script; the dialog says the same. */
function citation({ citations, releaseLine }: Report): Html {
  return html`<h2 id="citera">${reportText.cite}</h2>
    <p>${releaseLine} ${reportText.citeLede}</p>
    <dl>
      <dt>${reportText.citeShort}</dt>
      <dd>${citations.short}</dd>
      <dt>${reportText.citeLong}</dt>
      <dd>${citations.long}</dd>
      <dt>${reportText.permanent}</dt>
      <dd><a href="${citations.link}">${citations.link}</a></dd>
    </dl>`;
}
