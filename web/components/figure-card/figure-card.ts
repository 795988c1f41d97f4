import { LitElement, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { chartWidth, drawChart, WidthController } from '../../controllers/chart-drawing.ts';
import type { PlacedPoint } from '../../shared/charts/render-chart.ts';
import { actionsHtml } from '../../shared/figure/actions-html.ts';
import { figureHtml, sizedSvg, type FigureMarkup } from '../../shared/figure/figure-html.ts';
import type { Figure } from '../../shared/figure/figure.ts';
import { ui } from '../../shared/text/interface.ts';
import { walkChart } from './chart-walk.ts';

/** A drawing that came with the page may be stretched this much before it is drawn anew. */
const leastScale = 0.82;
const mostScale = 1.35;

/** The reader wants to embed or cite a figure. */
export class FigureActionEvent extends Event {
  static readonly type = 'figure-action';
  readonly action: 'embed' | 'cite';
  readonly figure: Figure;
  /** Canonical query of the figure alone. */
  readonly query: string;

  constructor(action: 'embed' | 'cite', figure: Figure, query: string) {
    super(FigureActionEvent.type, { bubbles: true });
    this.action = action;
    this.figure = figure;
    this.query = query;
  }
}

interface Shown {
  readonly figure: Figure;
  readonly markup: FigureMarkup;
}

/**
 * One figure as a card's inside. A new figure is shown once its chart is drawn, so that the old one
 * stays until then and nothing jumps.
 */
@customElement('figure-card')
export class FigureCard extends LitElement {
  @property({ attribute: false }) figure: Figure | undefined;
  /** Drawings that came with the page, for the first figure only. */
  @property({ attribute: false }) drawn: FigureMarkup = {};
  @property() idPrefix = '';
  @property() query = '';
  @property() release = '';
  @property({ type: Boolean }) tableOpen = false;
  @state() private shown: Shown | undefined;
  readonly #width = new WidthController(this, () => this.parentElement);
  #points: readonly PlacedPoint[] | undefined;
  #drawnWidth: number | undefined;
  #turn = 0;
  /** A new figure is being drawn; redrawing the old one meanwhile would drop it. */
  #drawing = false;

  protected override createRenderRoot(): HTMLElement {
    this.addEventListener('click', this.#onClick);
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('figure') || this.figure === undefined) return;
    const first = this.shown === undefined;
    if (first) this.shown = { figure: this.figure, markup: this.drawn };
    if (this.figure.chart === undefined) {
      this.#turn += 1;
      this.#drawing = false;
      this.#points = undefined;
      this.shown = { figure: this.figure, markup: {} };
    } else if (!first || this.drawn.svg === undefined) void this.#draw(this.figure);
  }

  protected override render() {
    if (this.shown === undefined) return undefined;
    const { figure, markup } = this.shown;
    const { heading } = figure;
    const actions = { heading, query: this.query, release: this.release, scripted: true };
    return unsafeHTML(
      figureHtml(figure, {
        idPrefix: this.idPrefix,
        tableOpen: this.tableOpen,
        ...markup,
        actions: actionsHtml(actions),
      }),
    );
  }

  protected override updated(): void {
    const chart = this.querySelector<HTMLElement>('.chart');
    if (chart === null) return;
    walkChart(chart, () => this.#ready());
    if (this.#hasOutgrown(chart)) void this.#redraw();
  }

  async #draw(figure: Figure): Promise<void> {
    const turn = ++this.#turn;
    const width = this.#targetWidth(figure);
    this.#drawing = true;
    try {
      const drawn = await drawChart(figure, width);
      if (turn !== this.#turn) return;
      this.#drawing = false;
      this.#points = drawn?.points ?? [];
      this.#drawnWidth = width;
      this.shown = { figure, markup: drawn === undefined ? {} : { svg: drawn.svg } };
    } catch {
      if (turn !== this.#turn) return;
      this.#drawing = false;
      this.shown = { figure: withoutChart(figure), markup: { tableOpen: true } };
    }
  }

  /** Exchanges the drawing alone: focus, open table and open menu stay. */
  async #redraw(): Promise<void> {
    const figure = this.shown?.figure;
    if (figure === undefined || this.#drawing) return;
    const turn = ++this.#turn;
    const width = this.#targetWidth(figure);
    this.#drawnWidth = width;
    const drawn = await drawChart(figure, width).catch(() => undefined);
    const place = this.querySelector('.chart-drawing');
    if (turn !== this.#turn || drawn === undefined || place === null) return;
    this.#points = drawn.points;
    place.innerHTML = `<div class="chart-wide">${sizedSvg(drawn.svg)}</div>`;
  }

  /** Points for the drawing that is shown; the one from the server has none until it is redrawn. */
  async #ready(): Promise<readonly PlacedPoint[]> {
    if (this.#points === undefined) await this.#redraw();
    return this.#points ?? [];
  }

  #targetWidth(figure: Figure): number {
    return chartWidth(figure, this.#width.widthPx ?? this.parentElement?.clientWidth ?? 500);
  }

  #hasOutgrown(chart: HTMLElement): boolean {
    const { figure } = this.shown ?? {};
    if (figure?.chart === undefined || this.#width.widthPx === undefined) return false;
    if (this.#drawnWidth !== undefined) return this.#drawnWidth !== this.#targetWidth(figure);
    const svg = [...chart.querySelectorAll('svg')].find((one) => one.getClientRects().length > 0);
    const laidOutFor = svg?.viewBox.baseVal.width ?? 0;
    if (laidOutFor === 0) return false;
    const scale = this.#targetWidth(figure) / laidOutFor;
    return scale < leastScale || scale > mostScale;
  }

  readonly #onClick = (event: Event) => {
    const button = event.target instanceof Element ? event.target.closest('[data-action]') : null;
    const action = button instanceof HTMLElement ? button.dataset['action'] : undefined;
    if (this.figure === undefined || (action !== 'embed' && action !== 'cite')) return;
    this.dispatchEvent(new FigureActionEvent(action, this.figure, this.query));
  };
}

function withoutChart(figure: Figure): Figure {
  return { ...figure, chart: undefined, notes: [ui.figure.drawFailed, ...figure.notes] };
}

declare global {
  interface HTMLElementEventMap {
    'figure-action': FigureActionEvent;
  }
}
