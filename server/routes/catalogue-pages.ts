import { Hono } from 'hono';
import { z } from 'zod';
import { unknownKpi } from '../../web/shared/comparison/unknown-kpi.ts';
import { withQuery } from '../../web/shared/figure/links.ts';
import { descriptions } from '../../web/shared/text/descriptions.ts';
import { methodText } from '../../web/shared/text/method.ts';
import { formatNumber } from '../../web/shared/text/number.ts';
import { offlineText } from '../../web/shared/text/offline.ts';
import { catalogueText, eventsText, kpiText } from '../../web/shared/text/pages.ts';
import { ProblemError } from '../errors.ts';
import { cacheControl } from '../http/cache-headers.ts';
import { queryOf } from '../http/read-comparison.ts';
import { readQuery } from '../http/read-query.ts';
import { sendPage } from '../http/send-page.ts';
import type { Services } from '../http/services.ts';
import { straightSegment } from '../http/straight-path.ts';
import { cataloguePage, type CatalogueFilter } from '../pages/catalogue-page.ts';
import { eventsPage } from '../pages/events-page.ts';
import { methodPage } from '../pages/method-page.ts';
import { kpiMeta } from '../pages/kpi-dataset.ts';
import { missingPage } from '../pages/missing-page.ts';
import { asksForJson } from '../pages/problem-page.ts';
import { pageMeta, type PageMeta } from '../pages/page-meta.ts';
import { createTemplateReader } from '../pages/page-tools.ts';
import { renderKpi } from '../pages/render-kpi.ts';
import { fillTemplate } from '../pages/template.ts';
import type { KpiSearch } from '../store/store.ts';
import { requireRelease } from './require-release.ts';

const pageSize = 50;
const catalogueShape = z.object({
  q: z.string().max(200).default(''),
  urval: z
    .string()
    .regex(/^[a-z]{0,20}$/)
    .default(''),
  kon: z.enum(['', 'ja', 'nej']).default(''),
  typ: z.enum(['', 'K', 'L']).default(''),
  fran: z.coerce.number().int().min(0).max(100_000).default(0),
});

/** The catalogue, one page per KPI, the events and the method. */
export function cataloguePageRoutes(services: Services): Hono {
  const template = createTemplateReader(services);
  const { store, events } = services;
  const app = new Hono();

  const page = async (title: string, main: string, meta?: PageMeta) =>
    fillTemplate(await template(), {
      title,
      main,
      ...(meta !== undefined && { meta: await pageMeta(services, meta) }),
    });

  app.get('/nyckeltal', (c) => {
    const { q: search, fran: offset, ...filter } = readQuery(c, catalogueShape);
    return sendPage(c, services, {
      identity: ['catalogue', search, JSON.stringify(filter), String(offset)],
      make: async () => {
        const [found, whole] = await Promise.all([
          store.searchKpis({ text: search, limit: pageSize, offset, ...narrowed(filter) }),
          store.searchKpis({ text: '', limit: 1, offset: 0 }),
        ]);
        const catalogueSize = whole.total;
        const main = cataloguePage({
          search,
          filter,
          found,
          catalogueSize,
          isOffline: !store.hasCatalogue(),
          offset,
          limit: pageSize,
        });
        const query = catalogueQuery(search, filter, offset);
        return page(catalogueText.title, await main, {
          address: withQuery('/nyckeltal', query),
          description:
            search === ''
              ? descriptions.catalogue(formatNumber(catalogueSize))
              : descriptions.search(search),
          isListed: query === '',
        });
      },
    });
  });

  app.get('/nyckeltal/:id', async (c) => {
    const written = c.req.param('id').slice(0, 40);
    const id = written.slice(0, 20).toUpperCase();
    const locked = queryOf(c).get('utgava') ?? undefined;
    requireRelease(services, locked);
    const kpi = await store.kpi(id, locked);
    if (kpi !== undefined) {
      return sendPage(c, services, {
        identity: ['kpi', id, locked ?? ''],
        make: async () =>
          fillTemplate(await template(), {
            title: kpi.title,
            main: await renderKpi(services, kpi, locked),
            meta: await kpiMeta(services, kpi, locked),
          }),
      });
    }
    const straight = await store.kpi(straightSegment(written).toUpperCase(), locked);
    if (straight !== undefined) {
      c.header('Cache-Control', cacheControl.following);
      return c.redirect(`/nyckeltal/${straight.id}${new URL(c.req.url).search}`, 308);
    }
    if (asksForJson(c)) throw new ProblemError(404, unknownKpi(id, store.hasCatalogue));
    const isOffline = unknownKpi(id, store.hasCatalogue) === 'unknown-offline';
    const { title, text, search } = kpiText.unknown;
    const heading = isOffline ? offlineText.unknownKpiTitle : title;
    const main = await missingPage({
      title: heading,
      text: isOffline ? `${offlineText.unknownKpi(id)} ${offlineText.remedy}` : text(id),
      href: '/nyckeltal',
      link: search,
    });
    return c.html(await page(heading, main), 404);
  });

  app.get('/handelser', (c) =>
    sendPage(c, services, {
      identity: ['events'],
      make: async () =>
        page(eventsText.title, await eventsPage(events), {
          address: '/handelser',
          description: descriptions.events,
          isListed: true,
        }),
    }),
  );

  app.get('/metod', (c) =>
    sendPage(c, services, {
      identity: ['method'],
      make: async () =>
        page(methodText.title, await methodPage(), {
          address: '/metod',
          description: descriptions.method,
          isListed: true,
        }),
    }),
  );
  return app;
}

/** What was asked for, in canonical form, without `?`. */
function catalogueQuery(search: string, filter: CatalogueFilter, offset: number): string {
  const { urval, kon, typ } = filter;
  const all = { q: search, urval, kon, typ, fran: offset === 0 ? '' : String(offset) };
  return new URLSearchParams(Object.entries(all).filter(([, value]) => value !== '')).toString();
}

function narrowed({
  urval,
  kon,
  typ,
}: CatalogueFilter): Pick<KpiSearch, 'set' | 'genderSplit' | 'municipalityType'> {
  return {
    ...(urval !== '' && { set: urval }),
    ...(kon !== '' && { genderSplit: kon === 'ja' }),
    ...(typ !== '' && { municipalityType: typ }),
  };
}
