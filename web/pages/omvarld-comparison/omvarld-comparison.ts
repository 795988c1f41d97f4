import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import type { CiteDialog } from '../../components/cite-dialog/cite-dialog.ts';
import type { ComparisonChangeEvent } from '../../components/comparison-change.ts';
import type { EmbedDialog } from '../../components/embed-dialog/embed-dialog.ts';
import type { FigureActionEvent } from '../../components/figure-card/figure-card.ts';
import '../../components/figure-card/figure-card.ts';
import '../../components/saved-selections/saved-selections.ts';
import '../../components/status-line/status-line.ts';
import { ComparisonController, type Shown } from '../../controllers/comparison-controller.ts';
import { MenuClosing } from '../../controllers/menu-closing.ts';
import { documentLinksHtml } from '../../shared/figure/actions-html.ts';
import { examplesHtml } from '../../shared/figure/examples-html.ts';
import {
  figureIdPrefix,
  figureLabels,
  isWide,
  type FigureMarkup,
} from '../../shared/figure/figure-html.ts';
import type { Figure } from '../../shared/figure/figure.ts';
import { guidanceHtml } from '../../shared/figure/guidance-html.ts';
import { figureQuery, unlockedHref, withQuery } from '../../shared/figure/links.ts';
import { swedishDay } from '../../shared/swedish-day.ts';
import { ui } from '../../shared/text/interface.ts';
import { comparisonBuilder } from './builder.ts';
import { emptyState, phaseNotice, problemsNotice } from './states.ts';

/** The dashboard: owns the comparison, its address and its fetching; the elements inside draw. */
@customElement('omvarld-comparison')
export class OmvarldComparison extends LitElement {
  @state() private announcement = '';
  readonly #control = new ComparisonController(this);
  #drawn: readonly FigureMarkup[] = [];
  #lockedNotice = '';
  #announced: Shown | undefined;
  #pendingWords = '';

  constructor() {
    super();
    this.addController(new MenuClosing(this));
  }

  /** The server's markup gives way to the same markup; its drawings are kept. */
  protected override createRenderRoot(): HTMLElement {
    this.#drawn = [...this.querySelectorAll('.card')].map(readDrawing);
    this.#lockedNotice = this.querySelector('.locked-difference')?.outerHTML ?? '';
    this.replaceChildren();
    this.addEventListener('comparison-change', this.#onChange);
    this.addEventListener('figure-action', (event) => void this.#onAction(event));
    this.addEventListener('fetched', () => void this.#control.load());
    return this;
  }

  protected override render() {
    const { comparison, phase, problems } = this.#control;
    const empty = emptyState(comparison);
    return html`${this.#status()}
      <header class="page-head">${this.#heading(empty !== undefined)}</header>
      ${problemsNotice(problems, empty === undefined)}
      ${phaseNotice(phase, () => void this.#control.load())} ${comparisonBuilder(this.#control)}
      <p class="visually-hidden" role="status">${this.announcement}</p>
      ${empty ?? this.#figures()}`;
  }

  protected override updated(): void {
    const { phase, shown } = this.#control;
    this.ariaBusy = String(phase.kind === 'pending');
    if (shown === undefined || shown === this.#announced) return;
    const isFirst = this.#announced === undefined;
    this.#announced = shown;
    document.title = ui.pageTitle(shown.page.heading);
    if (isFirst) return;
    this.announcement = `${this.#pendingWords} ${ui.states.updated(shown.page.heading)}`.trim();
    this.#pendingWords = '';
  }

  #status() {
    const { shown, comparison } = this.#control;
    if (shown === undefined) return nothing;
    const { release, query } = shown.answer;
    const href = unlockedHref(comparison);
    const isLocked = query.release !== null;
    // A page may become locked while it is open: most never do.
    if (isLocked) void import('../../components/locked-difference/locked-difference.ts');
    return html`<status-line
        .status=${{
          release,
          locked: isLocked,
          unlockedHref: href,
          today: swedishDay(new Date()),
        }}
      ></status-line
      ><locked-difference
        .answer=${shown.answer}
        .unlockedHref=${href}
        .first=${this.#lockedNotice}
      ></locked-difference>`;
  }

  #heading(isEmpty: boolean): TemplateResult {
    const page = isEmpty ? undefined : this.#control.shown?.page;
    if (page === undefined) return html`<h1>${ui.states.blankHeading}</h1>`;
    return html`<h1>${page.heading}</h1>
      ${page.lede === '' ? nothing : html`<p class="lede">${page.lede}</p>`}`;
  }

  #figures() {
    const { shown } = this.#control;
    if (shown === undefined) return nothing;
    return html`${this.#fetching(shown)}
      <div class="cards">
        ${repeat(
          shown.page.figures.map((figure, i) => ({ figure, i })),
          ({ figure, i }) => keyOf(figure, shown.page.figures.slice(0, i)),
          ({ figure, i }) => this.#card(shown, figure, i),
        )}
      </div>
      ${unsafeHTML(guidanceHtml(shown.guidance) + documentLinksHtml(shown.answer.query.canonical))}
      <saved-selections
        .query=${shown.answer.query.canonical}
        .heading=${shown.page.heading}
      ></saved-selections>
      ${unsafeHTML(examplesHtml(shown.answer.release.source))}
      <p class="page-address">
        ${location.origin}${withQuery('/jamfor', shown.answer.query.canonical)}
      </p>
      <embed-dialog></embed-dialog><cite-dialog></cite-dialog>`;
  }

  #card({ answer }: Shown, figure: Figure, i: number): TemplateResult {
    const prefix = figureIdPrefix(i);
    const { comparison } = this.#control;
    return html`<section
      class=${isWide(figure) ? 'card card-wide' : 'card'}
      data-kpi=${figure.kpi.id}
      aria-labelledby=${figureLabels(figure, prefix)}
    >
      <figure-card
        .figure=${figure}
        .drawn=${this.#drawn[i] ?? {}}
        .idPrefix=${prefix}
        .query=${figureQuery(comparison, figure.kpi.id)}
        .release=${answer.release.id}
        .tableOpen=${comparison.view === 'tabell'}
      ></figure-card>
    </section>`;
  }

  #fetching({ answer }: Shown) {
    const missing = answer.kpis.filter((kpi) => !kpi.held);
    if (missing.length > 0) void import('../../components/fetch-progress/fetch-progress.ts');
    return repeat(
      missing,
      ({ id }) => id,
      (kpi) => html`<fetch-progress .kpi=${kpi}></fetch-progress>`,
    );
  }

  readonly #onChange = (event: ComparisonChangeEvent) => {
    this.#drawn = [];
    this.#pendingWords = event.announcement;
    this.#control.change(event.comparison);
  };

  async #onAction({ action, figure, query }: FigureActionEvent): Promise<void> {
    await (action === 'embed'
      ? import('../../components/embed-dialog/embed-dialog.ts')
      : import('../../components/cite-dialog/cite-dialog.ts'));
    const dialog = this.querySelector<EmbedDialog | CiteDialog>(`${action}-dialog`);
    if (dialog === null) return;
    const release = this.#control.shown?.answer.release.id ?? '';
    Object.assign(dialog, { figure, query, release });
    await dialog.show();
  }
}

/** The same KPI can stand several times, once per gender. */
function keyOf({ kpi }: Figure, before: readonly Figure[]): string {
  return `${kpi.id}/${before.filter((figure) => figure.kpi.id === kpi.id).length}`;
}

function readDrawing(card: Element): FigureMarkup {
  const svg = card.querySelector('.chart-wide > svg')?.outerHTML;
  const narrowSvg = card.querySelector('.chart-narrow > svg')?.outerHTML;
  return { ...(svg !== undefined && { svg }), ...(narrowSvg !== undefined && { narrowSvg }) };
}
