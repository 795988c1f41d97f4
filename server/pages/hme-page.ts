import { html } from 'hono/html';
import { problemsHtml } from '../../web/shared/figure/figure-html.ts';
import {
  hmeKpis,
  hmeText as text,
  lowResponsePercent,
  statementOf,
} from '../../web/shared/text/hme.ts';
import { offlineText } from '../../web/shared/text/offline.ts';
import { formatNumber, formatValue } from '../../web/shared/text/number.ts';
import type { AreaEngagement, Engagement } from '../hme/engagement.ts';
import type { Html } from './html.ts';
import { unlistedHtml } from './unlisted.ts';

export interface HmePageInput {
  readonly engagement: Engagement;
  /** Whether Kolada has never been reached. */
  readonly isOffline: boolean;
  /** Id of the own kommun. */
  readonly focus: string | undefined;
  readonly problems: readonly string[];
  /** What is held of the values, a sentence each. */
  readonly reviews: readonly string[];
  readonly sourceLine: string;
  /** Slugs of all that were chosen, comma list. */
  readonly slugs: string;
  /** Release id that the address is locked to. */
  readonly locked: string | undefined;
  readonly chartHref: string;
  readonly statementsHref: string;
}

/** HME as its users know it: total, three parts and nine statements, kommun beside kommun. */
export async function hmePage(input: HmePageInput): Promise<string> {
  const { engagement } = input;
  return String(
    await html`<article class="hme wide">
      <h1>${text.title}</h1>
      <p class="lede">${lede(input)}</p>
      ${problemsHtml(input.problems)} ${missingNotice(engagement)}
      ${input.reviews.map((note) => html`<p class="notice">${note}</p>`)}
      ${unlistedHtml([...engagement.reported.map(({ area }) => area), ...engagement.notReported])}
      ${engagement.reported.length === 0 ? '' : resultHtml(input)}
      <p>${text.explain}</p>
      ${formHtml(input)}
    </article>`,
  );
}

function lede({ engagement: { reported, held }, isOffline }: HmePageInput): string {
  if (!held) return isOffline ? `${text.notFetched} ${offlineText.remedy}` : text.notFetched;
  if (reported.length === 0) return text.noneReported;
  const items = reported.flatMap(({ area, year, values }) => {
    const value = values.get(hmeKpis.total);
    return value === undefined ? [] : [{ name: area.name, value, year }];
  });
  const years = [...new Set(reported.map(({ year }) => year))].toSorted((a, b) => a - b);
  const first =
    items.length > 0 ? text.lede(items) : text.partsOnly(reported.map(({ area }) => area.name));
  return years.length > 1 ? `${first} ${text.mixedYears(years)}` : first;
}

function missingNotice({ notReported, reported, held }: Engagement): Html | '' {
  if (!held || notReported.length === 0 || reported.length === 0) return '';
  const names = notReported.map(({ name }) => name);
  return html`<p class="notice">${text.notReported(names)}</p>`;
}

function resultHtml(input: HmePageInput): Html {
  const { engagement, chartHref, statementsHref, sourceLine } = input;
  return html`${tableHtml(input)}
    ${responseNotes(engagement).map((note) => html`<p class="hint">${note}</p>`)}
    <p class="source">${sourceLine}</p>
    <p class="actions">
      <a class="button" href="${chartHref}">${text.chart}</a>
      <a class="button" href="${statementsHref}">${text.chartStatements}</a>
    </p>`;
}

function tableHtml({ engagement: { reported, kpis }, focus }: HmePageInput): Html {
  const { total, parts, responseRate } = hmeKpis;
  const row = (id: string, name: string, className: string) =>
    html`<tr class="${className}">
      <th scope="row">${name}</th>
      ${reported.map((item) => cell(item, id, item.area.id === focus))}
    </tr>`;
  return html`<div class="table-scroll" role="region" aria-label="${text.title}" tabindex="0">
    <table class="statement-table">
      <caption>
        ${text.caption}
      </caption>
      <thead>
        <tr>
          <th scope="col">${text.columns.measure}</th>
          ${reported.map(
            ({ area, year }) =>
              html`<th scope="col" class="${area.id === focus ? 'number own' : 'number'}">
                ${area.name} <small>${text.columns.year(year)}</small>
              </th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${row(total, text.rows.total, 'sum')}
      </tbody>
      ${parts.map(
        ({ index, statements }, i) =>
          html`<tbody>
            ${row(index, text.rows.parts[i] ?? index, 'sum')}
            ${statements.map((id) => row(id, statementOf(kpis.get(id)?.title ?? id), ''))}
          </tbody>`,
      )}
      <tbody>
        ${row(responseRate, text.rows.response, 'sum')}
      </tbody>
    </table>
  </div>`;
}

function cell({ values }: AreaEngagement, id: string, own: boolean): Html {
  const value = values.get(id);
  const className = own ? 'number own' : 'number';
  if (value === undefined) {
    return html`<td class="${className}">
      <span aria-hidden="true">${text.gap}</span
      ><span class="visually-hidden">${text.gapSaid}</span>
    </td>`;
  }
  const shown =
    id === hmeKpis.responseRate ? formatValue(value, '%') : formatNumber(value, 'index');
  return html`<td class="${className}">${shown}</td>`;
}

function responseNotes({ reported }: Engagement): string[] {
  const rated = reported.map(({ area, values }) => ({
    name: area.name,
    rate: values.get(hmeKpis.responseRate),
  }));
  const low = rated.flatMap(({ name, rate }) =>
    rate !== undefined && rate < lowResponsePercent
      ? [text.lowResponse(name, formatValue(rate, '%'))]
      : [],
  );
  const unknown = rated.filter(({ rate }) => rate === undefined).map(({ name }) => name);
  return unknown.length === 0 ? low : [...low, text.unknownResponse(unknown)];
}

function formHtml({ slugs, locked }: HmePageInput): Html {
  const { form } = text;
  return html`<form method="get" action="/hme" class="panel" aria-label="${form.label}">
    <p class="field">
      <label for="kommuner">${form.field}</label>
      <input type="text" id="kommuner" name="kommuner" value="${slugs}" maxlength="2000" />
      <span class="hint">${form.hint}</span>
    </p>
    ${locked === undefined ? '' : html`<input type="hidden" name="utgava" value="${locked}" />`}
    <button type="submit">${form.submit}</button>
  </form>`;
}
