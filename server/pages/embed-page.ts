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

/** Why there is nothing to show, and the way to choose anew. No figures: they would be others'. */
export async function embedRefusal(problem: string, comparisonHref: string): Promise<string> {
  const { nothing, advice } = embedText.problem;
  return String(
    await html`<!doctype html>
      <html lang="sv">
        <head>
          ${headHtml(embedText.frameTitle)}
        </head>
        <body>
          <main>
            <p>${nothing(problem)}</p>
            <p>${advice}</p>
          </main>
          ${footHtml(comparisonHref)}
        </body>
      </html>`,
  );
}

/** The embed page: everything is in the HTML and one style sheet; the script only reports height. */
export async function embedPage(input: EmbedPageInput): Promise<string> {
  const { page, answer } = input;
  return String(
    await html`<!doctype html>
      <html lang="sv">
        <head>
          ${headHtml(
            page.heading,
            html`<link
              rel="alternate"
              type="application/json+oembed"
              href="${input.oembedUrl}"
              title="${page.heading}"
            />`,
          )}
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
          ${footHtml(
            input.comparisonHref,
            answer.query.release === null ? '' : embedText.locked(answer.query.release),
          )}
        </body>
      </html>`,
  );
}

function headHtml(title: string, more: Html | '' = ''): Html {
  return html`<meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${title}</title>
    <meta name="robots" content="noindex" />
    ${more}
    <link rel="icon" href="/icon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="/inbaddat.css" />
    <script type="module" src="/inbaddat-sida.js"></script>`;
}

function footHtml(comparisonHref: string, more = ''): Html {
  return html`<footer>
    <p>
      <a href="${comparisonHref}" target="_blank" rel="noopener">${embedText.openComparison}</a>
      ${more}
    </p>
  </footer>`;
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
