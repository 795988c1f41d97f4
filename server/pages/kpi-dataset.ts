import type { Kpi, ReleaseInfo } from '../../web/shared/api.ts';
import { descriptions } from '../../web/shared/text/descriptions.ts';
import type { Services } from '../http/services.ts';
import type { Coverage } from '../store/store.ts';
import { pageMeta } from './page-meta.ts';

/** Tags for the head of a KPI's page. */
export async function kpiMeta(
  services: Pick<Services, 'store' | 'origin'>,
  kpi: Kpi,
  locked?: string,
): Promise<string> {
  const meta = await pageMeta(services, {
    address: `/nyckeltal/${kpi.id}`,
    description: descriptions.kpi(kpi.id, kpi.title, kpi.description ?? ''),
    isListed: locked === undefined,
  });
  const { store, origin } = services;
  const release = store.release();
  // Nobody is to find invented figures where they look for data.
  if (release.source === 'simulated' || locked !== undefined) return meta;
  const coverage = await store.coverage(kpi.id);
  return meta + kpiDataset({ origin: origin(), kpi, coverage, release });
}

interface DatasetInput {
  readonly origin: string;
  readonly kpi: Kpi;
  readonly coverage: readonly Coverage[];
  readonly release: ReleaseInfo;
}

/** Shorter ones are passed over by Google's search of data sets, in characters. */
const leastDefinition = 50;

/** A KPI as schema.org's `Dataset`, for search engines of data. A data block is not run as script. */
function kpiDataset({ origin, kpi, coverage, release }: DatasetInput): string {
  const years = coverage.map(({ year }) => year);
  const latest = years.at(-1);
  const definition = kpi.description ?? '';
  const dataset = {
    '@context': 'https://schema.org',
    '@type': 'Dataset',
    name: kpi.title,
    description:
      definition.length < leastDefinition
        ? descriptions.kpi(kpi.id, kpi.title, definition)
        : definition,
    identifier: kpi.id,
    url: `${origin}/nyckeltal/${kpi.id}`,
    inLanguage: 'sv',
    isAccessibleForFree: true,
    creator: { '@type': 'Organization', name: 'Kolada (RKA)', url: 'https://www.kolada.se/' },
    isBasedOn: 'https://www.kolada.se/',
    spatialCoverage: { '@type': 'Country', name: 'Sverige' },
    version: release.id,
    dateModified: release.publishedAt,
    variableMeasured: {
      '@type': 'PropertyValue',
      name: kpi.title,
      ...(kpi.unit !== '' && { unitText: kpi.unit }),
    },
    ...(latest !== undefined && {
      temporalCoverage: `${years[0]}/${latest}`,
      distribution: {
        '@type': 'DataDownload',
        encodingFormat: 'application/json',
        contentUrl: `${origin}/api/v1/kpis/${kpi.id}/spread?ar=${latest}`,
      },
    }),
  };
  // `<` never ends the block early.
  const json = JSON.stringify(dataset).replaceAll('<', '\\u003c');
  return `<script type="application/ld+json">${json}</script>`;
}
