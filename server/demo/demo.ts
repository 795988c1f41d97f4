import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  createSimulatedKolada,
  type SimulatedKoladaOptions,
} from './simulated-kolada/simulated-kolada.ts';

const projectRoot = join(import.meta.dirname, '../..');

export interface DemoOptions {
  /** Settings of the product; those that the demo decides itself are overridden. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly kolada?: SimulatedKoladaOptions;
  readonly onKolada: (url: string) => void;
  /** Each line that the product writes: the address where it listens. */
  readonly onLine: (line: string) => void;
}

export interface Demo {
  /** The product's exit code; null when it was ended by something else than `stop`. */
  readonly ended: Promise<number | null>;
  readonly stop: () => void;
}

/**
 * The product as it is, in a process of its own, fed by a simulated Kolada in this one.
 * Its releases lie apart from the real ones, in data/store/demo unless DATA_DIR says otherwise.
 */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const kolada = await createSimulatedKolada(options.kolada);
  options.onKolada(kolada.url);
  const server = spawn(process.execPath, [join(projectRoot, 'server/main.ts')], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
    // Out of the terminal's group: Ctrl+C reaches it once, through `stop`.
    detached: true,
    env: {
      ...options.environment,
      DATA_DIR: options.environment['DATA_DIR'] || 'data/store/demo',
      KOLADA_URL: kolada.url,
      KOLADA_REQUESTS_PER_SECOND: '1000',
    },
  });
  createInterface({ input: server.stdout }).on('line', options.onLine);
  let stopping = false;
  const stop = () => {
    stopping = true;
    server.kill('SIGTERM');
  };
  const ended = once(server, 'exit')
    .then(() => server.exitCode ?? (stopping ? 0 : null))
    .finally(() => kolada.close());
  return { ended, stop };
}
