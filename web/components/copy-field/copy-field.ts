import { html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ui } from '../../shared/text/interface.ts';

const shownMs = 4000;
let count = 0;

/** A text to paste elsewhere, with a button that copies it and says so. */
@customElement('copy-field')
export class CopyField extends LitElement {
  @property() label = '';
  @property() value = '';
  @property({ type: Number }) rows = 2;
  @property({ type: Boolean }) code = false;
  @state() private result: 'idle' | 'done' | 'failed' = 'idle';
  readonly #id = `kopiera-${++count}`;
  #timer: ReturnType<typeof setTimeout> | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override render() {
    const result = this.result === 'idle' ? '' : ui.copy[this.result];
    return html`<div class="copy-field">
      <label for=${this.#id}>${this.label}</label>
      <div class="copy-row">
        <textarea
          id=${this.#id}
          class=${this.code ? 'code' : ''}
          rows=${this.rows}
          readonly
          spellcheck="false"
          .value=${this.value}
        ></textarea>
        <button type="button" class="button" @click=${this.#copy}>${ui.copy.idle}</button>
      </div>
      <p class="hint" role="status">${result}</p>
    </div>`;
  }

  readonly #copy = async () => {
    this.querySelector('textarea')?.select();
    try {
      await navigator.clipboard.writeText(this.value);
      this.result = 'done';
    } catch {
      this.result = 'failed';
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.result = 'idle'), shownMs);
  };
}
