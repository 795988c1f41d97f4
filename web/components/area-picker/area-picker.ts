import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { AreaSource } from '../../controllers/area-source.ts';
import type { Area, Source } from '../../shared/api.ts';
import { limits, type Comparison } from '../../shared/comparison/comparison.ts';
import { hitName, searchAreas, type AreaHit } from '../../shared/comparison/area-search.ts';
import { addAreas, removeArea, setFocus } from '../../shared/comparison/edit.ts';
import { similarHref } from '../../shared/figure/links.ts';
import { canShow } from '../../shared/figure/offline-links.ts';
import { ui } from '../../shared/text/interface.ts';
import { chip } from '../chip.ts';
import { ComparisonChangeEvent } from '../comparison-change.ts';
import '../search-list/search-list.ts';
import type { SearchListEvent, SearchOption } from '../search-list/search-list.ts';

/** The chosen areas as chips, a search that adds more, and ready-made groups. */
@customElement('area-picker')
export class AreaPicker extends LitElement {
  @property({ attribute: false }) comparison: Comparison | undefined;
  @property({ attribute: false }) areas: AreaSource | undefined;
  /** Where the figures shown are from. */
  @property({ attribute: false }) source: Source | undefined;
  @state() private open = false;
  @state() private text = '';
  @state() private known: readonly Area[] = [];

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render() {
    const { comparison } = this;
    if (comparison === undefined) return undefined;
    return html`<ul class="chips" aria-label=${ui.builder.areas}>
        ${repeat(
          comparison.areas,
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
            ${ui.builder.addArea}
          </button>
        </li>
        ${this.#similar(comparison)}
      </ul>
      ${this.open ? this.#panel(comparison) : nothing}`;
  }

  #similar(comparison: Comparison) {
    if (this.areas === undefined) return nothing;
    const href = similarHref(comparison, this.areas.directory);
    if (this.source !== undefined && !canShow(href, this.source)) return nothing;
    return html`<li>
      <a class="chip chip-link" href=${href}
        >${ui.builder.similar}<span class="visually-hidden"> ${ui.builder.similarWhat}</span></a
      >
    </li>`;
  }

  #chip(comparison: Comparison, id: string) {
    const name = this.#nameOf(id);
    return chip({
      name,
      own: id === comparison.focus,
      choose: () => this.#change(setFocus(comparison, id), ui.builder.isOwn(name)),
      remove: () => {
        this.#change(removeArea(comparison, id), ui.builder.removed(name));
        this.querySelector<HTMLElement>('.chip-add')?.focus();
      },
    });
  }

  #panel(comparison: Comparison) {
    const hits = searchAreas(this.known, this.text);
    return html`<div class="search-panel fade">
      <search-list
        .label=${ui.areaSearch.label}
        .placeholder=${ui.areaSearch.placeholder}
        .options=${hits.map((hit) => toOption(hit, comparison))}
        .message=${this.#message(comparison, hits.length)}
        @search-text=${(event: SearchListEvent) => (this.text = event.detail)}
        @choose=${(event: SearchListEvent) => this.#choose(hits, event.detail)}
        @dismiss=${this.#toggle}
      ></search-list>
      <ready-groups .comparison=${comparison} .areas=${this.areas}></ready-groups>
    </div>`;
  }

  #message(comparison: Comparison, count: number): string {
    if (comparison.areas.length >= limits.areas) return ui.areaSearch.full(limits.areas);
    if (this.text.trim() === '') return '';
    return count === 0 ? ui.areaSearch.nothing(this.text.trim()) : ui.areaSearch.count(count);
  }

  #choose(hits: readonly AreaHit[], id: string): void {
    const hit = hits.find((candidate) => hitId(candidate) === id);
    if (hit === undefined || this.comparison === undefined) return;
    const added = hit.kind === 'area' ? [hit.area] : hit.members;
    const ids = added.map((area) => area.id);
    this.text = '';
    this.#change(addAreas(this.comparison, ids), ui.builder.added(hitName(hit)));
  }

  #change(comparison: Comparison, announcement: string): void {
    this.dispatchEvent(new ComparisonChangeEvent(comparison, announcement));
  }

  readonly #toggle = async () => {
    this.open = !this.open;
    if (this.open) void import('../ready-groups/ready-groups.ts');
    this.text = '';
    await this.updateComplete;
    const selector = this.open ? 'search-list' : '.chip-add';
    const target = this.querySelector<HTMLElement & { updateComplete?: Promise<boolean> }>(
      selector,
    );
    await target?.updateComplete;
    target?.focus();
    if (this.open && this.known.length === 0) await this.#learn();
  };

  /** Without the full list the search knows the areas already on the page. */
  async #learn(): Promise<void> {
    const areas = await this.areas?.all().catch(() => this.areas?.directory);
    this.known = areas?.areas.filter(({ kind }) => kind !== 'group') ?? [];
  }

  #nameOf(id: string): string {
    return this.areas?.directory.find(id)?.name ?? id;
  }
}

function hitId(hit: AreaHit): string {
  return hit.kind === 'area' ? hit.area.id : hit.name;
}

function toOption(hit: AreaHit, { areas }: Comparison): SearchOption {
  const name = hitName(hit);
  if (hit.kind === 'county') {
    const names = hit.members.map((member) => member.name).join(', ');
    const disabled = hit.members.every(({ id }) => areas.includes(id));
    const detail = `${ui.areaSearch.asList(hit.members.length)}: ${names}`;
    return { id: hitId(hit), name, detail, disabled };
  }
  const chosen = areas.includes(hit.area.id);
  const detail = chosen ? ui.areaSearch.chosen : ui.areaSearch.kinds[hit.area.kind];
  return { id: hitId(hit), name, detail, disabled: chosen };
}
