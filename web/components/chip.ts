import { html, nothing, type TemplateResult } from 'lit';
import { ui } from '../shared/text/interface.ts';

interface ChipInput {
  readonly name: string;
  readonly own?: boolean;
  /** Pressing the name; absent where the name does nothing. */
  readonly choose?: () => void;
  /** Absent where it must stay. */
  readonly remove?: () => void;
}

/** A chosen kommun or KPI: its name, and a button of its own that takes it away. */
export function chip({ name, own = false, choose, remove }: ChipInput): TemplateResult {
  return html`<li class=${own ? 'chip chip-own' : 'chip'}>
    ${chipName(name, own, choose)}${
      remove === undefined
        ? nothing
        : html`<button
            type="button"
            class="chip-remove"
            aria-label=${ui.builder.remove(name)}
            @click=${remove}
          >
            <span aria-hidden="true">×</span>
          </button>`
    }
  </li>`;
}

function chipName(name: string, own: boolean, choose: (() => void) | undefined) {
  if (choose === undefined || own) {
    const mark = html`<span class="visually-hidden"> (${ui.figure.own})</span>`;
    return html`<span class="chip-name">${name}${own ? mark : nothing}</span>`;
  }
  return html`<button
    type="button"
    class="chip-name"
    title=${ui.builder.makeOwn(name)}
    @click=${choose}
  >
    ${name}
  </button>`;
}
