import { html } from 'hono/html';
import { canShow } from '../../web/shared/figure/offline-links.ts';
import { embedGuides } from '../../web/shared/text/embed-guide.ts';
import type { Services } from '../http/services.ts';

/** The protocol's limit for one file (sitemaps.org). */
const mostAddresses = 50_000;

const mainPages = [
  '/jamfor',
  '/nyckeltal',
  '/liknande',
  '/hme',
  '/fore-efter',
  '/handelser',
  '/metod',
  '/rapport',
  '/badda-in',
  ...embedGuides.map(({ slug }) => `/badda-in/${slug}`),
];

/** Every page that is worth finding: those that have something to show, and one for each KPI. */
export async function sitemap({
  store,
  origin,
}: Pick<Services, 'store' | 'origin'>): Promise<string> {
  const { items } = await store.searchKpis({ text: '', limit: mostAddresses, offset: 0 });
  const { source } = store.release();
  const paths = [
    ...mainPages.filter((path) => canShow(path, source)),
    ...items.map(({ id }) => `/nyckeltal/${id}`),
  ].slice(0, mostAddresses);
  const urls = await Promise.all(
    paths.map((path) => html`<url><loc>${origin()}${path}</loc></url> `),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${urls.join('')}</urlset>
`;
}

/**
 * What crawlers are asked to leave alone (RFC 9309): every comparison that can be put together, and
 * what only programs read. The pages themselves, without a query, are open.
 */
export function robots({ origin }: Pick<Services, 'origin'>): string {
  const closed = [
    '/*?',
    '/data.',
    '/diagram.',
    '/rapport.docx',
    '/inbaddat.json',
    '/oembed',
    '/andringar.atom',
    '/api/',
    '/health',
    '/metrics',
  ];
  return [
    'User-agent: *',
    ...closed.map((path) => `Disallow: ${path}`),
    'Allow: /api/v1/docs',
    'Allow: /',
    '',
    `Sitemap: ${origin()}/sitemap.xml`,
    '',
  ].join('\n');
}
