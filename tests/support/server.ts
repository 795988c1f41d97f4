import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { readConfig } from '../../server/config.ts';
import { startServer, type RunningServer } from '../../server/main.ts';

export interface TestServerOptions {
  /** Address of a Kolada, real in its answers; without it nothing is ever fetched. */
  readonly kolada?: string;
  /** Kept afterwards when given; otherwise a new folder that goes with the server. */
  readonly dataDir?: string;
  readonly publicOrigin?: string;
}

/** The real server on a free port of this machine, on a data folder of its own. */
export async function startTestServer(options: TestServerOptions = {}): Promise<RunningServer> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'server-')));
  const config = readConfig({
    PORT: '0',
    HOST: '127.0.0.1',
    DATA_DIR: dataDir,
    PUBLIC_ORIGIN: options.publicOrigin,
    // Port 9 (discard) answers nobody: a test never leaves the machine.
    KOLADA_URL: options.kolada ?? 'http://127.0.0.1:9',
    KOLADA_REQUESTS_PER_SECOND: '100000',
    REFRESH_HOURS: options.kolada === undefined ? '0' : '24',
  });
  const server = await startServer(config, pino({ level: 'silent' }));
  return {
    ...server,
    close: async () => {
      await server.close();
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
}
