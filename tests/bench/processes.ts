import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export const root = join(import.meta.dirname, '../..');
export const cacheDir = join(root, '.cache/bench');

export interface Started {
  readonly pid: number | undefined;
  /** What it said first on standard output. */
  readonly firstLine: string;
  readonly stop: () => Promise<void>;
}

interface StartOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly nodeFlags?: readonly string[];
}

/** Runs a script of ours until `stop`; resolves when it has said its first line. */
export async function start(
  script: string,
  args: readonly string[] = [],
  { environment = {}, nodeFlags = [] }: StartOptions = {},
): Promise<Started> {
  const child = spawn(process.execPath, [...nodeFlags, join(root, script), ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const [firstLine] = await Promise.race([
    once(lines, 'line'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`${script} ended with ${code} before it said anything`);
    }),
  ]);
  return { pid: child.pid, firstLine: String(firstLine), stop: () => stop(child) };
}

/** Runs a script of ours to its end; its last line on standard output is its answer, as JSON. */
export async function run(
  script: string,
  order: object,
  nodeFlags: readonly string[] = [],
): Promise<unknown> {
  const args = [...nodeFlags, join(root, script), JSON.stringify(order)];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let last = '';
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    last = line;
  });
  const [[code]] = await Promise.all([once(child, 'exit'), once(lines, 'close')]);
  if (code !== 0) throw new Error(`${script} ended with ${code}`);
  return JSON.parse(last);
}

/** The product on a folder of releases, asking no Kolada; its first line is its address. */
export async function startProduct(dataDir: string): Promise<Started & { origin: string }> {
  const started = await start('server/main.ts', [], {
    environment: productSettings(dataDir),
    nodeFlags: productFlags,
  });
  return { ...started, origin: started.firstLine.trim().replace('localhost', '127.0.0.1') };
}

/** As `npm start`, the image and the systemd units run it. */
export const productFlags = ['--max-semi-space-size=8'];

export function productSettings(dataDir: string): Record<string, string> {
  return {
    PORT: '0',
    DATA_DIR: dataDir,
    KOLADA_URL: 'http://127.0.0.1:9',
    REFRESH_HOURS: '0',
    LOG_LEVEL: 'warn',
    MALLOC_ARENA_MAX: '2',
  };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), 20_000);
  await once(child, 'exit');
  clearTimeout(force);
}
