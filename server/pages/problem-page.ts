import type { Context } from 'hono';
import { accepts } from 'hono/accepts';
import type { Problem } from '../../web/shared/api.ts';
import { withoutEmptyPages } from '../../web/shared/figure/offline-links.ts';
import { notFoundText } from '../../web/shared/text/pages.ts';
import type { Services } from '../http/services.ts';
import { missingPage } from './missing-page.ts';
import { createAssetReader } from './page-tools.ts';
import { fillTemplate } from './template.ts';

/** Paths that programs read: their problems stay JSON whatever the client says it accepts. */
const forPrograms =
  /^\/(?:api\/|assets\/|(?:data|diagram)\.(?:csv|xlsx|parquet|zip|svg|png)$|(?:oembed|health|metrics)$)|\.(?:js|css|json|atom)$/;

/**
 * Turns a problem into a page for a person who followed a link, with the same status and words.
 * Who does not ask for JSON is taken for one: some that people use say only that they take anything.
 */
export function createProblemPages(
  services: Pick<Services, 'webRoot' | 'store'>,
): (c: Context, response: Response, problem: Problem) => Promise<Response> {
  const assets = createAssetReader(services.webRoot);
  return async (c, response, { status, title, detail }) => {
    if (asksForJson(c) || forPrograms.test(c.req.path)) return response;
    const template = await assets().then(
      (built) => built.template,
      () => undefined,
    );
    if (template === undefined) return response;
    const main = await missingPage({ title, text: detail, href: '/', link: notFoundText.home });
    const headers = new Headers(response.headers);
    headers.set('Content-Type', 'text/html; charset=utf-8');
    const shown = withoutEmptyPages(template, services.store.release().source);
    return new Response(await fillTemplate(shown, { title, main }), { status, headers });
  };
}

const page = 'text/html';

/** Whether a client would rather have JSON than a page. */
export function asksForJson(c: Context): boolean {
  const supports = [page, 'application/json', 'application/problem+json'];
  return accepts(c, { header: 'Accept', supports, default: page }) !== page;
}
