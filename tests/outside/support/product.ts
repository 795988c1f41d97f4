/** The product by its commands: `npm start`, `npm run refresh` and `npm run review`, without npm around them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { run, start, type Finished } from './process.ts';
import { eventually } from './eventually.ts';

const scripts = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8')));

/** What stands after the last `node` of a script, as package.json has it. */
function programOf(script: string): string[] {
  const command = scripts.scripts[script];
  if (command === undefined) throw new Error(`package.json has no script ${script}`);
  const program = command.split('&&').at(-1)?.trim() ?? '';
  return program.split(/\s+/).slice(1);
}

export interface Place {
  /** DATA_DIR. */
  readonly dir: string;
  /** KOLADA_URL. */
  readonly kolada: string;
}

const settingsOf = ({ dir, kolada }: Place) => ({
  DATA_DIR: dir,
  KOLADA_URL: kolada,
  KOLADA_REQUESTS_PER_SECOND: '100000',
  REFRESH_HOURS: '0',
  LOG_LEVEL: 'error',
});

/** Exit code for a command line that is not understood. */
const usage = 2;
let knowsFull: boolean | undefined;

/** Asks for everything, also where a daily run would ask for what has changed only. */
export async function refresh(place: Place): Promise<Finished> {
  if (knowsFull !== false) {
    const finished = await run([...programOf('refresh'), '--full'], settingsOf(place));
    knowsFull ??= finished.code !== usage;
    if (knowsFull) return finished;
  }
  return run(programOf('refresh'), settingsOf(place));
}

/** As it is typed without more words. */
export function refreshDaily(place: Place): Promise<Finished> {
  return run(programOf('refresh'), settingsOf(place));
}

export async function review(place: Place, ...args: readonly string[]): Promise<Finished> {
  return run([...programOf('review'), ...args], settingsOf(place));
}

const healthShape = z.looseObject({
  status: z.string(),
  release: z.string(),
  reason: z.string().optional(),
});
export type Health = z.infer<typeof healthShape>;

export interface Served {
  /** `http://localhost:12345`. */
  readonly address: string;
  readonly port: number;
  readonly health: () => Promise<{ readonly body: Health; readonly text: string }>;
  /** Until what is served is what the folder's pointer names. */
  readonly caughtUp: (release: string) => Promise<void>;
  readonly stop: () => Promise<Finished>;
}

export async function serve(place: Place, more: Readonly<Record<string, string>> = {}) {
  const settings = { ...settingsOf(place), PORT: '0', ...more };
  const running = start(programOf('start'), settings);
  const address = (await running.said(/http:\/\/\S+\n/)).trim();
  const health = async () => {
    const text = await (await fetch(`${address}/health`)).text();
    return { body: healthShape.parse(JSON.parse(text)), text };
  };
  const served: Served = {
    address,
    port: Number(new URL(address).port),
    health,
    caughtUp: async (release) => {
      await eventually(`release ${release} is served`, async () =>
        (await health()).body.release === release ? true : undefined,
      );
    },
    stop: running.stop,
  };
  return served;
}
