import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { embedForms, type EmbedForms } from '../../shared/embed/embed-forms.ts';
import { embedNames } from '../../shared/embed/embed-names.ts';
import type { Figure } from '../../shared/figure/figure.ts';
import { lockedQuery, withQuery } from '../../shared/figure/links.ts';
import { embedGuideText } from '../../shared/text/embed-guide.ts';
import { ui } from '../../shared/text/interface.ts';
import '../copy-field/copy-field.ts';

type Form = keyof EmbedForms;
const forms: readonly Form[] = ['address', 'iframe', 'iframe-script', 'element', 'image'];

/** What to paste into another site, form by form, with a preview of what will stand there. */
@customElement('embed-dialog')
export class EmbedDialog extends LitElement {
  @property({ attribute: false }) figure: Figure | undefined;
  @property() query = '';
  @property() release = '';
  @state() private locked = false;
  @state() private form: Form = 'iframe';

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** Opens it; focus returns to what had it when it closes. */
  async show(): Promise<void> {
    await this.updateComplete;
    this.querySelector('dialog')?.showModal();
  }

  protected override render() {
    const { figure } = this;
    if (figure === undefined) return undefined;
    const query = this.locked ? lockedQuery(this.query, this.release) : this.query;
    const code = embedForms({
      origin: location.origin,
      query,
      ...embedNames([figure], this.locked),
    })[this.form];
    return html`<dialog aria-labelledby="badda-rubrik">
      <div class="dialog-head">
        <div>
          <h2 id="badda-rubrik">${ui.embed.title}</h2>
          <p class="dialog-lede">${ui.embed.lede}</p>
        </div>
        <form method="dialog"><button class="button">${ui.close}</button></form>
      </div>
      ${this.#updating()} ${this.#forms()}
      <copy-field .label=${ui.embed.code} .value=${code} .rows=${4} code></copy-field>
      <p class="hint"><a href=${withQuery('/badda-in', query)}>${ui.embed.guides}</a></p>
      <h3>${ui.embed.preview}</h3>
      <iframe
        class="preview"
        title=${ui.embed.previewTitle(figure.heading)}
        src=${withQuery('/inbaddat', query)}
        loading="lazy"
      ></iframe>
    </dialog>`;
  }

  #updating(): TemplateResult {
    return html`<fieldset>
      <legend>${ui.embed.updating}</legend>
      ${this.#choice('uppdatering', {
        checked: !this.locked,
        name: ui.embed.follow,
        hint: ui.embed.followHint,
        choose: () => (this.locked = false),
      })}
      ${this.#choice('uppdatering', {
        checked: this.locked,
        name: ui.embed.lock(this.release),
        hint: ui.embed.lockHint,
        choose: () => (this.locked = true),
      })}
    </fieldset>`;
  }

  #forms(): TemplateResult {
    return html`<fieldset>
      <legend>${ui.embed.form}</legend>
      ${forms.map((form) =>
        this.#choice('form', {
          checked: this.form === form,
          name: embedGuideText.forms[form],
          hint: ui.embed.hints[form],
          choose: () => (this.form = form),
        }),
      )}
    </fieldset>`;
  }

  #choice(group: string, choice: Choice): TemplateResult {
    return html`<label class="choice">
      <input
        type="radio"
        name="badda-${group}"
        .checked=${choice.checked}
        @change=${choice.choose}
      />
      <span>${choice.name} <span class="hint">– ${choice.hint}</span></span>
    </label>`;
  }
}

interface Choice {
  readonly checked: boolean;
  readonly name: string;
  readonly hint: string;
  readonly choose: () => void;
}
