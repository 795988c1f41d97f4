import { LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Source } from '../../shared/api.ts';
import type { Comparison } from '../../shared/comparison/comparison.ts';
import { setView } from '../../shared/comparison/edit.ts';
import { viewsToChoose } from '../../shared/figure/offline-links.ts';
import { ui } from '../../shared/text/interface.ts';
import { ComparisonChangeEvent } from '../comparison-change.ts';
import { segmentedControl } from '../segments.ts';

/** Which kind of chart or table. */
@customElement('view-switch')
export class ViewSwitch extends LitElement {
  @property({ attribute: false }) comparison: Comparison | undefined;
  @property({ attribute: false }) source: Source | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render() {
    const { comparison } = this;
    if (comparison === undefined) return undefined;
    return segmentedControl({
      legend: ui.builder.view,
      name: 'visa',
      chosen: comparison.view,
      choose: (view) => this.dispatchEvent(new ComparisonChangeEvent(setView(comparison, view))),
      segments: viewsToChoose(this.source, comparison.view).map((view) => ({
        value: view,
        name: ui.builder.views[view],
        ...(view === 'samband' &&
          comparison.kpis.length < 2 && { refused: ui.builder.needsTwoKpis }),
      })),
    });
  }
}
