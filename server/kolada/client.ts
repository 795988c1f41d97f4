import { groupSchema, kpiSchema, municipalitySchema, unitSchema } from './catalogue.ts';
import { fetchCatalogue } from './fetch-catalogue.ts';
import { createConnection, type ConnectionOptions } from './connection.ts';
import { fetchValues } from './fetch-values.ts';
import type { KoladaClient } from './types.ts';

export type KoladaClientOptions = ConnectionOptions;

/** A client of Kolada's API v3; see KoladaClient for what each call gives and throws. */
export function createKoladaClient(options: KoladaClientOptions): KoladaClient {
  const connection = createConnection(options);
  const closing = new AbortController();
  const { connections } = options;
  const until = (signal: AbortSignal | undefined) =>
    signal ? AbortSignal.any([signal, closing.signal]) : closing.signal;

  return {
    kpis: (signal, filter) =>
      fetchCatalogue(connection, { name: 'kpi', schema: kpiSchema, ...filter }, until(signal)),
    kpiGroups: (signal, filter) =>
      fetchCatalogue(
        connection,
        { name: 'kpi_groups', schema: groupSchema, ...filter },
        until(signal),
      ),
    municipalities: (signal, filter) =>
      fetchCatalogue(
        connection,
        { name: 'municipality', schema: municipalitySchema, ...filter },
        until(signal),
      ),
    municipalityGroups: (signal, filter) =>
      fetchCatalogue(
        connection,
        { name: 'municipality_groups', schema: groupSchema, ...filter },
        until(signal),
      ),
    units: (signal, filter) =>
      fetchCatalogue(connection, { name: 'ou', schema: unitSchema, ...filter }, until(signal)),

    values: (query, signal) =>
      fetchValues({ connection, connections, query, signal: until(signal) }),
    bulkValues: (query, signal) =>
      fetchValues({ connection, connections, query, signal: until(signal) }),
    unitValues: ({ units, ...query }, signal) =>
      fetchValues({
        connection,
        connections,
        query: { ...query, ous: units },
        signal: until(signal),
      }),

    simulated: connection.simulated,
    serviceTime: connection.serviceTime,
    about: { url: options.url, requestsPerSecond: options.requestsPerSecond },
    requestCount: connection.requestCount,
    close: async () => {
      closing.abort();
      await connection.close();
    },
  };
}
