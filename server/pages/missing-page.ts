import { html } from 'hono/html';

interface MissingPage {
  readonly title: string;
  readonly text: string;
  readonly href: string;
  readonly link: string;
}

/** What a reader gets where there is nothing: a sentence, and one way on. */
export async function missingPage({ title, text, href, link }: MissingPage): Promise<string> {
  return String(
    await html`<article class="missing">
      <h1>${title}</h1>
      <p class="lede">${text}</p>
      <p><a class="button" href="${href}">${link}</a></p>
    </article>`,
  );
}
