import { z } from 'zod';

/** Settings, read once at start from the environment. The README lists every one. */
export interface Config {
  readonly port: number;
  readonly host: string;
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

const origin = z
  .url({ protocol: /^https?$/, error: 'must be an http(s) address' })
  .transform((text) => text.replace(/\/+$/, ''));

/** `*`, `'self'`, `'none'` or hosts, as the Content-Security-Policy directive takes them. */
const frameAncestors = z
  .string()
  .regex(/^[\w*'.:/ -]+$/, 'must be *, or origins separated by spaces');

const settings = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('data/store'),
  KOLADA_URL: origin.default('https://api.kolada.se/v3'),
  KOLADA_REQUESTS_PER_SECOND: z.coerce.number().positive().max(100_000).default(5),
  KOLADA_CONNECTIONS: z.coerce.number().int().min(1).max(256).default(4),
  REFRESH_HOURS: z.coerce.number().min(0).max(8760).default(24),
  PUBLIC_ORIGIN: origin.optional(),
  FRAME_ANCESTORS: frameAncestors.default('*'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
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
        return `${name}=${JSON.stringify(given[name])}: ${message}`;
      }),
    );
  }
  const { data } = result;
  return {
    port: data.PORT,
    host: data.HOST,
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
