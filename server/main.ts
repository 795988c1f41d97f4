import { enableCompileCache } from 'node:module';
import { join, resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { Logger } from 'pino';
import type { Config } from './config.ts';

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
  const { openSite } = await import('./site.ts');
  const { listen } = await import('./http/listen.ts');
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
  setTimeout(() => void loadRenderer(), rendererMs).unref();
  return {
    address,
    port: listening.port,
    close: async () => {
      await Promise.all([listening.close(), site.stop()]);
      await site.close();
    },
  };
}

/** Once the first answers are out: what draws charts. */
const rendererMs = 500;

async function loadRenderer(): Promise<void> {
  const { warmRenderer } = await import('./charts/draw-chart.ts');
  warmRenderer();
}

/** Runs until SIGTERM or SIGINT. Logs go to standard error, the address to standard output. */
export async function runServer(environment: Readonly<Record<string, string | undefined>>) {
  try {
    // Loaded here and not above, so that all of it comes from the compile cache.
    const { readConfig } = await import('./config.ts');
    const { createLog } = await import('./log.ts');
    const config = readConfig(environment);
    const log = createLog(config.logLevel);
    const server = await startServer(config, log);
    console.log(server.address);
    stopOnSignal(server, log);
  } catch (error) {
    console.error(error instanceof Error && plainErrors.has(error.name) ? error.message : error);
    process.exitCode = 1;
    setTimeout(() => process.exit(1), 1000).unref();
  }
}

/** Their message says it all to whoever starts the server. */
const plainErrors: ReadonlySet<string> = new Set(['ConfigError', 'ListenError', 'NoDataError']);

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
  // What DuckDB has freed goes back to the system soon, not after the next lull (jemalloc reads this).
  process.env['DUCKDB_JE_MALLOC_CONF'] ??= 'dirty_decay_ms:100,muzzy_decay_ms:0';
  // Compiled code from the last start, kept where only who runs the program may write.
  enableCompileCache(join(root, '.cache/node'));
  // Left to itself on a machine with much memory, V8 lets the heap grow to three times what is used.
  setFlagsFromString('--heap-growing-percent=30');
  await runServer(process.env);
}
