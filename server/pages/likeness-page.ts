import { html } from 'hono/html';
import { problemsHtml } from '../../web/shared/figure/figure-html.ts';
import { reviewNotes } from '../../web/shared/figure/review.ts';
import { shortName } from '../../web/shared/text/kpi-names.ts';
import { likenessRule, likenessText } from '../../web/shared/text/likeness.ts';
import { similarText as text } from '../../web/shared/text/likeness-page.ts';
import { offlineText } from '../../web/shared/text/offline.ts';
import { formatNumber, formatValue } from '../../web/shared/text/number.ts';
import type { Similar, SimilarArea, SimilarVariable } from '../likeness/find-similar.ts';
import type { ReadyLists } from '../likeness/ready-lists.ts';
import type { Html } from './html.ts';
import { likenessForm, type LikenessFormInput } from './likeness-form.ts';
import { readyListsHtml } from './likeness-lists.ts';
import { unlistedHtml } from './unlisted.ts';

export interface LikenessPageInput {
  readonly similar: Similar;
  /** Whether Kolada has never been reached. */
  readonly isOffline: boolean;
  /** The nearest, as many as are shown. */
  readonly shown: readonly SimilarArea[];
  readonly lists: ReadyLists;
  readonly form: LikenessFormInput;
  readonly problems: readonly string[];
  readonly sourceLine: string;
  /** Address of a comparison with the own kommun and these, by their ids. */
  readonly comparisonWith: (ids: readonly string[]) => string;
}

/** Kommuner alike: the nearest and why, the choice, and the lists that others have made. */
export async function likenessPage(input: LikenessPageInput): Promise<string> {
  const { similar, shown, lists, comparisonWith } = input;
  const { own } = similar;
  return String(
    await html`<article class="likeness wide">
      <h1>${text.heading(own.name)}</h1>
      <p class="lede">${lede(input)}</p>
      ${problemsHtml(input.problems)} ${unlistedHtml([own])} ${unusedNotice(input)}
      ${reviewsOf(similar).map((note) => html`<p class="notice">${note}</p>`)}
      ${likenessForm(input.form)} ${shown.length === 0 ? '' : resultHtml(input)}
      ${readyListsHtml({ own, lists, comparisonWith })}
    </article>`,
  );
}

function lede({ similar, shown, isOffline }: LikenessPageInput): string {
  const { own, variables } = similar;
  const used = variables.filter(isUsed);
  if (isOffline && shown.length === 0) {
    return `${offlineText.likeness(own.name)} ${offlineText.remedy}`;
  }
  if (used.length === 0) return text.noVariables(own.name);
  const names = shown.slice(0, 3).map(({ area }) => area.name);
  return text.lede(own.name, names, used.map(nameOf));
}

function unusedNotice({ similar: { own, variables }, isOffline }: LikenessPageInput): Html | '' {
  const unused = variables.flatMap(({ kpi, unused: reason }) =>
    reason === undefined ? [] : [{ kpi, reason }],
  );
  if (unused.length === 0) return '';
  return html`<div class="notice">
    <p><strong>${text.unused.heading}</strong></p>
    <ul>
      ${unused.map(
        ({ kpi, reason }) =>
          html`<li>
            ${text.unused[reason](shortName(kpi), own.name)}
            ${
              reason === 'not-held' && !isOffline
                ? html`<a href="/jamfor?nyckeltal=${kpi.id}">${text.unused.fetch}</a>`
                : ''
            }
          </li>`,
      )}
    </ul>
  </div>`;
}

/** Any kommun's value may have put the nearest where they are. */
function reviewsOf({ own, variables, areas }: Similar): string[] {
  const ranked = [own, ...areas.map(({ area }) => area)];
  const used = variables.flatMap(({ kpi, year, unused }) =>
    unused === undefined && year !== undefined ? [{ ...kpi, year }] : [],
  );
  return reviewNotes(used, shortName, ({ year }) => ({ areas: ranked, years: [year] }));
}

function resultHtml(input: LikenessPageInput): Html {
  const { similar, shown, sourceLine } = input;
  const { own } = similar;
  const heading = text.result.heading(shown.length);
  const ids = shown.map(({ area }) => area.id);
  return html`<h2 id="narmast">${heading}</h2>
    <p>
      <a class="button button-strong" href="${input.comparisonWith(ids)}"
        >${text.result.compare(own.name, shown.length)}</a
      >
    </p>
    ${resultTable(similar, shown)}
    <p class="source">${sourceLine}</p>
    ${lackingHtml(similar)} ${ruleHtml()}`;
}

function resultTable({ own, variables }: Similar, shown: readonly SimilarArea[]): Html {
  const used = variables.filter(isUsed);
  const { columns } = text.result;
  return html`<div class="table-scroll" role="region" aria-labelledby="narmast" tabindex="0">
    <table class="likeness-table">
      <caption>
        ${text.result.caption(own.name)}
      </caption>
      <thead>
        <tr>
          <th scope="col">${columns.name}</th>
          <th scope="col" class="number">${columns.distance}</th>
          ${used.map(variableHead)}
          <th scope="col">${columns.why}</th>
        </tr>
      </thead>
      <tbody>
        <tr class="own">
          <th scope="row">${own.name}</th>
          <td class="number">0</td>
          ${used.map((variable) => html`<td class="number">${valueOf(variable, own.id)}</td>`)}
          <td>${text.result.own}</td>
        </tr>
        ${shown.map((item) => areaRow(item, used))}
      </tbody>
    </table>
  </div>`;
}

function variableHead({ kpi, year, weight, logarithmic }: SimilarVariable): Html {
  const details = [
    String(year ?? ''),
    ...(weight === 1 ? [] : [text.result.weight(weight)]),
    ...(logarithmic ? [text.result.logarithmic] : []),
  ];
  return html`<th scope="col" class="number">
    <a href="/nyckeltal/${kpi.id}">${shortName(kpi)}</a>
    <small>${details.join(', ')}</small>
  </th>`;
}

function areaRow({ area, distance, because }: SimilarArea, used: readonly SimilarVariable[]): Html {
  const names = new Map(used.map((variable) => [variable.kpi.id, nameOf(variable)]));
  return html`<tr>
    <th scope="row">${area.name}</th>
    <td class="number">${formatNumber(distance)}</td>
    ${used.map(
      (variable, i) =>
        html`<td class="number">
          ${valueOf(variable, area.id)}<small>${text.result.apart(because[i]?.apart ?? 0)}</small>
        </td>`,
    )}
    <td>${likenessText({ because, distance }, (id) => names.get(id) ?? id)}</td>
  </tr>`;
}

function lackingHtml({ variables, lacking }: Similar): Html | '' {
  if (lacking.length === 0) return '';
  const names = new Map(variables.map((variable) => [variable.kpi.id, nameOf(variable)]));
  return html`<details>
    <summary>${text.lacking.heading(lacking.length)}</summary>
    <ul>
      ${lacking.map(
        ({ area, kpis }) =>
          html`<li>
            ${text.lacking.item(
              area.name,
              kpis.map((id) => names.get(id) ?? id),
            )}
          </li>`,
      )}
    </ul>
  </details>`;
}

function ruleHtml(): Html {
  return html`<details>
    <summary>${text.rule.heading}</summary>
    <p>${likenessRule}</p>
    <p class="formula">${text.rule.formula}</p>
    <p>${text.rule.source}</p>
    <p><a href="/metod#likhet">${text.rule.more}</a></p>
  </details>`;
}

function isUsed({ unused }: SimilarVariable): boolean {
  return unused === undefined;
}

/** Within a sentence: `folkmängd`, but `HME, hemtjänst`. */
function nameOf({ kpi }: SimilarVariable): string {
  const name = shortName(kpi);
  return /^\p{Lu}\p{Ll}/u.test(name)
    ? name.charAt(0).toLocaleLowerCase('sv') + name.slice(1)
    : name;
}

function valueOf({ kpi, values }: SimilarVariable, area: string): string {
  const value = values.get(area);
  return value === undefined ? '' : formatValue(value, kpi.form);
}
