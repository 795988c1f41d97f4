import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Bench } from './bench.ts';
import { isMet, toTable, type BenchFigure } from './figure.ts';
import { root } from './processes.ts';

/** In the order they run; each imports only what it needs, so that one alone starts at once. */
const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  whole: async () => (await import('./whole.ts')).whole,
  start: async () => (await import('./start.ts')).start,
  query: async () => (await import('./query.ts')).query,
  serve: async () => (await import('./serve.ts')).serve,
  load: async () => (await import('./crowds.ts')).crowds,
  export: async () => (await import('./export.ts')).exportFiles,
  page: async () => (await import('./page.ts')).page,
  ingest: async () => (await import('./ingest.ts')).ingest,
};

const usage = `npm run bench -- [${Object.keys(benches).join('] [')}] [--all] [--json=FILE]
  no name runs every one
  --all   whole Kolada through the real ingest from the simulated Kolada, not by SQL (slow)
  --json  where the figures are written (.cache/bench.json)`;

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const order = readArguments(args);
  if (order === undefined) {
    console.error(usage);
    return 2;
  }
  const figures: BenchFigure[] = [];
  const failures: string[] = [];
  for (const name of order.names) {
    const start = performance.now();
    try {
      const bench = await benches[name]?.();
      const found = (await bench?.({ all: order.all })) ?? [];
      figures.push(...found);
      const seconds = ((performance.now() - start) / 1000).toFixed(0);
      console.error(`${name}: ${seconds} s\n${toTable(found)}\n`);
    } catch (error) {
      failures.push(`${name}: ${String(error)}`);
      console.error(error);
    }
  }
  await report(figures, failures, order.json);
  return failures.length > 0 ? 1 : 0;
}

function readArguments(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { all: { type: 'boolean', default: false }, json: { type: 'string' } },
    });
    if (positionals.some((name) => !Object.hasOwn(benches, name))) return undefined;
    return {
      names: positionals.length > 0 ? positionals : Object.keys(benches),
      all: values.all,
      json: resolve(values.json ?? `${root}/.cache/bench.json`),
    };
  } catch {
    return undefined;
  }
}

async function report(
  figures: readonly BenchFigure[],
  failures: readonly string[],
  path: string,
): Promise<void> {
  const machine = {
    at: new Date().toISOString(),
    processor: cpus()[0]?.model ?? '',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  };
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify({ machine, figures, failures }, null, 2)}\n`);
  const judged = figures.map(isMet).filter((met) => met !== undefined);
  console.log(toTable(figures));
  console.log(
    `\n${judged.filter(Boolean).length} of ${judged.length} targets met. ` +
      `${machine.cores} × ${machine.processor}, ${machine.memoryGb} GB, Node ${machine.node}. ` +
      `Figures in ${path}.`,
  );
  for (const failure of failures) console.log(`FAILED ${failure}`);
}
