import { html } from 'hono/html';
import { ui } from '../../web/shared/text/interface.ts';
import type { Html } from './html.ts';

/** What could not be read in a page's address, one sentence each; nothing when all was understood. */
export function problemNotice(problems: readonly string[]): Html | '' {
  if (problems.length === 0) return '';
  return html`<div class="notice notice-problem" role="alert">
    <p><strong>${ui.states.problems}</strong></p>
    <ul>
      ${problems.map((sentence) => html`<li>${sentence}</li>`)}
    </ul>
    <p>${ui.states.problemsRest}</p>
  </div>`;
}
