import { html } from 'hono/html';
import type { Source } from '../api.ts';
import { examples, examplesTitle } from '../text/examples.ts';
import { canShow } from './offline-links.ts';

/** Links to ready comparisons that figures from such a source suffice for, at the end of the page. */
export function examplesHtml(source: Source): string {
  const shown = examples.filter(({ href }) => canShow(href, source));
  return String(
    html`<nav class="examples" aria-label="${examplesTitle}">
      <h2>${examplesTitle}</h2>
      <ul>
        ${shown.map(({ name, href }) => html`<li><a href="${href}">${name}</a></li>`)}
      </ul>
    </nav>`,
  );
}
