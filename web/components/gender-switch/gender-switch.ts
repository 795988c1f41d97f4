import { LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Comparison, Gender } from '../../shared/comparison/comparison.ts';
import { setGenders } from '../../shared/comparison/edit.ts';
import { ui } from '../../shared/text/interface.ts';
import { ComparisonChangeEvent } from '../comparison-change.ts';
import { segmentedControl } from '../segments.ts';

const names: Readonly<Record<Gender, string>> = {
  T: ui.builder.everyone,
  K: ui.builder.women,
  M: ui.builder.men,
};

/** Everyone, women or men. Several at once can come from an address, and then none is marked. */
@customElement('gender-switch')
export class GenderSwitch extends LitElement {
  @property({ attribute: false }) comparison: Comparison | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render() {
    const { comparison } = this;
    if (comparison === undefined) return undefined;
    const [only, ...more] = comparison.genders;
    return segmentedControl({
      legend: ui.builder.gender,
      name: 'kon',
      chosen: more.length === 0 ? only : undefined,
      choose: (gender) =>
        this.dispatchEvent(new ComparisonChangeEvent(setGenders(comparison, [gender]))),
      segments: (['T', 'K', 'M'] as const).map((value) => ({ value, name: names[value] })),
    });
  }
}
