import { html } from 'hono/html';
import { problemsHtml } from '../../web/shared/figure/figure-html.ts';
import { limits } from '../../web/shared/comparison/comparison.ts';
import type { Area, Kpi, ReformEvent } from '../../web/shared/api.ts';
import {
  beforeAfterRule,
  beforeAfterText,
  showsNoCause,
} from '../../web/shared/text/before-after.ts';
import { reformText as text } from '../../web/shared/text/before-after-page.ts';
import { eventLabel, eventSentence } from '../../web/shared/text/events.ts';
import { shortName } from '../../web/shared/text/kpi-names.ts';
import { offlineText } from '../../web/shared/text/offline.ts';
import { formatValue } from '../../web/shared/text/number.ts';
import type { AreaChange, BeforeAfterReading } from '../before-after/read-before-after.ts';
import { barHtml } from './bar.ts';
import type { Html } from './html.ts';
import { unlistedHtml } from './unlisted.ts';

export interface BeforeAfterPageInput {
  readonly own: Area;
  readonly kpi: Kpi;
  /** Whether Kolada has never been reached. */
  readonly isOffline: boolean;
  readonly year: number | undefined;
  /** The own kommun's event that began that year, if one is known. */
  readonly event: ReformEvent | undefined;
  /** Undefined while no year is chosen. */
  readonly reading: BeforeAfterReading | undefined;
  /** What to bear in mind of the values. */
  readonly notes: readonly string[];
  readonly problems: readonly string[];
  readonly sourceLine: string;
  /** Address of the same kommuner as lines over time. */
  readonly linesHref: string;
  /** What the form's fields hold, as written in addresses. */
  readonly fields: { readonly kommun: string; readonly jamfor: string };
  /** Every known event of a kommun, with the address of its own page. */
  readonly known: readonly { readonly event: ReformEvent; readonly href: string }[];
}

/** A reform's years before and after, beside those of other kommuner. */
export async function beforeAfterPage(input: BeforeAfterPageInput): Promise<string> {
  const { own, year, event, reading } = input;
  const label = event === undefined ? undefined : eventLabel(event);
  return String(
    await html`<article class="before-after">
      <h1>${year === undefined ? text.title : text.heading(label, year, own.name)}</h1>
      <p class="lede">${lede(input)}</p>
      ${problemsHtml(input.problems)}
      ${unlistedHtml([own, ...(reading?.others ?? []).map(({ area }) => area)])}
      ${reading === undefined || year === undefined ? '' : readingHtml(input, reading, year)}
      ${formHtml(input)} ${knownHtml(input)}
    </article>`,
  );
}

function lede({ own, kpi, year, event, reading, isOffline }: BeforeAfterPageInput): string {
  if (year === undefined || reading === undefined) return text.chooseYear(own.name);
  const name = shortName(kpi);
  if (isOffline && reading.result === undefined) {
    return `${offlineText.beforeAfter(name)} ${offlineText.remedy}`;
  }
  if (!kpi.held && reading.own.series.length === 0) return text.silent.notHeld(name);
  if (reading.own.means === undefined) return text.silent.own(own.name, name, year);
  if (reading.result === undefined) {
    const able = reading.others.filter(({ means }) => means !== undefined);
    return text.silent.others(able.map(({ area }) => area.name));
  }
  const label = event === undefined ? text.yearAsEvent(year) : eventLabel(event);
  return beforeAfterText(reading.result, { name: own.name, event: label, unit: kpi.form });
}

function readingHtml(
  { kpi, notes, sourceLine, linesHref, isOffline }: BeforeAfterPageInput,
  reading: BeforeAfterReading,
  year: number,
): Html {
  const { own, listTitle, otherEvents } = reading;
  const before = own.series.map((item) => item.year).filter((item) => item < year);
  const after = own.series.map((item) => item.year).filter((item) => item > year);
  return html`<p>
      ${text.measure(kpi.title)} ${listTitle === undefined ? '' : text.list(listTitle)}
    </p>
    ${before.length > 0 && after.length > 0 ? html`<p>${text.years(before, after)}</p>` : ''}
    ${after.length === 1 ? html`<p class="notice">${text.fewAfter}</p>` : ''}
    ${
      reading.leftOut === 0
        ? ''
        : html`<p class="notice">${text.leftOut(reading.leftOut, limits.areas - 1)}</p>`
    }
    ${notes.map((sentence) => html`<p class="notice">${sentence}</p>`)}
    ${own.means === undefined ? '' : changesHtml(reading, isOffline)}
    ${
      otherEvents.length === 0
        ? ''
        : html`<p>${text.events}</p>
            <ul>
              ${otherEvents.map((event) => html`<li>${eventSentence(event)}</li>`)}
            </ul>`
    }
    <p class="source">${sourceLine}</p>
    <p><a class="button" href="${linesHref}">${text.compare}</a></p>
    <details>
      <summary>${text.rule.heading}</summary>
      <p>${beforeAfterRule} ${showsNoCause}</p>
      <p class="formula">${text.rule.formula}</p>
      <p>${text.rule.source}</p>
      <p><a href="/metod#fore-efter">${text.rule.more}</a></p>
    </details>`;
}

type Changed = AreaChange & { readonly means: NonNullable<AreaChange['means']> };

/** @param isOffline then those without values are not said to lack them: nobody has asked */
function changesHtml({ own, others, kpi, result }: BeforeAfterReading, isOffline: boolean): Html {
  const { columns } = text.table;
  const rows = [own, ...others].filter(hasMeans).toSorted((a, b) => change(b) - change(a));
  const lacking = others.filter((item) => !hasMeans(item)).map(({ area }) => area.name);
  const amounts = rows.map(change);
  const range = [Math.min(...amounts), Math.max(...amounts)] as const;
  const row = (item: Changed) =>
    html`<tr class="${item.area.id === own.area.id ? 'own' : ''}">
      <th scope="row">${item.area.name}</th>
      <td class="number">${formatValue(item.means.before, kpi.form)}</td>
      <td class="number">${formatValue(item.means.after, kpi.form)}</td>
      <td class="number">${text.table.signed(change(item), kpi.form)}</td>
      <td class="bar-cell">${barHtml(change(item), range)}</td>
    </tr>`;
  return html`<h2 id="forandring">${text.table.heading}</h2>
    <div class="table-scroll" role="region" aria-labelledby="forandring" tabindex="0">
      <table>
        <caption>
          ${text.table.caption}
        </caption>
        <thead>
          <tr>
            <th scope="col">${columns.name}</th>
            <th scope="col" class="number">${columns.before}</th>
            <th scope="col" class="number">${columns.after}</th>
            <th scope="col" class="number">${text.table.changeIn(kpi.form)}</th>
            <td><span class="visually-hidden">${columns.bar}</span></td>
          </tr>
        </thead>
        <tbody>
          ${rows.map(row)}
        </tbody>
        ${
          result === undefined
            ? ''
            : html`<tfoot>
                <tr>
                  <th scope="row">${text.table.mean(result.others.length)}</th>
                  <td></td>
                  <td></td>
                  <td class="number">${text.table.signed(result.own - result.effect, kpi.form)}</td>
                  <td></td>
                </tr>
              </tfoot>`
        }
      </table>
    </div>
    ${lacking.length === 0 || isOffline ? '' : html`<p class="hint">${text.table.lacking(lacking, true)}</p>`}`;
}

function hasMeans(item: AreaChange): item is Changed {
  return item.means !== undefined;
}

function change({ means }: Changed): number {
  return means.after - means.before;
}

function formHtml({ kpi, year, fields }: BeforeAfterPageInput): Html {
  const { form } = text;
  const field = (id: string, label: string, value: string) =>
    html`<p class="field">
      <label for="${id}">${label}</label>
      <input type="text" id="${id}" name="${id}" value="${value}" maxlength="1000" />
    </p>`;
  return html`<form method="get" action="/fore-efter" class="panel" aria-label="${form.label}">
    <div class="fields">
      ${field('kommun', form.own, fields.kommun)} ${field('nyckeltal', form.kpi, kpi.id)}
      ${field('ar', form.year, year === undefined ? '' : String(year))}
    </div>
    ${field('jamfor', form.against, fields.jamfor)}
    <p class="hint">${form.againstHint}</p>
    <button type="submit">${form.submit}</button>
  </form>`;
}

function knownHtml({ known }: BeforeAfterPageInput): Html | '' {
  if (known.length === 0) return '';
  return html`<h2>${text.known}</h2>
    <ul>
      ${known.map(
        ({ event, href }) =>
          html`<li>${event.name}: <a href="${href}">${eventLabel(event)}</a></li>`,
      )}
    </ul>`;
}
