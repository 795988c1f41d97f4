import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from 'undici';
import type { Bench } from './bench.ts';
import { most, type BenchFigure } from './figure.ts';
import { cpuSecondsOf, median, memoryOf, timed } from './measure.ts';
import { root, startProduct } from './processes.ts';
import { wholeRelease } from './whole-release.ts';

const rounds = 5;

interface Launch {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly residentMb: number;
}

/** From `node server/main.ts` to the first answer that a reader can use. */
export const start: Bench = async () => {
  const whole = await wholeRelease();
  const onWhole = await launches(whole.dir);
  const snapshotDir = await mkdtemp(join(tmpdir(), 'bench-start-'));
  try {
    const [empty] = await launches(snapshotDir, 1);
    const onSnapshot = await launches(snapshotDir);
    return [
      {
        ...figure('whole Kolada, to the first answer', seconds(onWhole)),
        target: most(2),
        note: `${median(onWhole.map(({ cpuSeconds }) => cpuSeconds)).toFixed(1)} s of processor`,
      },
      figure('small release, to the first answer', seconds(onSnapshot)),
      figure('empty folder, to the first answer', empty?.seconds ?? Number.NaN),
      {
        ...figure(
          'loading the server’s modules, without compile cache',
          await importSeconds('./server/site.ts'),
        ),
        yardstick: {
          name: 'Node and DuckDB alone',
          value: await importSeconds('@duckdb/node-api'),
        },
      },
    ];
  } finally {
    await rm(snapshotDir, { recursive: true, force: true });
  }
};

function figure(name: string, value: number): BenchFigure {
  return { bench: 'start', name, value, unit: 's' };
}

const seconds = (all: readonly Launch[]) => median(all.map((one) => one.seconds));

async function launches(dataDir: string, count = rounds): Promise<Launch[]> {
  const all: Launch[] = [];
  for (let round = 0; round < count; round++) {
    const before = performance.now();
    const product = await startProduct(dataDir);
    const { statusCode, body } = await request(`${product.origin}/api/v1/comparison`);
    await body.arrayBuffer();
    if (statusCode !== 200) throw new Error(`${statusCode} at start`);
    all.push({
      seconds: (performance.now() - before) / 1000,
      cpuSeconds: await cpuSecondsOf(product.pid),
      residentMb: (await memoryOf(product.pid)).residentMb,
    });
    await product.stop();
  }
  return all;
}

async function importSeconds(module: string): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const script = `await import(${JSON.stringify(module)}); process.exit(0);`;
    const ms = await timed(async () => {
      const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
        cwd: root,
        stdio: 'ignore',
      });
      await once(child, 'exit');
    });
    times.push(ms / 1000);
  }
  return median(times);
}
