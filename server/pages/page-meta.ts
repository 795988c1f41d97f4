import { html } from 'hono/html';
import type { Services } from '../http/services.ts';

export interface PageMeta {
  /** Path and query by which the page is to be known: what was understood, in canonical form. */
  readonly address: string;
  readonly description: string;
  /**
   * Whether search engines may list it. Not what a reader has put together: every KPI and every
   * subset of kommuner would be a page.
   */
  readonly isListed: boolean;
}

/** Tags for the head of a page that people find by searching. */
export async function pageMeta(
  { origin }: Pick<Services, 'origin'>,
  { address, description, isListed }: PageMeta,
): Promise<string> {
  return String(
    await html`<meta name="description" content="${description}" />
      <link rel="canonical" href="${origin()}${address}" />
      ${isListed ? '' : html`<meta name="robots" content="noindex" />`}`,
  );
}
