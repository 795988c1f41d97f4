import type { Config } from '../config.ts';
import { createKoladaClient } from '../kolada/client.ts';
import type { IngestSource } from './catalogue.ts';

/** Kolada as the settings say where it is and how hard it may be asked. */
export function openSource(config: Config): IngestSource {
  return createKoladaClient({
    url: config.koladaUrl,
    requestsPerSecond: config.koladaRequestsPerSecond,
    connections: config.koladaConnections,
  });
}

/** The product's own tables. */
export const dataFiles = new URL('../../data/', import.meta.url).pathname;
