import { html } from 'hono/html';
import { examples, examplesTitle } from '../text/examples.ts';

/** Links to ready comparisons, at the end of the page. */
export function examplesHtml(): string {
  return String(
    html`<nav class="examples" aria-label="${examplesTitle}">
      <h2>${examplesTitle}</h2>
      <ul>
        ${examples.map(({ name, href }) => html`<li><a href="${href}">${name}</a></li>`)}
      </ul>
    </nav>`,
  );
}
