import { z } from 'zod';
import {
  addressSetting,
  choiceSetting,
  decimalSetting,
  folderSetting,
  frameAncestorsSetting,
  hostSetting,
  shownSetting,
  wholeSetting,
} from './setting-kinds.ts';

/** Settings, read once at start from the environment. The README lists every one. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Connections from one client; 0 sets no limit. */
  readonly maxConnectionsPerAddress: number;
  readonly dataDir: string;
  readonly koladaUrl: string;
  readonly koladaRequestsPerSecond: number;
  readonly koladaConnections: number;
  /** 0 means never. */
  readonly refreshHours: number;
  /** Origin for absolute links; undefined means that none are written. */
  readonly publicOrigin: string | undefined;
  readonly frameAncestors: string;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

/** Every fault in the settings at once, one line each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`Invalid settings:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.faults = faults;
  }
}

const settings = z.object({
  PORT: wholeSetting('a port', 0, 65_535).default(3000),
  HOST: hostSetting.default('127.0.0.1'),
  MAX_CONNECTIONS_PER_ADDRESS: wholeSetting('a number of connections', 0, 100_000).default(100),
  DATA_DIR: folderSetting.default('data/store'),
  KOLADA_URL: addressSetting.default('https://api.kolada.se/v3'),
  KOLADA_REQUESTS_PER_SECOND: decimalSetting('a pace', 0.001, 100_000).default(5),
  KOLADA_CONNECTIONS: wholeSetting('a number of connections', 1, 256).default(4),
  REFRESH_HOURS: decimalSetting('a number of hours', 0, 8760).default(24),
  PUBLIC_ORIGIN: addressSetting.optional(),
  FRAME_ANCESTORS: frameAncestorsSetting.default('*'),
  LOG_LEVEL: choiceSetting(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

/** Names of all settings, as the README must list them. */
export const settingNames = Object.keys(settings.shape);

/**
 * @param environment variable names to texts; an empty text counts as not set
 * @throws {ConfigError} naming every setting that is wrong
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    settingNames.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])),
  );
  const result = settings.safeParse(given);
  if (!result.success) {
    throw new ConfigError(
      result.error.issues.map(({ path, message }) => {
        const name = path.join('.');
        return `${name}=${shownSetting(given[name] ?? '')}: ${message}`;
      }),
    );
  }
  const { data } = result;
  return {
    port: data.PORT,
    host: data.HOST,
    maxConnectionsPerAddress: data.MAX_CONNECTIONS_PER_ADDRESS,
    dataDir: data.DATA_DIR,
    koladaUrl: data.KOLADA_URL,
    koladaRequestsPerSecond: data.KOLADA_REQUESTS_PER_SECOND,
    koladaConnections: data.KOLADA_CONNECTIONS,
    refreshHours: data.REFRESH_HOURS,
    publicOrigin: data.PUBLIC_ORIGIN,
    frameAncestors: data.FRAME_ANCESTORS,
    logLevel: data.LOG_LEVEL,
  };
}
