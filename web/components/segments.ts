import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';

export interface Segment<Value extends string> {
  readonly value: Value;
  readonly name: string;
  /** Why it cannot be chosen now, as the control's title. */
  readonly refused?: string;
}

interface SegmentsInput<Value extends string> {
  readonly legend: string;
  /** Distinguishes the radio buttons of one group from another's. */
  readonly name: string;
  readonly segments: readonly Segment<Value>[];
  readonly chosen: Value | undefined;
  readonly choose: (value: Value) => void;
}

/** A segmented control: radio buttons, so arrow keys and names come with the platform. */
export function segmentedControl<Value extends string>(
  input: SegmentsInput<Value>,
): TemplateResult {
  const { legend, name, segments, chosen, choose } = input;
  return html`<fieldset class="segments">
    <legend class="visually-hidden">${legend}</legend>
    ${repeat(
      segments,
      ({ value }) => value,
      ({ value, name: label, refused }) =>
        html`<label class="segment" title=${refused ?? ''}>
          <input
            type="radio"
            name=${name}
            value=${value}
            .checked=${live(value === chosen)}
            ?disabled=${refused !== undefined}
            @change=${() => choose(value)}
          />${label}
        </label>`,
    )}
  </fieldset>`;
}
