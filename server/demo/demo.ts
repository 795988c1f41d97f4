import { spawn } from 'node:child_process';
import { join } from 'node:path';
import {
  createSimulatedKolada,
  type SimulatedKoladaOptions,
} from './simulated-kolada/simulated-kolada.ts';

const projectRoot = join(import.meta.dirname, '../..');

export interface DemoOptions {
  /** Settings of the product; those that the demo decides itself are overridden. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly kolada?: SimulatedKoladaOptions;
  readonly onKolada?: (url: string) => void;
}

export interface Demo {
  /** The product's exit code. */
  readonly ended: Promise<number>;
  readonly stop: () => void;
}

/**
 * The product as it is, in a process of its own, fed by a simulated Kolada in this one.
 * Its releases lie apart from the real ones, in data/store/demo unless DATA_DIR says otherwise.
 */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const kolada = await createSimulatedKolada(options.kolada);
  options.onKolada?.(kolada.url);
  const server = spawn(process.execPath, [join(projectRoot, 'server/main.ts')], {
    cwd: projectRoot,
    stdio: 'inherit',
    env: {
      ...options.environment,
      DATA_DIR: options.environment['DATA_DIR'] || 'data/store/demo',
      KOLADA_URL: kolada.url,
      KOLADA_REQUESTS_PER_SECOND: '1000',
    },
  });
  const ended = new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', (code) => resolve(code ?? 0));
  }).finally(() => kolada.close());
  return { ended, stop: () => void server.kill('SIGTERM') };
}
