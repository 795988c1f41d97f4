import { html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Figure } from '../../shared/figure/figure.ts';
import { lockedQuery, withQuery } from '../../shared/figure/links.ts';
import { swedishDay } from '../../shared/swedish-day.ts';
import { citations } from '../../shared/text/citation.ts';
import { ui } from '../../shared/text/interface.ts';
import '../copy-field/copy-field.ts';

/** Short and long citation and the permanent link, each ready to copy. */
@customElement('cite-dialog')
export class CiteDialog extends LitElement {
  @property({ attribute: false }) figure: Figure | undefined;
  @property() query = '';
  @property() release = '';

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
    const { heading, measure, source } = figure;
    const link = location.origin + withQuery('/jamfor', lockedQuery(this.query, this.release));
    const cited = citations({
      heading,
      measures: [measure],
      sources: [source],
      day: swedishDay(new Date()),
      link,
    });
    return html`<dialog aria-labelledby="citera-rubrik">
      <div class="dialog-head">
        <div>
          <h2 id="citera-rubrik">${ui.cite.title}</h2>
          <p class="dialog-lede">${ui.cite.lede}</p>
        </div>
        <form method="dialog"><button class="button">${ui.close}</button></form>
      </div>
      <copy-field .label=${ui.cite.short} .value=${cited.short} .rows=${2}></copy-field>
      <copy-field .label=${ui.cite.long} .value=${cited.long} .rows=${5}></copy-field>
      <copy-field .label=${ui.cite.link} .value=${cited.link} .rows=${2}></copy-field>
    </dialog>`;
  }
}
