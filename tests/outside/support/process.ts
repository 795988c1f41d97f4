/** Programs as a newcomer starts them: other processes, known by what they print alone. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

export interface Finished {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Running {
  /** The first thing on standard output that `pattern` takes. @throws {Error} with what it said, if it ends first */
  readonly said: (pattern: RegExp) => Promise<string>;
  readonly written: () => string;
  /** SIGTERM, and waits for the end. */
  readonly stop: () => Promise<Finished>;
  readonly finished: Promise<Finished>;
}

type Settings = Readonly<Record<string, string>>;

/** Every child that still runs, so that a failed test leaves none behind. */
const children = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

/** @param args what follows `node`, from the project's folder */
export function start(args: readonly string[], settings: Settings = {}): Running {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { PATH: process.env['PATH'], ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const finished = once(child, 'close').then((): Finished => {
    children.delete(child);
    return { code: child.exitCode, out, err };
  });
  let isOver = false;
  void finished.then(() => (isOver = true));
  const said = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const found = pattern.exec(out)?.[0];
      if (found !== undefined) return found;
      if (isOver) throw new Error(`node ${args.join(' ')} ended: ${err}${out}`);
      await Promise.race([once(child.stdout, 'data'), finished]);
    }
  };
  const stop = async () => {
    child.kill('SIGTERM');
    return finished;
  };
  return { said, written: () => out + err, stop, finished };
}

/** No run of a country this small may take longer, retries and pauses included. */
const mostSeconds = 90;

/** Runs to the end. @throws {Error} when there is none */
export async function run(args: readonly string[], settings: Settings = {}): Promise<Finished> {
  const running = start(args, settings);
  let late = false;
  const deadline = setTimeout(() => {
    late = true;
    void running.stop();
  }, mostSeconds * 1000);
  const finished = await running.finished;
  clearTimeout(deadline);
  if (late) throw new Error(`node ${args.join(' ')} had not ended after ${mostSeconds} s`);
  return finished;
}
