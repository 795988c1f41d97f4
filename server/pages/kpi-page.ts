import { html } from 'hono/html';
import type { Area, Kpi, KpiDetail, Observation } from '../../web/shared/api.ts';
import type { Rhythm } from '../../web/shared/measure/measure-types.ts';
import { rhythmOfYears } from '../../web/shared/measure/rhythm.ts';
import { joinAnd } from '../../web/shared/text/list.ts';
import {
  directionWords,
  kindWords,
  measureTerms,
  rhythmExcept,
} from '../../web/shared/text/measure-words.ts';
import { offlineText } from '../../web/shared/text/offline.ts';
import { formatValue } from '../../web/shared/text/number.ts';
import { kpiText as text } from '../../web/shared/text/pages.ts';
import type { Coverage } from '../store/store.ts';
import { barHtml } from './bar.ts';
import type { Html } from './html.ts';

export interface KpiPageInput {
  readonly kpi: KpiDetail;
  /** Whether Kolada's catalogue has never been fetched. */
  readonly isOffline: boolean;
  /** Release that the address is locked to. */
  readonly locked?: string | undefined;
  /** ISO day. */
  readonly today: string;
  readonly coverage: readonly Coverage[];
  /** Every area's value in the latest year, in Swedish name order. */
  readonly values: readonly { readonly area: Area; readonly observation: Observation }[];
  readonly latestYear: number | undefined;
  readonly preliminaryYear: number | null;
  readonly breaks: readonly string[];
  /** What is said of values that are held for review; empty where none are. */
  readonly review: string;
  readonly sourceLine: string;
  /** The comparison of those that report it. */
  readonly compareAddress: string;
}

/** One KPI: its definition in full, how it is covered, and every kommun's latest value. */
export async function kpiPage(input: KpiPageInput): Promise<string> {
  const { kpi } = input;
  return String(
    await html`<article class="kpi-page">
      <h1>${kpi.title}</h1>
      ${
        input.locked === undefined
          ? ''
          : html`<p class="notice">
              ${text.locked(input.locked)} <a href="/nyckeltal/${kpi.id}">${text.unlock}</a>
            </p>`
      }
      ${input.isOffline ? html`<p class="notice">${offlineText.kpi} ${offlineText.remedy}</p>` : ''}
      ${kpi.discontinued ? html`<p class="notice">${text.discontinued}</p>` : ''}
      ${input.review === '' ? '' : html`<p class="notice">${input.review}</p>`}
      <p class="actions">
        <a class="button button-strong" href="${input.compareAddress}"
          >${text.compare(whoReports(kpi))}</a
        >
        ${kpi.set === 'hme' ? html`<a class="button" href="/hme">${text.hme}</a>` : ''}
      </p>
      <h2>${text.definition}</h2>
      <p class="definition">
        ${kpi.description ?? (input.isOffline ? offlineText.noDefinition : text.noDefinition)}
      </p>
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
      <h2>${text.coverage(whoReports(kpi))}</h2>
      ${input.latestYear === undefined ? '' : html`<p>${text.latest(input.latestYear)}</p>`}
      ${input.coverage.length === 0 ? html`<p>${input.isOffline ? offlineText.notHeld : text.notHeld(whoReports(kpi))}</p>` : coverageTable(input)}
      ${input.latestYear === undefined ? '' : valueTable(input, input.latestYear)}
    </article>`,
  );
}

function facts({ kpi, today, preliminaryYear, coverage }: KpiPageInput): Html {
  const next =
    kpi.publicationDate === null
      ? undefined
      : text.nextPublicationText(kpi.publicationDate, kpi.publicationPeriod);
  const pairs: readonly (readonly [string, string | undefined])[] = [
    [text.code, kpi.id],
    [text.unit, kpi.unit || text.noUnit],
    ...measureFacts(kpi, coverage),
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

/** What the measure knows of itself: kind, denominator, direction and rhythm. */
function measureFacts(
  { kind, per, direction, rhythm, coded, description }: KpiDetail,
  coverage: readonly Coverage[],
): readonly (readonly [string, string | undefined])[] {
  const years = coverage.map(({ year }) => year).toSorted((a, b) => a - b);
  const shown = rhythmOfYears(rhythm, years);
  // Neither a definition nor years to tell by.
  const isUntold = shown === 'unknown' && description === null;
  return [
    [measureTerms.kind, kindWords[kind]],
    [kind === 'share' ? measureTerms.of : measureTerms.per, per || undefined],
    [measureTerms.direction, coded ? undefined : directionWords[direction]],
    [measureTerms.rhythm, isUntold ? undefined : rhythmExcept(shown, skipped(shown, years))],
  ];
}

/** Years that a yearly measure has passed over. */
function skipped(rhythm: Rhythm, years: readonly number[]): readonly number[] {
  if (rhythm !== 'yearly') return [];
  return years.flatMap((year, i) => {
    const before = years[i - 1] ?? year;
    return Array.from({ length: Math.max(year - before - 1, 0) }, (_, n) => before + 1 + n);
  });
}

function whoReports({ municipalityType }: Kpi): string {
  return municipalityType === 'L' ? text.reporters.L : text.reporters.K;
}

function coverageTable({ coverage, kpi }: KpiPageInput): Html {
  const { coverageColumns } = text;
  const who = whoReports(kpi);
  const most = Math.max(...coverage.map(({ areas }) => areas));
  return html`<div
    class="table-scroll"
    role="region"
    aria-label="${text.coverage(who)}"
    tabindex="0"
  >
    <table class="narrow">
      <caption>
        ${text.coverage(who)}
      </caption>
      <thead>
        <tr>
          <th scope="col">${coverageColumns.year}</th>
          <th scope="col" class="number">${coverageColumns.areas(who)}</th>
          <td><span class="visually-hidden">${coverageColumns.bar}</span></td>
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
                <td class="bar-cell">${barHtml(areas, [0, most])}</td>
              </tr>`,
          )}
      </tbody>
    </table>
  </div>`;
}

function valueTable({ kpi, values, sourceLine }: KpiPageInput, year: number): Html {
  const who = whoReports(kpi);
  const heading = text.values(year, who);
  const amounts = values.flatMap(({ observation: { value } }) => (value === null ? [] : [value]));
  const range = [Math.min(...amounts), Math.max(...amounts)] as const;
  const lacking = values.filter(({ observation: { value } }) => value === null);
  return html`<h2>${heading}</h2>
    <p>${text.counted(amounts.length, who)}</p>
    <div class="table-scroll" role="region" aria-label="${heading}" tabindex="0">
      <table class="narrow">
        <caption>
          ${heading}
        </caption>
        <thead>
          <tr>
            <th scope="col">${text.valueColumns.name[who]}</th>
            <th scope="col" class="number">${text.valueColumns.value}</th>
            <td><span class="visually-hidden">${text.valueColumns.bar}</span></td>
          </tr>
        </thead>
        <tbody>
          ${values.map(({ area, observation }) =>
            observation.value === null
              ? ''
              : html`<tr>
                  <th scope="row">${area.name}</th>
                  <td class="number">${formatValue(observation.value, kpi.form)}</td>
                  <td class="bar-cell">${barHtml(observation.value, range)}</td>
                </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${
      lacking.length === 0
        ? ''
        : html`<details>
            <summary>${text.missing} (${lacking.length})</summary>
            <p>${text.missingText(joinAnd(lacking.map(({ area }) => area.name)))}</p>
          </details>`
    }
    <p class="source">${sourceLine}</p>`;
}
