import { Hono, type Context } from 'hono';
import { withQuery } from '../../web/shared/figure/links.ts';
import { describeQueryProblems } from '../../web/shared/text/problem.ts';
import { cacheControl } from '../http/cache-headers.ts';
import {
  isEmpty,
  queryOf,
  readComparison,
  requireSound,
  type ReadComparison,
} from '../http/read-comparison.ts';
import { sendComparisonAnswer, toJsonAnswer } from '../http/send-answer.ts';
import { sendPage } from '../http/send-page.ts';
import type { Services } from '../http/services.ts';
import { embedRefusal } from '../pages/embed-page.ts';
import { embedValues } from '../pages/embed-values.ts';
import { createAssetReader } from '../pages/page-tools.ts';
import { renderComparison } from '../pages/render-comparison.ts';
import { renderEmbed } from '../pages/render-embed.ts';

/** The comparison as people read it: the dashboard, and the embed. */
export function comparisonPageRoutes(services: Services): Hono {
  const assets = createAssetReader(services.webRoot);
  const app = new Hono();

  const dashboard = async (c: Context) => {
    const read = await readComparison(c, services);
    return sendPage(c, services, {
      identity: ['comparison', read.asked, JSON.stringify(read.problems)],
      make: async () => renderComparison(services, read, await assets()),
    });
  };
  app.get('/', dashboard);
  app.get('/jamfor', dashboard);

  app.get('/inbaddat', async (c) => {
    const read = await readComparison(c, services);
    if (isEmpty(read) || read.isOwnAmbiguous) return refuseEmbed(c, read);
    return sendComparisonAnswer(c, services, {
      read,
      format: 'embed',
      make: async () => ({
        body: await renderEmbed(services, read),
        contentType: 'text/html; charset=utf-8',
      }),
    });
  });

  app.get('/inbaddat.json', async (c) => {
    const read = await readComparison(c, services);
    if (isEmpty(read) || read.isOwnAmbiguous) requireSound(read);
    return sendComparisonAnswer(c, services, {
      read,
      format: 'embed-values',
      make: async () => toJsonAnswer(await embedValues(services, read)),
    });
  });
  return app;
}

/** The dashboard reads the address as it was, and helps to mend it. */
async function refuseEmbed(c: Context, { problems }: ReadComparison): Promise<Response> {
  const comparisonHref = withQuery('/jamfor', queryOf(c).toString().replaceAll('%2C', ','));
  c.header('Cache-Control', cacheControl.none);
  return c.html(await embedRefusal(describeQueryProblems(problems), comparisonHref), 400);
}
