import { html } from 'hono/html';
import { methodRules, methodText, type MethodRule } from '../../web/shared/text/method.ts';
import type { Html } from './html.ts';

/** Every rule that the figures and sentences follow, with anchors for those who link to one. */
export async function methodPage(): Promise<string> {
  return String(
    await html`<article class="method">
      <h1>${methodText.title}</h1>
      <p class="lede">${methodText.lede}</p>
      <nav aria-label="${methodText.contents}">
        <ul>
          ${methodRules.map(({ id, heading }) => html`<li><a href="#${id}">${heading}</a></li>`)}
        </ul>
      </nav>
      ${methodRules.map(ruleHtml)}
    </article>`,
  );
}

function ruleHtml({ id, heading, paragraphs, formula, source }: MethodRule): Html {
  return html`<h2 id="${id}">${heading}</h2>
    ${paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}
    ${formula === undefined ? '' : html`<p class="formula">${formula}</p>`}
    ${source === undefined ? '' : html`<p class="hint">${source}</p>`}`;
}
