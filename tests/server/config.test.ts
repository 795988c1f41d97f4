import { expect, test } from 'vitest';
import { ConfigError, readConfig } from '../../server/config.ts';

test('an empty environment gives the defaults that the design names', () => {
  expect(readConfig({ PORT: '' })).toEqual({
    port: 3000,
    host: '127.0.0.1',
    maxConnectionsPerAddress: 100,
    dataDir: 'data/store',
    koladaUrl: 'https://api.kolada.se/v3',
    koladaRequestsPerSecond: 5,
    koladaConnections: 4,
    refreshHours: 24,
    publicOrigin: undefined,
    frameAncestors: '*',
    logLevel: 'info',
  });
});

test('every fault is named at once', () => {
  const environment = {
    PORT: '70000',
    KOLADA_URL: 'ftp://x',
    LOG_LEVEL: 'loud',
    FRAME_ANCESTORS: '*; script-src *',
    KOLADA_CONNECTIONS: '1.5',
  };
  const failure = (() => {
    try {
      return readConfig(environment);
    } catch (error) {
      return error;
    }
  })();
  expect(failure).toBeInstanceOf(ConfigError);
  for (const name of Object.keys(environment)) {
    expect(String(failure)).toContain(`${name}=`);
  }
});

test('a trailing slash in an address is dropped', () => {
  expect(readConfig({ KOLADA_URL: 'http://localhost:4000/v3/' }).koladaUrl).toBe(
    'http://localhost:4000/v3',
  );
});
