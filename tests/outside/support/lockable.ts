/** Which routes answer a locked address the same for ever, and the addresses to hold them to it. */

/** `bytes`: the whole answer. `figures`: what a page says in headings, tables and charts. */
export type Lock = 'bytes' | 'figures';

/** What each route of the README promises of `utgava`; a string says why it promises nothing. */
export const locks: Readonly<Record<string, Lock | { readonly not: string }>> = {
  '/': 'figures',
  '/jamfor': 'figures',
  '/rapport': 'figures',
  '/inbaddat': 'bytes',
  '/inbaddat.json': 'bytes',
  '/diagram.svg': 'bytes',
  '/diagram.png': 'bytes',
  '/data.csv': 'bytes',
  '/data.xlsx': 'bytes',
  '/data.json': 'bytes',
  '/data.parquet': 'bytes',
  '/data.zip': 'bytes',
  '/rapport.docx': 'bytes',
  '/api/v1/comparison': 'bytes',
  '/api/v1/kpis/:id': 'bytes',
  '/api/v1/kpis/:id/spread': 'bytes',
  '/api/v1/events': 'bytes',
  '/api/v1/releases/:id/changes': 'bytes',
  '/nyckeltal': { not: 'the catalogue of today' },
  '/nyckeltal/:id': { not: 'the KPI of today' },
  '/liknande': { not: 'likeness of today' },
  '/fore-efter': { not: 'today’s years before and after' },
  '/metod': { not: 'the rules of this build' },
  '/hme': { not: 'engagement of today' },
  '/handelser': { not: 'a table that ships with the build' },
  '/badda-in': { not: 'instructions' },
  '/badda-in/:system': { not: 'instructions' },
  '/inbaddat.js': { not: 'a script' },
  '/inbaddat.css': { not: 'a style' },
  '/inbaddat-sida.js': { not: 'a script' },
  '/oembed': { not: 'tells of an address; the frame it names is locked' },
  '/andringar.atom': { not: 'tells of what comes after' },
  '/api/v1/kpis': { not: 'the catalogue of today' },
  '/api/v1/kpis/:id/coverage': { not: 'the coverage of today' },
  '/api/v1/kpis/:id/fetch': { not: 'work under way' },
  '/api/v1/municipalities': { not: 'the areas of today' },
  '/api/v1/groups': { not: 'the groups of today' },
  '/api/v1/likeness': { not: 'likeness of today' },
  '/api/v1/releases': { not: 'the list grows' },
  '/api/v1/openapi.json': { not: 'the API of this build' },
  '/api/v1/docs': { not: 'the API of this build' },
  '/robots.txt': { not: 'for crawlers of today' },
  '/sitemap.xml': { not: 'for crawlers of today' },
  '/favicon.ico': { not: 'a picture of the product' },
  '/.well-known/security.txt': { not: 'whom to tell' },
  '/health': { not: 'the state of now' },
  '/metrics': { not: 'the state of now' },
};

/** Dear to make: asked for fewer comparisons. */
const isDear = (route: string) => /\.(?:docx|xlsx|zip|png|parquet)$/.test(route);

/** By code, by name, by both, in groups, over years, by gender, in every view. */
const comparisons: readonly string[] = [
  'nyckeltal=N21006,U21468&kommuner=2305,1490,2581&ar=2019&kon=T&visa=stapel',
  'nyckeltal=N21006,U21468&kommuner=bracke,boras,pitea&ar=2019&kon=T&visa=stapel',
  'nyckeltal=U21468&kommuner=bracke,G2328,riket&ar=2012-2023&visa=linje',
  'nyckeltal=U21468,U21461&kommuner=2305,1490,G176508&ar=2022,2023&visa=tabell',
  'nyckeltal=N21006,U21468&kommuner=ragunda,bracke,ostersund,sundsvall&ar=2020&visa=samband',
  'nyckeltal=N21006&kommuner=2305,2303&ar=2020&visa=spridning',
  'nyckeltal=U21468,U21462&kommuner=bracke,boras&ar=2023&kon=K,M&visa=kon',
  'nyckeltal=N21006&kommuner=boras,bracke&fokus=bracke&ar=senaste',
  'nyckeltal=N21009,N21024&kommuner=0305,0643,gotland,region-jamtland-harjedalen',
  'nyckeltal=U21401&kommuner=2305&ar=2015-2023&visa=tabell&kon=T',
  'nyckeltal=N21006,N21017,N21009,N21024,U21468,U21461,U21401,N00090&kommuner=2305,2303,2380,2281,1490,1715,0331&ar=2018-2023&visa=tabell',
  'nyckeltal=U21468&kommuner=G176508,2305&ar=2023',
  'nyckeltal=U21901,N01813&kommuner=2305,1490,0331,1715&ar=2022&visa=samband',
  'nyckeltal=N21006,N21017&kommuner=1490,2305,0331,1715&fokus=2305&ar=2016-2022&visa=linje',
  'nyckeltal=U21461&kommuner=riket,region-stockholm,stockholm,goteborg&ar=2019,2022&kon=T,K,M&visa=tabell',
  'nyckeltal=N00090&kommuner=heby,kil,bracke,falun&ar=2017,2023&visa=stapel',
];
const sizes = ['&bredd=320', '&bredd=1200'];

export interface Releases {
  readonly release: string;
  readonly earlier: string;
}

/** @returns paths with their queries, all with `utgava` */
export function lockedAddresses(route: string, { release, earlier }: Releases): string[] {
  const lock = locks[route];
  if (lock === undefined) throw new Error(`say what ${route} promises in support/lockable.ts`);
  if (lock !== 'bytes' && lock !== 'figures') return [];
  const utgava = `utgava=${release}`;
  switch (route) {
    case '/api/v1/kpis/:id':
      return ['N21006', 'U21468', 'N21009', 'U21401'].map((id) => `/api/v1/kpis/${id}?${utgava}`);
    case '/api/v1/kpis/:id/spread':
      return ['N21006', 'U21468', 'N21009', 'U21401'].flatMap((id) =>
        ['2019', '2023'].map((year) => `/api/v1/kpis/${id}/spread?ar=${year}&${utgava}`),
      );
    case '/api/v1/releases/:id/changes':
      return [
        `/api/v1/releases/${release}/changes?since=${earlier}&limit=20&${utgava}`,
        `/api/v1/releases/${release}/changes?since=${earlier}&nyckeltal=N21006&kommuner=bracke&${utgava}`,
      ];
    default: {
      const some = isDear(route) ? comparisons.slice(0, 5) : comparisons;
      const plain = some.map((one) => `${route}?${one}&${utgava}`);
      const sized = route.startsWith('/diagram.')
        ? sizes.map((size) => `${route}?${comparisons[0] ?? ''}${size}&${utgava}`)
        : [];
      const excel =
        route === '/data.csv' ? plain.slice(0, 3).map((one) => `${one}&format=excel`) : [];
      return [...plain, ...sized, ...excel];
    }
  }
}

/** From a page’s heading on: headings, tables and charts. What has changed since stands before it. */
export function figuresOfPage(html: string): string {
  const main = /<h1[\s\S]*<\/main>/.exec(html)?.[0] ?? '';
  return [...main.matchAll(/<(h1|table|svg)\b[\s\S]*?<\/\1>/g)].map(([part]) => part).join('\n');
}
