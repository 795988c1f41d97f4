import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import {
  createSelectionStore,
  selectionLimits,
  type Selection,
  type Selections,
} from '../../controllers/saved-selections.ts';
import { withQuery } from '../../shared/figure/links.ts';
import { savedText } from '../../shared/text/saved.ts';

/** The reader's own named selections and the latest shown, kept in this browser alone. */
@customElement('saved-selections')
export class SavedSelections extends LitElement {
  /** Query in full of what is shown. */
  @property() query = '';
  /** Name that is proposed for it. */
  @property() heading = '';
  @state() private selections: Selections = { remember: false, recent: [], saved: [] };
  @state() private said = '';
  readonly #store = createSelectionStore();

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.selections = this.#store.read();
    addEventListener('storage', this.#onStorage);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('storage', this.#onStorage);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('query') || changed.has('heading')) this.#note();
  }

  protected override render() {
    const { saved } = this.selections;
    return html`<details class="saved">
      <summary>${savedText.summary(saved.length)}</summary>
      ${this.#store.usable ? this.#content() : html`<p>${savedText.unusable}</p>`}
    </details>`;
  }

  #content() {
    const { saved, recent, remember } = this.selections;
    const others = recent.filter(({ query }) => query !== this.query);
    return html`<form @submit=${this.#save}>
        <label>
          ${savedText.name}
          <input
            type="text"
            name="name"
            required
            maxlength=${selectionLimits.name}
            autocomplete="off"
            .value=${this.heading}
          />
        </label>
        <button type="submit" class="button">${savedText.save}</button>
      </form>
      <p class="hint" role="status">${this.said}</p>
      ${saved.length === 0 ? nothing : this.#list(saved)}
      ${
        others.length === 0
          ? nothing
          : html`<h3>${savedText.recent}</h3>
              <ul>
                ${repeat(
                  others,
                  ({ query }) => query,
                  (one) => html`<li>${link(one)}</li>`,
                )}
              </ul>`
      }
      <label class="check">
        <input type="checkbox" .checked=${remember} @change=${this.#toggle} />
        ${savedText.remember}
      </label>
      <p class="hint">${savedText.explain}</p>`;
  }

  #list(saved: readonly Selection[]) {
    return html`<ul aria-label=${savedText.heading}>
      ${repeat(
        saved,
        ({ query }) => query,
        (one) =>
          html`<li>
            ${link(one)}
            <button
              type="button"
              class="chip-remove"
              aria-label=${savedText.remove(one.name)}
              @click=${() => this.#remove(one)}
            >
              <span aria-hidden="true">×</span>
            </button>
          </li>`,
      )}
    </ul>`;
  }

  readonly #onStorage = () => {
    this.selections = this.#store.read();
  };

  /** Also after a change of heading, since the figures may come after the address. */
  #note(): void {
    if (this.heading === '') return;
    this.selections = this.#store.note({ query: this.query, name: this.heading });
  }

  readonly #save = (event: SubmitEvent) => {
    event.preventDefault();
    const field = this.querySelector<HTMLInputElement>('input[name="name"]');
    const name = field?.value.trim() ?? '';
    if (name === '') return;
    this.selections = this.#store.save({ query: this.query, name });
    this.said = savedText.saved(name);
  };

  readonly #toggle = (event: Event) => {
    const remember = event.target instanceof HTMLInputElement && event.target.checked;
    this.selections = this.#store.setRemember(remember);
    this.said = remember ? savedText.remembered : savedText.forgotten;
    this.#note();
  };

  #remove({ query, name }: Selection): void {
    this.selections = this.#store.remove(query);
    this.said = savedText.removed(name);
    this.querySelector<HTMLElement>('summary')?.focus();
  }
}

/** Those saved by an older version may be short, and empty for the model case. */
function link({ query, name }: Selection) {
  return html`<a href=${query === '' ? '/' : withQuery('/jamfor', query)}>${name}</a>`;
}
