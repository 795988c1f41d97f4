import { html, raw } from 'hono/html';
import type { ComparisonAnswer } from '../../web/shared/api.ts';
import { isWide } from '../../web/shared/figure/figure-html.ts';
import type { FigurePage } from '../../web/shared/figure/figure.ts';
import { embedText } from '../../web/shared/text/embed.ts';
import type { Html } from './html.ts';

export interface EmbedPageInput {
  readonly page: FigurePage;
  readonly answer: ComparisonAnswer;
  /** Inside of each figure, in the page's order, as escaped HTML. */
  readonly figures: readonly string[];
  /** What could not be read in the address, one Swedish sentence each. */
  readonly problems: readonly string[];
  /** Address of the full comparison. */
  readonly comparisonHref: string;
  /** Absolute address of the oEmbed answer for this page. */
  readonly oembedUrl: string;
}

/** The embed page: everything is in the HTML and one style sheet; the script only reports height. */
export async function embedPage(input: EmbedPageInput): Promise<string> {
  const { page, answer } = input;
  return String(
    await html`<!doctype html>
      <html lang="sv">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${page.heading}</title>
          <meta name="robots" content="noindex" />
          <link
            rel="alternate"
            type="application/json+oembed"
            href="${input.oembedUrl}"
            title="${page.heading}"
          />
          <link rel="icon" href="/icon.svg" type="image/svg+xml" />
          <link rel="stylesheet" href="/inbaddat.css" />
          <script type="module" src="/inbaddat-sida.js"></script>
        </head>
        <body>
          <main>
            ${answer.release.source === 'simulated' ? invented() : ''}
            ${input.problems.length > 0 ? problemBox(input.problems) : ''} ${heading(page)}
            ${page.figures.map(
              (figure, i) =>
                html`<section class="${isWide(figure) ? 'embed-wide' : ''}">
                  ${raw(input.figures[i] ?? '')}
                </section>`,
            )}
          </main>
          <footer>
            <p>
              <a href="${input.comparisonHref}" target="_blank" rel="noopener"
                >${embedText.openComparison}</a
              >
              ${answer.query.release === null ? '' : embedText.locked(answer.query.release)}
            </p>
          </footer>
        </body>
      </html>`,
  );
}

function invented(): Html {
  return html`<p class="invented"><strong>${embedText.invented}</strong></p>`;
}

/** With one figure its own heading says it all. */
function heading(page: FigurePage): Html | string {
  if (page.figures.length === 1) return '';
  return html`<header class="embed-head">
    <h1>${page.heading}</h1>
    <p class="lede">${page.lede}</p>
  </header>`;
}

function problemBox(problems: readonly string[]): Html {
  return html`<div class="problem" role="alert">
    <p><strong>${embedText.problem.heading}</strong></p>
    <ul>
      ${problems.map((sentence) => html`<li>${sentence}</li>`)}
    </ul>
    <p>${embedText.problem.rest}</p>
  </div>`;
}
