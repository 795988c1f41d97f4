import { html } from 'hono/html';
import type { Area, Kpi } from '../../web/shared/api.ts';
import type { WeightedKpi } from '../../web/shared/comparison/likeness-query.ts';
import { shortName } from '../../web/shared/text/kpi-names.ts';
import { similarText } from '../../web/shared/text/likeness-page.ts';
import type { Html } from './html.ts';

const text = similarText.form;

export interface LikenessFormInput {
  readonly own: Area;
  /** In Swedish order. */
  readonly kommuner: readonly Area[];
  /** Chosen now, in their order. */
  readonly chosen: readonly (WeightedKpi & { readonly info: Kpi })[];
  /** Further KPIs to choose among. */
  readonly offered: readonly Kpi[];
  /** Canonical query of the comparison that the result is for; may be empty. */
  readonly comparison: string;
}

/** The choice as a plain form: one list of weights for each KPI, so it works without script. */
export function likenessForm(input: LikenessFormInput): Html {
  const { own, kommuner, chosen, offered, comparison } = input;
  return html`<form method="get" action="/liknande" class="panel" aria-label="${text.label}">
    <p class="field">
      <label for="kommun">${text.own}</label>
      <select id="kommun" name="kommun">
        ${kommuner.map(({ slug, id, name }) => option(slug, name, id === own.id))}
      </select>
    </p>
    <fieldset>
      <legend>${text.variables}</legend>
      <div class="fields">${chosen.map(({ info, weight }) => weightField(info, weight))}</div>
    </fieldset>
    <details>
      <summary>${text.more}</summary>
      <div class="fields">${offered.map((kpi) => weightField(kpi, 0))}</div>
      <p class="field">
        <label for="annat">${text.other}</label>
        <input type="text" id="annat" name="annat" maxlength="6" autocomplete="off" size="8" />
        <span class="hint">${text.otherHint} <a href="/nyckeltal">${text.findKpi}</a></span>
      </p>
    </details>
    ${comparison === '' ? '' : html`<input type="hidden" name="till" value="${comparison}" />`}
    <button type="submit">${text.submit}</button>
  </form>`;
}

function weightField(kpi: Kpi, weight: number): Html {
  const weights = weight < text.weights.length ? text.weights : [...text.weights, weight];
  return html`<p class="field">
    <label for="vikt-${kpi.id}"
      >${shortName(kpi)}${kpi.held ? '' : html` <small>(${text.notHeld})</small>`}</label
    >
    <select id="vikt-${kpi.id}" name="${kpi.id}">
      ${weights.map((name, i) =>
        typeof name === 'string'
          ? option(String(i), name, i === weight)
          : option(String(name), text.weight(name), true),
      )}
    </select>
  </p>`;
}

function option(value: string, name: string, chosen: boolean): Html {
  return chosen
    ? html`<option value="${value}" selected>${name}</option>`
    : html`<option value="${value}">${name}</option>`;
}
