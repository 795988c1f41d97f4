import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { getJson } from '../../controllers/api.ts';
import type { Kpi, ListAnswer } from '../../shared/api.ts';
import { limits, type Comparison } from '../../shared/comparison/comparison.ts';
import { addKpi, removeKpi } from '../../shared/comparison/edit.ts';
import { ui } from '../../shared/text/interface.ts';
import { cleanTitle, shortName } from '../../shared/text/kpi-names.ts';
import { chip } from '../chip.ts';
import { ComparisonChangeEvent } from '../comparison-change.ts';
import '../search-list/search-list.ts';
import type { SearchListEvent, SearchOption } from '../search-list/search-list.ts';

const pauseMs = 150;
/** Room for the whole curated list before anything is typed. */
const mostShown = 50;

/** The chosen KPIs as chips, and a search of the whole catalogue that answers as one types. */
@customElement('kpi-picker')
export class KpiPicker extends LitElement {
  @property({ attribute: false }) comparison: Comparison | undefined;
  /** What is known of the chosen KPIs, for their names. */
  @property({ attribute: false }) kpis: readonly Kpi[] = [];
  @state() private open = false;
  @state() private found: ListAnswer<Kpi> | undefined;
  @state() private failed = false;
  #text = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #request: AbortController | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#request?.abort();
  }

  protected override render() {
    const { comparison } = this;
    if (comparison === undefined) return undefined;
    return html`<ul class="chips" aria-label=${ui.builder.kpis}>
        ${repeat(
          comparison.kpis,
          (id) => id,
          (id) => this.#chip(comparison, id),
        )}
        <li>
          <button
            type="button"
            class="chip chip-add"
            aria-expanded=${this.open}
            @click=${this.#toggle}
          >
            ${ui.builder.addKpi}
          </button>
        </li>
      </ul>
      ${this.open ? this.#panel(comparison) : nothing}`;
  }

  #chip(comparison: Comparison, id: string) {
    const kpi = this.kpis.find((one) => one.id === id);
    const name = kpi === undefined ? id : shortName(kpi);
    return chip({
      name,
      remove: () => {
        this.#change(removeKpi(comparison, id), ui.builder.removed(name));
        this.querySelector<HTMLElement>('.chip-add')?.focus();
      },
    });
  }

  #panel(comparison: Comparison) {
    const items = this.found?.items ?? [];
    const ordered = this.#text.trim() === '' ? bySet(items) : items;
    return html`<div class="search-panel fade">
      <search-list
        .label=${ui.kpiSearch.label}
        .placeholder=${ui.kpiSearch.placeholder}
        .options=${ordered.map((kpi) => toOption(kpi, comparison, this.#text.trim() === ''))}
        .message=${this.#message(comparison)}
        @search-text=${this.#type}
        @choose=${(event: SearchListEvent) => this.#choose(items, event.detail)}
        @dismiss=${this.#toggle}
      ></search-list>
    </div>`;
  }

  #message(comparison: Comparison): string {
    if (this.failed) return ui.kpiSearch.failed;
    if (this.found === undefined) return ui.kpiSearch.searching;
    if (comparison.kpis.length >= limits.kpis) return ui.kpiSearch.full(limits.kpis);
    const { items, total } = this.found;
    if (total === 0) return ui.kpiSearch.nothing(this.#text.trim());
    return ui.kpiSearch.total(items.length, total);
  }

  #choose(items: readonly Kpi[], id: string): void {
    const kpi = items.find((one) => one.id === id);
    if (kpi === undefined || this.comparison === undefined) return;
    this.kpis = [...this.kpis, kpi];
    this.#change(addKpi(this.comparison, id), ui.builder.added(shortName(kpi)));
    this.#text = '';
    void this.#search();
  }

  #change(comparison: Comparison, announcement: string): void {
    this.dispatchEvent(new ComparisonChangeEvent(comparison, announcement));
  }

  readonly #type = (event: SearchListEvent) => {
    this.#text = event.detail;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#search(), pauseMs);
  };

  readonly #toggle = async () => {
    this.open = !this.open;
    if (this.open) void this.#search();
    await this.updateComplete;
    const selector = this.open ? 'search-list' : '.chip-add';
    const target = this.querySelector<HTMLElement & { updateComplete?: Promise<boolean> }>(
      selector,
    );
    await target?.updateComplete;
    target?.focus();
  };

  async #search(): Promise<void> {
    this.#request?.abort();
    const request = new AbortController();
    this.#request = request;
    const query = new URLSearchParams({ q: this.#text.trim(), limit: String(mostShown) });
    try {
      this.found = await getJson<ListAnswer<Kpi>>(`/api/v1/kpis?${query}`, request.signal);
      this.failed = false;
    } catch {
      if (!request.signal.aborted) this.failed = true;
    }
  }
}

const setOrder = Object.keys(ui.kpiSearch.sets);

function bySet(items: readonly Kpi[]): readonly Kpi[] {
  const rank = ({ set }: Kpi) => setOrder.indexOf(set ?? 'other');
  return items.filter(({ set }) => set !== null).toSorted((a, b) => rank(a) - rank(b));
}

function toOption(kpi: Kpi, { kpis }: Comparison, grouped: boolean): SearchOption {
  const chosen = kpis.includes(kpi.id);
  const detail = [
    kpi.id,
    kpi.form,
    kpi.genderSplit ? ui.kpiSearch.genderSplit : '',
    kpi.discontinued ? ui.kpiSearch.discontinued : '',
    kpi.held ? '' : ui.kpiSearch.notHeld,
    chosen ? ui.areaSearch.chosen : '',
  ];
  const group = grouped ? ui.kpiSearch.sets[kpi.set ?? 'other'] : undefined;
  return {
    id: kpi.id,
    name: cleanTitle(kpi.title),
    detail: detail.filter((part) => part !== '').join(' · '),
    disabled: chosen,
    ...(group !== undefined && { group }),
  };
}
