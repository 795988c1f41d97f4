import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { healthSchema } from '../../server/routes/api-schemas.ts';
import type { Health } from '../../web/shared/api.ts';

const root = join(import.meta.dirname, '../..');

/** The program as `npm start` runs it, without the build, in a process of its own. */
export interface ServerProcess {
  readonly child: ChildProcess;
  readonly address: string;
  readonly health: () => Promise<Health>;
  /** Answers the exit code; null when it was killed. */
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>;
}

interface ServerProcessOptions extends Pick<SpawnOptions, 'uid' | 'gid'> {
  readonly dataDir: string;
  readonly settings?: Readonly<Record<string, string>>;
}

/** The server ended before it listened; `message` is what it said. */
export class NotStartedError extends Error {
  override readonly name = 'NotStartedError';
}

/** @throws {NotStartedError} */
export async function startServerProcess({
  dataDir,
  settings,
  ...user
}: ServerProcessOptions): Promise<ServerProcess> {
  const child = spawn(process.execPath, ['--max-semi-space-size=8', 'server/main.ts'], {
    cwd: root,
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      DATA_DIR: dataDir,
      // Port 9 (discard) answers nobody.
      KOLADA_URL: 'http://127.0.0.1:9',
      KOLADA_REQUESTS_PER_SECOND: '100000',
      LOG_LEVEL: 'silent',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...user,
  });
  let out = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const exited = once(child, 'close');
  while (!out.includes('\n') && child.exitCode === null && child.signalCode === null) {
    await Promise.race([once(child.stdout, 'data'), exited]);
  }
  if (!out.includes('\n')) throw new NotStartedError(errors.trim());
  const address = out.trim();
  return {
    child,
    address,
    health: async () => healthSchema.parse(await (await fetch(`${address}/health`)).json()),
    end: async (signal) => {
      child.kill(signal);
      await exited;
      return child.exitCode;
    },
  };
}
