import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { ui } from '../../shared/text/interface.ts';

export interface SearchOption {
  readonly id: string;
  readonly name: string;
  /** What tells it from its neighbours: unit, members, that it is discontinued. */
  readonly detail: string;
  /** Heading to stand under; options of one heading follow each other. */
  readonly group?: string;
  /** Already chosen, or not to be chosen. */
  readonly disabled?: boolean;
}

/** `search-text`: what is typed; `choose`: an option's id; `dismiss`: the reader is done. */
export type SearchListEvent = CustomEvent<string>;

let count = 0;

/** A search field with its list of hits, by the ARIA combobox pattern: focus stays in the field. */
@customElement('search-list')
export class SearchList extends LitElement {
  @property() label = '';
  @property() placeholder = '';
  @property({ attribute: false }) options: readonly SearchOption[] = [];
  /** How many there are, or that there are none; read out politely. */
  @property() message = '';
  @state() private active = -1;
  readonly #prefix = `sok-${++count}`;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override focus(): void {
    this.#input?.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('options')) this.active = -1;
  }

  protected override render() {
    const active = this.options[this.active];
    return html`<div class="search-head">
        <label
          >${this.label}
          <input
            type="search"
            role="combobox"
            autocomplete="off"
            spellcheck="false"
            maxlength="100"
            aria-autocomplete="list"
            aria-expanded=${this.options.length > 0}
            aria-controls="${this.#prefix}-lista"
            aria-activedescendant=${active === undefined ? nothing : this.#optionId(this.active)}
            placeholder=${this.placeholder}
            @input=${this.#type}
            @keydown=${this.#press}
        /></label>
        <button type="button" class="button" @click=${() => this.#tell('dismiss', '')}>
          ${ui.builder.done}
        </button>
      </div>
      <div id="${this.#prefix}-lista" class="options" role="listbox" aria-label=${this.label}>
        ${repeat(
          this.options,
          ({ id }) => id,
          (option, i) => this.#option(option, i),
        )}
      </div>
      <p class="search-count" role="status">${this.message}</p>`;
  }

  protected override updated(): void {
    this.querySelector('.option[data-active]')?.scrollIntoView({ block: 'nearest' });
  }

  #option({ name, detail, group, disabled }: SearchOption, i: number) {
    const heading = group !== undefined && group !== this.options[i - 1]?.group ? group : undefined;
    return html`${
        heading === undefined
          ? nothing
          : html`<div class="option-group" role="presentation">${heading}</div>`
      }
      <div
        id=${this.#optionId(i)}
        class="option"
        role="option"
        aria-selected=${i === this.active}
        aria-disabled=${disabled === true}
        ?data-active=${i === this.active}
        @click=${() => this.#choose(i)}
      >
        <span>${name}</span> <span class="option-detail">${detail}</span>
      </div>`;
  }

  get #input(): HTMLInputElement | null {
    return this.querySelector('input');
  }

  #optionId(i: number): string {
    return `${this.#prefix}-${i}`;
  }

  #type(event: InputEvent): void {
    if (event.target instanceof HTMLInputElement) this.#tell('search-text', event.target.value);
  }

  #press(event: KeyboardEvent): void {
    const last = this.options.length - 1;
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: this.active === last ? 0 : this.active + 1,
      ArrowUp: this.active <= 0 ? last : this.active - 1,
    };
    const next = moves[event.key];
    if (next !== undefined && last >= 0) this.active = next;
    else if (event.key === 'Enter') this.#choose(Math.max(this.active, 0));
    else if (event.key === 'Escape') this.#tell('dismiss', '');
    else return;
    event.preventDefault();
  }

  #choose(i: number): void {
    const option = this.options[i];
    if (option === undefined || option.disabled === true) return;
    const input = this.#input;
    if (input !== null) input.value = '';
    input?.focus();
    this.#tell('choose', option.id);
  }

  #tell(type: 'search-text' | 'choose' | 'dismiss', detail: string): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
