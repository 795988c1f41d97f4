import { html } from 'hono/html';
import { guidanceRule, guidanceTitle, type Guidance } from '../text/guidance.ts';

/** "Vad bör jag veta?" as a folded list of questions and answers; empty when there is nothing to say. */
export function guidanceHtml(items: readonly Guidance[]): string {
  if (items.length === 0) return '';
  return String(
    html`<details class="guidance">
      <summary>${guidanceTitle}</summary>
      <dl>
        ${items.map(
          ({ question, answer }) =>
            html`<dt>${question}</dt>
              <dd>${answer}</dd>`,
        )}
      </dl>
      <p><a href="/metod">${guidanceRule}</a></p>
    </details>`,
  );
}
