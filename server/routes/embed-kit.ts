import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { embedNames } from '../../web/shared/embed/embed-names.ts';
import { withQuery } from '../../web/shared/figure/links.ts';
import { descriptions } from '../../web/shared/text/descriptions.ts';
import { embedGuides, embedGuideText } from '../../web/shared/text/embed-guide.ts';
import { listQueryProblems } from '../../web/shared/text/problem.ts';
import { ProblemError } from '../errors.ts';
import { notModified, setCacheHeaders } from '../http/cache-headers.ts';
import {
  readComparison,
  readQueryString,
  requireSound,
  type ReadComparison,
} from '../http/read-comparison.ts';
import { readQuery } from '../http/read-query.ts';
import { sendComparisonAnswer, toJsonAnswer } from '../http/send-answer.ts';
import { sendPage } from '../http/send-page.ts';
import type { Services } from '../http/services.ts';
import { straightSegment } from '../http/straight-path.ts';
import { embedGuideIndex, embedGuidePage, type GuideInput } from '../pages/embed-guide-page.ts';
import { embeddedQuery, oembedAnswer } from '../pages/oembed.ts';
import { pageMeta } from '../pages/page-meta.ts';
import { composeComparison, createAssetReader, createTemplateReader } from '../pages/page-tools.ts';
import { fillTemplate } from '../pages/template.ts';

const size = z.coerce.number().int().min(100).max(10_000).optional();
const oembedShape = z.object({
  url: z.string().max(8000),
  maxwidth: size,
  maxheight: size,
  format: z.literal('json').optional(),
});

/** All that carries a chart into another site: oEmbed, the one script, and the guides. */
export function embedKitRoutes(services: Services): Hono {
  const assets = createAssetReader(services.webRoot);
  const template = createTemplateReader(services);
  const { origin } = services;
  const app = new Hono();

  app.get('/oembed', async (c) => {
    const { url, maxwidth, maxheight } = readQuery(c, oembedShape);
    const read = await readEmbedded(url, services);
    return sendComparisonAnswer(c, services, {
      read,
      format: `oembed ${maxwidth} ${maxheight}`,
      make: async () => {
        const { page } = await composeComparison(services, read, 0);
        const sizes = { maxWidth: maxwidth, maxHeight: maxheight };
        return toJsonAnswer(
          oembedAnswer({
            origin: origin(),
            query: read.canonical,
            title: page.heading,
            names: embedNames(page.figures, read.comparison.release !== undefined),
            ...sizes,
          }),
        );
      },
    });
  });

  // An embed may be kept for ever, and so may the pages that hold it: what they load has addresses
  // that never change, whatever the built files are called.
  app.get('/inbaddat.css', async (c) =>
    sendFile(c, services, { type: 'text/css', body: (await assets()).embedStyle }),
  );
  app.get('/inbaddat-sida.js', async (c) =>
    sendFile(c, services, importing((await assets()).embedScript)),
  );
  app.get('/inbaddat.js', async (c) =>
    sendFile(c, services, importing((await assets()).embedKitScript)),
  );

  app.get('/badda-in', async (c) => {
    const read = await readComparison(c, services);
    return sendPage(c, services, {
      identity: ['embed-guides', read.asked, JSON.stringify(read.problems)],
      make: async () =>
        fillTemplate(await template(), {
          title: embedGuideText.title,
          meta: await pageMeta(services, {
            address: withQuery('/badda-in', read.asked),
            description: descriptions.embedGuides,
            isListed: read.asked === '',
          }),
          main: await embedGuideIndex(await guideInput(services, read)),
        }),
    });
  });

  app.get('/badda-in/:system', async (c) => {
    const system = c.req.param('system');
    const guide = embedGuides.find(({ slug }) => slug === straightSegment(system));
    if (guide === undefined) throw new ProblemError(404, 'not-found');
    if (guide.slug !== system) return c.redirect(`/badda-in/${guide.slug}${searchOf(c)}`, 308);
    const read = await readComparison(c, services);
    return sendPage(c, services, {
      identity: ['embed-guide', guide.slug, read.asked, JSON.stringify(read.problems)],
      make: async () =>
        fillTemplate(await template(), {
          title: `${guide.name}: ${embedGuideText.title}`,
          meta: await pageMeta(services, {
            address: withQuery(`/badda-in/${guide.slug}`, read.asked),
            description: descriptions.embedGuide(guide.name),
            isListed: read.asked === '',
          }),
          main: await embedGuidePage(guide, await guideInput(services, read)),
        }),
    });
  });
  return app;
}

function searchOf(c: Context): string {
  return new URL(c.req.url).search;
}

async function guideInput(services: Services, read: ReadComparison): Promise<GuideInput> {
  const { page, answer } = await composeComparison(services, read, 0);
  const locked = answer.query.release !== null;
  return {
    origin: services.origin(),
    query: read.canonical,
    locked,
    problems: listQueryProblems(read.problems),
    release: services.store.release().id,
    finding: page.heading,
    names: embedNames(page.figures, locked),
  };
}

interface BuiltFile {
  readonly type: string;
  readonly body: string;
}

function importing(script: string): BuiltFile {
  return { type: 'text/javascript', body: `import ${JSON.stringify(script)};\n` };
}

function sendFile(c: Context, { buildId }: Pick<Services, 'buildId'>, { type, body }: BuiltFile) {
  if (setCacheHeaders(c, { identity: [buildId, body], policy: 'following', isExact: true }))
    return notModified(c);
  c.header('Content-Type', `${type}; charset=utf-8`);
  return c.body(body);
}

/** @throws {ProblemError} 404 for an address that is not ours, as oEmbed asks; 400 for a bad query */
async function readEmbedded(address: string, services: Services): Promise<ReadComparison> {
  const query = embeddedQuery(address, services.origin());
  if (query === undefined) throw new ProblemError(404, 'not-found');
  return requireSound(await readQueryString(new URLSearchParams(query), services));
}
