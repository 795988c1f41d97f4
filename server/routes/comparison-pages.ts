import { Hono, type Context } from 'hono';
import type { ReadComparison } from '../http/read-comparison.ts';
import { readComparison } from '../http/read-comparison.ts';
import { sendComparisonAnswer } from '../http/send-answer.ts';
import type { Services } from '../http/services.ts';
import type { Assets } from '../pages/assets.ts';
import { createAssetReader } from '../pages/page-tools.ts';
import { renderComparison } from '../pages/render-comparison.ts';
import { renderEmbed } from '../pages/render-embed.ts';

type Render = (services: Services, read: ReadComparison, assets: Assets) => Promise<string>;

/** The comparison as people read it: the dashboard, and the embed. */
export function comparisonPageRoutes(services: Services): Hono {
  const assets = createAssetReader(services.webRoot);
  const app = new Hono();

  const page = (format: string, render: Render) => (c: Context) => {
    const read = readComparison(c, services);
    return sendComparisonAnswer(c, services, {
      read,
      format: `${format} ${JSON.stringify(read.problems)}`,
      make: async () => ({
        body: await render(services, read, await assets()),
        contentType: 'text/html; charset=utf-8',
      }),
    });
  };

  app.get('/', page('page', renderComparison));
  app.get('/jamfor', page('page', renderComparison));
  app.get('/inbaddat', page('embed', renderEmbed));
  return app;
}
