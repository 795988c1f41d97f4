import { resolve } from 'node:path';
import type { Logger } from 'pino';
import { ConfigError, readConfig, type Config } from './config.ts';
import { listen, ListenError } from './http/listen.ts';
import { createLog } from './log.ts';
import { NoDataError } from './open-data.ts';
import { openSite } from './site.ts';

export interface RunningServer {
  /** `http://localhost:3000`. */
  readonly address: string;
  readonly port: number;
  /** Stops accepting, lets requests finish, ends a fetch under way, closes the store. */
  readonly close: () => Promise<void>;
}

const root = resolve(import.meta.dirname, '..');

/**
 * Opens the data and listens.
 * @throws {ListenError} @throws {NoDataError} with a message for whoever starts the server
 */
export async function startServer(config: Config, log: Logger): Promise<RunningServer> {
  const dataDir = resolve(root, config.dataDir);
  let address = '';
  const site = await openSite({
    config: { ...config, dataDir },
    log,
    root,
    address: () => address,
  });
  const listening = await listen(site.handle, config).catch(async (error: unknown) => {
    await site.stop();
    await site.close();
    throw error;
  });
  address = listening.address;
  return {
    address,
    port: listening.port,
    close: async () => {
      await Promise.all([listening.close(), site.stop()]);
      await site.close();
    },
  };
}

/** Runs until SIGTERM or SIGINT. Logs go to standard error, the address to standard output. */
export async function runServer(environment: Readonly<Record<string, string | undefined>>) {
  try {
    const config = readConfig(environment);
    const log = createLog(config.logLevel);
    const server = await startServer(config, log);
    console.log(server.address);
    stopOnSignal(server, log);
  } catch (error) {
    const isPlain = [ConfigError, ListenError, NoDataError].some((kind) => error instanceof kind);
    console.error(isPlain && error instanceof Error ? error.message : error);
    process.exitCode = 1;
    setTimeout(() => process.exit(1), 1000).unref();
  }
}

const mostMsToStop = 15_000;

function stopOnSignal(server: RunningServer, log: Logger): void {
  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), mostMsToStop).unref();
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'did not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

if (import.meta.main) {
  // DuckDB's queries each hold one of libuv's threads; four are too few beside the file system.
  process.env['UV_THREADPOOL_SIZE'] ??= '12';
  await runServer(process.env);
}
