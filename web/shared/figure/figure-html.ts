import { html, raw } from 'hono/html';
import { eventsTitle } from '../text/events.ts';
import { ui } from '../text/interface.ts';
import type { Figure, FigurePage, FigureTable, FigureTableRow } from './figure.ts';

/** A piece of HTML with its texts escaped. All values here are at hand, so it is never a promise. */
export type Markup = ReturnType<typeof html>;

/** Widths in CSS pixels that fit the card on a wide and on a narrow screen, per kind of chart. */
export const chartWidths = { half: 500, full: 1000, narrow: 280 } as const;

export interface FigureMarkup {
  /** The chart as SVG text, trusted: made by our own renderer. */
  readonly svg?: string;
  /** Same chart for narrow columns; the style sheet shows the one that fits. */
  readonly narrowSvg?: string;
  /** 2 where the page has an h1 above; 1 where the figure is alone on its page. */
  readonly headingLevel?: 1 | 2 | 3;
  /** Distinguishes ids when the same figure stands twice in a document. */
  readonly idPrefix?: string;
  readonly tableOpen?: boolean;
  /** The row of quiet actions beside the table's switch, as trusted HTML. */
  readonly actions?: string;
}

/** The same KPI can stand twice, once per gender, so ids carry the figure's place. */
export function figureIdPrefix(index: number): string {
  return index === 0 ? 'figur' : `figur-${index + 1}`;
}

/** The id of a figure's heading, which also names the figure. */
export function figureHeadingId(figure: Figure, prefix = 'figur'): string {
  return `${prefix}-${figure.kpi.id}`;
}

/** Ids that name a card: two figures may find the same, but never of the same measure. */
export function figureLabels(figure: Figure, prefix?: string): string {
  const id = figureHeadingId(figure, prefix);
  return `${id} ${id}-matt`;
}

/** Lines over time, spreads and scatters need the full width; bars stand two abreast. */
export function isWide(figure: Figure): boolean {
  const view = figure.chart?.view;
  if (view === undefined) return figure.table.columns.length > 4;
  return view === 'linje' || view === 'samband' || view === 'spridning';
}

/**
 * The inside of a card: heading, measure, summary, chart with hidden text alternative, notes,
 * source and table. Complete without script or style.
 */
export function figureHtml(figure: Figure, markup: FigureMarkup = {}): string {
  const id = figureHeadingId(figure, markup.idPrefix);
  return String(
    html`${headingHtml(figure.heading, id, markup.headingLevel ?? 2)}
      <p class="measure" id="${id}-matt">${figure.measure}</p>
      ${figure.summary === '' ? '' : html`<p class="summary">${figure.summary}</p>`}
      ${drawingHtml(figure, id, markup)} ${listHtml(figure.events, eventsTitle)}
      ${listHtml(figure.notes, ui.figure.notes)}
      <p class="source">${figure.source}</p>
      <div class="card-foot">
        <details class="figure-table" ${markup.tableOpen === true ? raw('open') : ''}>
          <summary>${ui.figure.table}</summary>
          ${raw(tableHtml(figure.table))}
        </details>
        ${markup.actions === undefined ? '' : raw(markup.actions)}
      </div>`,
  );
}

/** A figure's table, ordered as given: area first, then one column per year, gender or measure. */
export function tableHtml({ caption, columns, rows }: FigureTable): string {
  const [first = ui.figure.columnArea, ...others] = columns;
  return String(
    html`<data-table class="table-scroll" role="region" aria-label="${caption}" tabindex="0">
      <table>
        <caption>
          ${caption}
        </caption>
        <thead>
          <tr>
            <th scope="col">${first}</th>
            ${others.map((column) => html`<th scope="col" class="number">${column}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(rowHtml)}
        </tbody>
      </table>
    </data-table>`,
  );
}

/** The drawing with its natural size, so that it neither jumps while loading nor grows past it. */
export function sizedSvg(svg: string): string {
  const size = /^<svg [^>]*viewBox="[\d.]+ [\d.]+ ([\d.]+) ([\d.]+)"/.exec(svg);
  return size === null ? svg : svg.replace('<svg ', `<svg width="${size[1]}" height="${size[2]}" `);
}

export interface PageMarkup {
  readonly page: FigurePage;
  /** Of each figure in the page's order, from `cardHtml`. */
  readonly cards: readonly string[];
  /** The builder as trusted HTML, from `builderHtml`. */
  readonly builder: string;
  /** Where the figures are from and how old: trusted HTML from `statusHtml`. */
  readonly status?: string;
  /** What could not be read in the address, one Swedish sentence each. */
  readonly problems?: readonly string[];
  /** Links to the whole comparison as a document, trusted HTML. */
  readonly foot?: string;
}

/** A figure of a page with what goes around it; ids are seen to here. @param place among the page's figures */
export function cardHtml(figure: Figure, place: number, markup: FigureMarkup = {}): string {
  const idPrefix = figureIdPrefix(place);
  return String(
    html`<section
      class="${isWide(figure) ? 'card card-wide' : 'card'}"
      data-kpi="${figure.kpi.id}"
      aria-labelledby="${figureLabels(figure, idPrefix)}"
    >
      ${raw(figureHtml(figure, { ...markup, idPrefix }))}
    </section>`,
  );
}

/** All of a comparison page's main content, in the element that takes over when script has loaded. */
export function pageHtml(markup: PageMarkup): string {
  const { page, cards } = markup;
  return String(
    html`<omvarld-comparison>
      ${raw(markup.status ?? '')}
      <header class="page-head">
        <h1>${page.heading}</h1>
        ${page.lede === '' ? '' : html`<p class="lede">${page.lede}</p>`}
      </header>
      ${problemsHtml(markup.problems ?? [], page.figures.length > 0)} ${raw(markup.builder)}
      <div class="cards">${cards.map((card) => raw(card))}</div>
      ${raw(markup.foot ?? '')}
    </omvarld-comparison>`,
  );
}

/** What was wrong in the address, as a notice; nothing when all was understood. */
export function problemsHtml(problems: readonly string[], isAnythingShown = true): Markup | '' {
  if (problems.length === 0) return '';
  return html`<div class="notice notice-problem" role="alert">
    <p><strong>${ui.states.problems}</strong></p>
    <ul>
      ${problems.map((sentence) => html`<li>${sentence}</li>`)}
    </ul>
    ${isAnythingShown ? html`<p>${ui.states.problemsRest}</p>` : ''}
  </div>`;
}

function headingHtml(text: string, id: string, level: 1 | 2 | 3): Markup {
  if (level === 1) return html`<h1 id="${id}">${text}</h1>`;
  return level === 2 ? html`<h2 id="${id}">${text}</h2>` : html`<h3 id="${id}">${text}</h3>`;
}

function drawingHtml(figure: Figure, id: string, markup: FigureMarkup): Markup | '' {
  const { svg, narrowSvg } = markup;
  if (figure.chart === undefined) {
    const hasValues = figure.table.rows.some(({ cells }) =>
      cells.some(({ value }) => value !== null),
    );
    return hasValues ? '' : html`<p class="nothing">${ui.figure.nothingToDraw}</p>`;
  }
  const narrow =
    narrowSvg === undefined
      ? ''
      : html`<div class="chart-narrow">${raw(sizedSvg(narrowSvg))}</div>`;
  return html`<figure aria-labelledby="${id}">
    <div class="chart">
      <div class="chart-drawing" aria-hidden="true">
        <div class="chart-wide">${raw(sizedSvg(svg ?? ''))}</div>
        ${narrow}
      </div>
    </div>
    <figcaption class="visually-hidden">${figure.alternative}</figcaption>
  </figure>`;
}

function listHtml(texts: readonly string[], label: string): Markup | '' {
  if (texts.length === 0) return '';
  return html`<ul class="notes" aria-label="${label}">
    ${texts.map((text) => html`<li>${text}</li>`)}
  </ul>`;
}

function rowHtml({ area, name, isFocus, cells }: FigureTableRow): Markup {
  return html`<tr class="${isFocus ? 'own' : ''}" data-area="${area}">
    <th scope="row">
      ${name}${isFocus ? html` <span class="visually-hidden">(${ui.figure.own})</span>` : ''}
    </th>
    ${cells.map(({ text, value }) =>
      value === null
        ? html`<td class="number gap">${text}</td>`
        : html`<td class="number" data-value="${value}">${text}</td>`,
    )}
  </tr>`;
}
