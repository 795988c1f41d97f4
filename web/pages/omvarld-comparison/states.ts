import { html, nothing, type TemplateResult } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import type { Phase } from '../../controllers/comparison-controller.ts';
import type { Comparison } from '../../shared/comparison/comparison.ts';
import { problemsHtml } from '../../shared/figure/figure-html.ts';
import { ui } from '../../shared/text/interface.ts';

/** What stands in place of the figures when nothing is chosen; undefined when something is. */
export function emptyState({ areas, kpis }: Comparison): TemplateResult | undefined {
  if (areas.length > 0 && kpis.length > 0) return undefined;
  const { heading, advice } = areas.length === 0 ? ui.states.noAreas : ui.states.noKpis;
  return html`<section class="state">
    <h2>${heading}</h2>
    <p>${advice}</p>
    <a class="button button-strong" href="/">${ui.states.startOver}</a>
  </section>`;
}

/** Waiting, out of reach or refused: a sentence above the builder, with one thing to do. */
export function phaseNotice(phase: Phase, retry: () => void): TemplateResult | typeof nothing {
  switch (phase.kind) {
    case 'complete':
      return nothing;
    case 'pending':
      return html`<p class="loading" role="status"><span>${ui.states.loading}</span></p>`;
    case 'offline':
      return html`<div class="notice notice-problem" role="alert">
        <p>${ui.states.offline}</p>
        <button type="button" class="button" @click=${retry}>${ui.states.retry}</button>
      </div>`;
    case 'refused':
      return html`<div class="notice notice-problem" role="alert">
        <p>${ui.states.refused}</p>
        <p>${phase.detail}</p>
      </div>`;
  }
}

export function problemsNotice(problems: readonly string[], isAnythingShown: boolean): unknown {
  const { noAreas, noKpis } = ui.states;
  // Where nothing is chosen the empty state says that itself.
  const others = problems.filter(
    (sentence) => ![noAreas, noKpis].some(({ heading }) => sentence.startsWith(heading)),
  );
  return unsafeHTML(String(problemsHtml(isAnythingShown ? problems : others, isAnythingShown)));
}
