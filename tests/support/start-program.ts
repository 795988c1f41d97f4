import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { projectRoot } from './source-file.ts';

/** The program as `npm start` runs it, without the build, and all that it says. */
export interface Program {
  readonly child: ChildProcess;
  /** Resolves when it listens. @throws {Error} with what it wrote, when it ends before that */
  readonly address: () => Promise<string>;
  /** What has been logged, one JSON object a line. */
  readonly logged: () => string;
  /** Exit code, or null when a signal ended it. */
  readonly exited: () => Promise<number | null>;
}

/**
 * @param settings those left out are the defaults, but for a free port and a Kolada that never answers
 * @param cwd the project's folder, or a copy of it
 */
export function startProgram(
  settings: Readonly<Record<string, string>>,
  cwd = projectRoot,
): Program {
  const child = spawn(process.execPath, ['server/main.ts'], {
    cwd,
    env: { PATH: process.env['PATH'], PORT: '0', KOLADA_URL: 'http://127.0.0.1:9', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let logged = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (logged += chunk.toString()));
  const exited = async () => {
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    return child.exitCode;
  };
  return {
    child,
    address: async () => {
      while (!out.includes('\n')) {
        const hasEnded = child.exitCode !== null || child.signalCode !== null;
        if (hasEnded) throw new Error(`the server ended: ${logged}`);
        await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
      }
      return out.trim();
    },
    logged: () => logged,
    exited,
  };
}
