import { html, nothing, type TemplateResult } from 'lit';
import '../../components/area-picker/area-picker.ts';
import '../../components/gender-switch/gender-switch.ts';
import '../../components/kpi-picker/kpi-picker.ts';
import '../../components/view-switch/view-switch.ts';
import '../../components/year-switch/year-switch.ts';
import type { ComparisonController } from '../../controllers/comparison-controller.ts';
import { latestYear } from '../../shared/comparison/latest-year.ts';
import { offersGenders } from '../../shared/figure/offline-links.ts';
import { ui } from '../../shared/text/interface.ts';

/** The controls that change the comparison, in the order the server draws them without script. */
export function comparisonBuilder(control: ComparisonController): TemplateResult {
  const { comparison, areas, shown } = control;
  const kpis = shown?.answer.kpis ?? [];
  const latest = shown === undefined ? undefined : latestYear(shown.answer);
  const source = shown?.answer.release.source;
  const split = offersGenders(source, comparison) && kpis.some((kpi) => kpi.genderSplit);
  return html`<section class="builder" aria-label=${ui.builder.label}>
    ${row(
      ui.builder.areas,
      html`<area-picker .comparison=${comparison} .areas=${areas} .source=${source}></area-picker>`,
    )}
    ${row(ui.builder.kpis, html`<kpi-picker .comparison=${comparison} .kpis=${kpis}></kpi-picker>`)}
    ${row(
      ui.builder.view,
      html`<view-switch .comparison=${comparison} .source=${source}></view-switch> ${
          latest === undefined
            ? nothing
            : html`<year-switch .comparison=${comparison} .latest=${latest}></year-switch>`
        }
        ${split ? html`<gender-switch .comparison=${comparison}></gender-switch>` : nothing}`,
    )}
  </section>`;
}

function row(label: string, content: TemplateResult): TemplateResult {
  return html`<div class="builder-row">
    <p class="builder-label">${label}</p>
    <div class="builder-field">${content}</div>
  </div>`;
}
