import { html } from 'hono/html';
import type { Kpi, Source } from '../api.ts';
import type { AreaDirectory } from '../area.ts';
import type { Comparison } from '../comparison/comparison.ts';
import {
  removeArea,
  removeKpi,
  setFocus,
  setGenders,
  setView,
  setYearOption,
  setYearSpan,
  yearOption,
} from '../comparison/edit.ts';
import { formatComparison } from '../comparison/query.ts';
import { ui } from '../text/interface.ts';
import { shortName } from '../text/kpi-names.ts';
import type { Markup } from './figure-html.ts';
import { canShow, offersGenders, viewsToChoose } from './offline-links.ts';
import { comparisonHref, similarHref } from './links.ts';

export interface BuilderInput {
  readonly comparison: Comparison;
  readonly directory: AreaDirectory;
  /** The chosen KPIs that are known. */
  readonly kpis: readonly Pick<Kpi, 'id' | 'title' | 'form' | 'genderSplit'>[];
  /** Latest year shown by any KPI; undefined when there are no figures. */
  readonly latestYear: number | undefined;
  /** Where the figures are from. */
  readonly source: Source;
}

/** The builder as links and one form: all of it works without script. */
export function builderHtml(input: BuilderInput): string {
  return String(
    html`<section class="builder" aria-label="${ui.builder.label}">
      ${rowHtml(ui.builder.areas, areasHtml(input))} ${rowHtml(ui.builder.kpis, kpisHtml(input))}
      ${rowHtml(ui.builder.view, [viewsHtml(input), yearsHtml(input), gendersHtml(input)])}
    </section>`,
  );
}

function rowHtml(label: string, content: Markup | readonly (Markup | '')[]): Markup {
  return html`<div class="builder-row">
    <p class="builder-label">${label}</p>
    <div class="builder-field">${content}</div>
  </div>`;
}

function areasHtml({ comparison, directory, source }: BuilderInput): Markup {
  const chips = comparison.areas.map((id) => {
    const name = directory.find(id)?.name ?? id;
    const own = id === comparison.focus;
    return chipHtml({
      name,
      nameHref: own ? undefined : comparisonHref(setFocus(comparison, id), directory),
      removeHref: comparisonHref(removeArea(comparison, id), directory),
      own,
    });
  });
  const slugs = comparison.areas.map((id) => directory.find(id)?.slug ?? id).join(',');
  const similar = similarHref(comparison, directory);
  return html`<ul class="chips" aria-label="${ui.builder.areas}">
    ${chips}
    <li>${addFormHtml(ui.builder.addArea, comparison, directory, { kommuner: slugs })}</li>
    ${canShow(similar, source) ? similarHtml(similar) : ''}
  </ul>`;
}

function similarHtml(href: string): Markup {
  return html`<li>
    <a class="chip chip-link" href="${href}"
      >${ui.builder.similar}<span class="visually-hidden"> ${ui.builder.similarWhat}</span></a
    >
  </li>`;
}

function kpisHtml({ comparison, directory, kpis }: BuilderInput): Markup {
  const titles = new Map(kpis.map((kpi) => [kpi.id, shortName(kpi)]));
  const chips = comparison.kpis.map((id) =>
    chipHtml({
      name: titles.get(id) ?? id,
      nameHref: undefined,
      removeHref:
        comparison.kpis.length > 1
          ? comparisonHref(removeKpi(comparison, id), directory)
          : undefined,
      own: false,
    }),
  );
  const ids = comparison.kpis.join(',');
  return html`<ul class="chips" aria-label="${ui.builder.kpis}">
    ${chips}
    <li>${addFormHtml(ui.builder.addKpi, comparison, directory, { nyckeltal: ids })}</li>
  </ul>`;
}

interface Chip {
  readonly name: string;
  readonly nameHref: string | undefined;
  readonly removeHref: string | undefined;
  readonly own: boolean;
}

function chipHtml({ name, nameHref, removeHref, own }: Chip): Markup {
  return html`<li class="${own ? 'chip chip-own' : 'chip'}">
    ${
      nameHref === undefined
        ? html`<span class="chip-name"
            >${name}${
              own ? html`<span class="visually-hidden"> (${ui.figure.own})</span>` : ''
            }</span
          >`
        : html`<a class="chip-name" href="${nameHref}" title="${ui.builder.makeOwn(name)}"
            >${name}</a
          >`
    }${
      removeHref === undefined
        ? ''
        : html`<a class="chip-remove" href="${removeHref}" aria-label="${ui.builder.remove(name)}"
            ><span aria-hidden="true">×</span></a
          >`
    }
  </li>`;
}

/** A text field for one list, with the rest of the comparison carried along unseen. */
function addFormHtml(
  summary: string,
  comparison: Comparison,
  directory: AreaDirectory,
  field: { readonly kommuner: string } | { readonly nyckeltal: string },
): Markup {
  const [key, value, label] =
    'kommuner' in field
      ? ['kommuner', field.kommuner, ui.builder.noScriptAreas]
      : ['nyckeltal', field.nyckeltal, ui.builder.noScriptKpis];
  const others = [...new URLSearchParams(formatComparison(comparison, directory))].filter(
    ([name]) => name !== key && name !== 'fokus',
  );
  return html`<details class="add">
    <summary class="chip chip-add">${summary}</summary>
    <form method="get" action="/jamfor">
      ${others.map(([name, text]) => html`<input type="hidden" name="${name}" value="${text}" />`)}
      <label>${label} <input type="text" name="${key}" value="${value}" /></label>
      <button class="button" type="submit">${ui.builder.apply}</button>
      <p class="hint">${key === 'kommuner' ? ui.builder.noScriptHint : ''}</p>
    </form>
  </details>`;
}

interface Choice {
  readonly name: string;
  readonly href: string;
  readonly current: boolean;
}

function segmentsHtml(label: string, choices: readonly Choice[]): Markup {
  return html`<ul class="segments" aria-label="${label}">
    ${choices.map(
      ({ name, href, current }) =>
        html`<li>
          ${
            current
              ? html`<a class="segment" href="${href}" aria-current="true">${name}</a>`
              : html`<a class="segment" href="${href}">${name}</a>`
          }
        </li>`,
    )}
  </ul>`;
}

function viewsHtml({ comparison, directory, source }: BuilderInput): Markup {
  return segmentsHtml(
    ui.builder.view,
    viewsToChoose(source, comparison.view).map((view) => ({
      name: ui.builder.views[view],
      href: comparisonHref(setView(comparison, view), directory),
      current: view === comparison.view,
    })),
  );
}

function yearsHtml({ comparison, directory, latestYear }: BuilderInput): Markup | '' {
  if (latestYear === undefined) return '';
  const names = {
    latest: ui.builder.latest(latestYear),
    two: ui.builder.twoYears(latestYear - 2, latestYear),
    all: ui.builder.allYears,
    own: ui.builder.ownYears,
  };
  const tenYears = setYearSpan(comparison, latestYear - 9, latestYear);
  return segmentsHtml(
    ui.builder.years,
    (['latest', 'two', 'all', 'own'] as const).map((option) => ({
      name: names[option],
      href: comparisonHref(
        option === 'own' ? tenYears : setYearOption(comparison, option, latestYear),
        directory,
      ),
      current: option === yearOption(comparison, latestYear),
    })),
  );
}

function gendersHtml({ comparison, directory, kpis, source }: BuilderInput): Markup | '' {
  const isOffered = offersGenders(source, comparison) && kpis.some((kpi) => kpi.genderSplit);
  if (!isOffered) return '';
  const names = { T: ui.builder.everyone, K: ui.builder.women, M: ui.builder.men };
  return segmentsHtml(
    ui.builder.gender,
    (['T', 'K', 'M'] as const).map((gender) => ({
      name: names[gender],
      href: comparisonHref(setGenders(comparison, [gender]), directory),
      current: comparison.genders.length === 1 && comparison.genders[0] === gender,
    })),
  );
}
