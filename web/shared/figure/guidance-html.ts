import { html } from 'hono/html';
import type { Guidance } from '../text/guidance.ts';
import { ui } from '../text/interface.ts';

/** "Vad bör jag veta?" as a folded list of questions and answers; empty when there is nothing to say. */
export function guidanceHtml(items: readonly Guidance[]): string {
  if (items.length === 0) return '';
  return String(
    html`<details class="guidance">
      <summary>${ui.guidance.title}</summary>
      <dl>
        ${items.map(
          ({ question, answer }) =>
            html`<dt>${question}</dt>
              <dd>${answer}</dd>`,
        )}
      </dl>
      <p><a href="/metod">${ui.guidance.rule}</a></p>
    </details>`,
  );
}
