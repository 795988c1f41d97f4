import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Guard } from './guard.ts';

export interface Verdict {
  readonly guard: string;
  /** Names of the tests that noticed; empty when the guard's loss went by unseen. */
  readonly caughtBy: readonly string[];
  readonly seconds: number;
}

/** A copy of the project in which things may be broken. */
export interface Workshop {
  /** Breaks one guard, runs its tests, and puts it right again. */
  readonly tryWithout: (guard: Guard) => Promise<Verdict>;
  readonly close: () => Promise<void>;
}

const root = join(import.meta.dirname, '../..');
const copied = ['server', 'web', 'queries', 'data', 'tests', 'README.md', 'package.json'];
const configuration = ['tsconfig.base.json', 'tsconfig.json', 'vite.config.ts'];
/** A test that hangs without its guard has noticed, too. */
const mostMs = 240_000;

const report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

export async function openWorkshop(): Promise<Workshop> {
  const folder = await mkdtemp(join(tmpdir(), 'mutation-'));
  for (const name of [...copied, ...configuration]) {
    await cp(join(root, name), join(folder, name), {
      recursive: true,
      filter: (path) => path !== join(root, 'data/store'),
    });
  }
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  const sound = new Map<string, readonly string[]>();

  /** Tests that pass while nothing is broken: only those can notice. */
  const soundTests = async (tests: readonly string[]) => {
    const key = tests.join();
    const known = sound.get(key) ?? (await runTests(folder, tests)).passed;
    sound.set(key, known);
    return known;
  };

  return {
    tryWithout: async (guard) => {
      if (guard.isBuilt === true) await build(folder);
      const passing = new Set(await soundTests(guard.tests));
      const path = join(folder, guard.file);
      const text = await readFile(path, 'utf8');
      const broken = withoutGuard(guard, text);
      const start = performance.now();
      await writeFile(path, broken);
      if (guard.isBuilt === true) await build(folder);
      const { failed, hung } = await runTests(folder, guard.tests).finally(() =>
        writeFile(path, text),
      );
      const noticed = failed.filter((name) => passing.has(name));
      return {
        guard: guard.name,
        caughtBy: hung ? ['(the tests did not end)'] : noticed,
        seconds: (performance.now() - start) / 1000,
      };
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/** @throws {Error} where the guard is no longer written as the lists of guards say */
export function withoutGuard({ name, file, from, to }: Guard, text: string): string {
  const places = text.split(from).length - 1;
  if (places !== 1) throw new Error(`${name}: “${from}” stands ${places} times in ${file}`);
  return text.replace(from, () => to);
}

async function build(folder: string): Promise<void> {
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  await promisify(execFile)(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: folder,
  });
}

interface TestRun {
  readonly passed: readonly string[];
  readonly failed: readonly string[];
  readonly hung: boolean;
}

async function runTests(folder: string, tests: readonly string[]): Promise<TestRun> {
  const output = join(folder, 'report.json');
  await rm(output, { force: true });
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const hung = await new Promise<boolean>((resolve) => {
    execFile(
      process.execPath,
      [vitest, 'run', ...tests, '--reporter=json', `--outputFile=${output}`],
      { cwd: folder, timeout: mostMs, killSignal: 'SIGTERM', maxBuffer: 100_000_000 },
      (error) => resolve(error?.killed === true),
    );
  });
  if (hung) return { passed: [], failed: [], hung };
  const { testResults } = report.parse(JSON.parse(await readFile(output, 'utf8')));
  const all = testResults.flatMap(({ assertionResults }) => assertionResults);
  const named = (status: string) =>
    all.filter((one) => one.status === status).map(({ fullName }) => fullName);
  return { passed: named('passed'), failed: named('failed'), hung };
}
