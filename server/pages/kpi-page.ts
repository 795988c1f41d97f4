import { html } from 'hono/html';
import type { Area, Kpi, Observation } from '../../web/shared/api.ts';
import { formatValue } from '../../web/shared/text/number.ts';
import { kpiText as text } from '../../web/shared/text/pages.ts';
import type { Coverage } from '../store/store.ts';
import type { Html } from './html.ts';

export interface KpiPageInput {
  readonly kpi: Kpi;
  /** ISO day. */
  readonly today: string;
  readonly coverage: readonly Coverage[];
  /** Every area's value in the latest year, in Swedish name order. */
  readonly values: readonly { readonly area: Area; readonly observation: Observation }[];
  readonly latestYear: number | undefined;
  readonly preliminaryYear: number | null;
  readonly breaks: readonly string[];
  readonly sourceLine: string;
}

/** One KPI: its definition in full, how it is covered, and every kommun's latest value. */
export async function kpiPage(input: KpiPageInput): Promise<string> {
  const { kpi } = input;
  return String(
    await html`<article class="kpi-page">
      <h1>${kpi.title}</h1>
      ${kpi.discontinued ? html`<p class="notice">${text.discontinued}</p>` : ''}
      <p><a class="button" href="/jamfor?nyckeltal=${kpi.id}">${text.compare}</a></p>
      <h2>${text.definition}</h2>
      <p class="definition">${kpi.description ?? text.noDefinition}</p>
      <h2>${text.facts}</h2>
      ${facts(input)}
      ${
        input.breaks.length === 0
          ? ''
          : html`<h2>${text.breaks}</h2>
              <ul>
                ${input.breaks.map((sentence) => html`<li>${sentence}</li>`)}
              </ul>`
      }
      <h2>${text.coverage}</h2>
      ${input.coverage.length === 0 ? html`<p>${text.notHeld}</p>` : coverageTable(input.coverage)}
      ${input.latestYear === undefined ? '' : valueTable(input, input.latestYear)}
    </article>`,
  );
}

function facts({ kpi, today, preliminaryYear }: KpiPageInput): Html {
  const next =
    kpi.publicationDate === null
      ? undefined
      : text.nextPublicationText(kpi.publicationDate, kpi.publicationPeriod);
  const pairs: readonly (readonly [string, string | undefined])[] = [
    [text.code, kpi.id],
    [text.unit, kpi.unit || text.noUnit],
    [text.genderSplit, kpi.genderSplit ? text.yes : text.no],
    [text.area, kpi.operatingArea ?? undefined],
    [
      (kpi.publicationDate ?? '') < today ? text.lastPublication : text.nextPublication,
      kpi.discontinued ? undefined : next,
    ],
    [
      text.preliminary,
      preliminaryYear === null ? undefined : text.preliminaryText(preliminaryYear),
    ],
  ];
  return html`<dl class="facts">
    ${pairs.map(([term, value]) =>
      value === undefined
        ? ''
        : html`<div>
            <dt>${term}</dt>
            <dd>${value}</dd>
          </div>`,
    )}
  </dl>`;
}

function coverageTable(coverage: readonly Coverage[]): Html {
  const { coverageColumns } = text;
  return html`<div class="table-scroll" role="region" aria-label="${text.coverage}" tabindex="0">
    <table class="narrow">
      <caption>
        ${text.coverage}
      </caption>
      <thead>
        <tr>
          <th scope="col">${coverageColumns.year}</th>
          <th scope="col" class="number">${coverageColumns.areas}</th>
        </tr>
      </thead>
      <tbody>
        ${coverage
          .toSorted((a, b) => b.year - a.year)
          .map(
            ({ year, areas }) =>
              html`<tr>
                <th scope="row">${String(year)}</th>
                <td class="number">${areas}</td>
              </tr>`,
          )}
      </tbody>
    </table>
  </div>`;
}

function valueTable({ kpi, values, sourceLine }: KpiPageInput, year: number): Html {
  return html`<h2>${text.values(year)}</h2>
    <div class="table-scroll" role="region" aria-label="${text.values(year)}" tabindex="0">
      <table class="narrow">
        <caption>
          ${text.values(year)}
        </caption>
        <thead>
          <tr>
            <th scope="col">${text.valueColumns.name}</th>
            <th scope="col" class="number">${text.valueColumns.value}</th>
          </tr>
        </thead>
        <tbody>
          ${values.map(({ area, observation }) =>
            observation.value === null
              ? ''
              : html`<tr>
                  <th scope="row">${area.name}</th>
                  <td class="number">${formatValue(observation.value, kpi.unit)}</td>
                </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <p class="source">${sourceLine}</p>`;
}
