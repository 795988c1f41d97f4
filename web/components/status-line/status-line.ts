import { LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { statusHtml, type StatusInput } from '../../shared/figure/status-html.ts';

/** Which release, from where and how old; a banner when the figures are old or invented. */
@customElement('status-line')
export class StatusLine extends LitElement {
  @property({ attribute: false }) status: StatusInput | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render() {
    return this.status === undefined ? undefined : unsafeHTML(statusHtml(this.status));
  }
}
