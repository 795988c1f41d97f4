import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { ingest } from '../../server/ingest/ingest.ts';
import { dataFiles } from '../../server/ingest/open-source.ts';
import { readPointer, writePointer, type Pointer } from '../../server/store/pointer.ts';
import { most, type BenchFigure } from './figure.ts';
import { load } from './load.ts';
import { median, percentile, timed } from './measure.ts';
import { cacheDir } from './processes.ts';
import { startProductHere } from './product-here.ts';
import type { WholeRelease } from './whole-release.ts';

const switches = 50;
const betweenMs = 150;

/** One release after another is published while readers ask for all kinds of answers. */
export async function measureSwitches(): Promise<BenchFigure[]> {
  const dir = join(cacheDir, 'switches');
  await rm(dir, { recursive: true, force: true });
  const snapshot = { dir, dataFiles, now: () => new Date('2026-11-22T04:00:00Z') };
  await ingest({ kind: 'snapshot' }, { ...snapshot, openSource: noKolada });
  const pointers = await makeHistory(dir, switches);
  const product = await startProductHere(dir);
  try {
    const loading = load({
      origin: product.origin,
      paths: ['/inbaddat', '/diagram.svg', '/api/v1/comparison', '/data.csv', '/jamfor?visa=linje'],
      connections: 4,
      seconds: 25,
    });
    await pause(1000);
    const times = await switchThrough(dir, product.store, pointers);
    const { requests, failures, firstFailure, p99 } = await loading;
    return [
      {
        bench: 'serve',
        name: `failed requests in ${times.length} release switches under load`,
        value: failures,
        unit: '',
        target: most(0),
        note: firstFailure ?? `${requests} answered, p99 ${p99.toFixed(0)} ms`,
      },
      { bench: 'serve', name: 'switch to a small release, p50', value: median(times), unit: 'ms' },
    ];
  } finally {
    await product.close();
    await rm(dir, { recursive: true, force: true });
  }
}

/** Three times between two releases of all of Kolada, nobody asking. */
export async function measureWholeSwitch(whole: WholeRelease): Promise<BenchFigure[]> {
  const dir = join(cacheDir, 'whole-switch');
  await rm(dir, { recursive: true, force: true });
  await mkdir(dir, { recursive: true });
  const first = await readPointer(whole.dir);
  if (first === undefined) throw new Error('no release to copy');
  await copyFile(whole.file, join(dir, first.file));
  await writePointer(dir, first);
  const [next] = await makeHistory(dir, 1);
  const product = await startProductHere(dir);
  try {
    const toAndFro = [next, first, next, first].filter((pointer) => pointer !== undefined);
    const times = await switchThrough(dir, product.store, toAndFro);
    return [
      { bench: 'serve', name: 'switch to all of Kolada, p50', value: median(times), unit: 'ms' },
      {
        bench: 'serve',
        name: 'switch to all of Kolada, longest',
        value: percentile(times, 1),
        unit: 'ms',
      },
    ];
  } finally {
    await product.close();
    await rm(dir, { recursive: true, force: true });
  }
}

type Switching = Awaited<ReturnType<typeof startProductHere>>['store'];

async function switchThrough(dir: string, store: Switching, pointers: readonly Pointer[]) {
  const times: number[] = [];
  for (const pointer of pointers) {
    await writePointer(dir, pointer);
    times.push(await timed(store.refresh));
    if (store.release().id !== pointer.release) throw new Error(`not ${pointer.release}`);
    await pause(betweenMs);
  }
  return times;
}

/** Files of the following releases, each with all that were before it, as ingest leaves them. */
async function makeHistory(dir: string, count: number): Promise<Pointer[]> {
  const pointers: Pointer[] = [];
  let last = await readPointer(dir);
  for (let turn = 0; turn < count && last !== undefined; turn++) {
    const release = last.release.replace(/\d+$/, (number) => String(Number(number) + 1));
    const next = { ...last, release, number: last.number + 1, file: `${release}.duckdb` };
    await copyFile(join(dir, last.file), join(dir, next.file));
    const instance = await DuckDBInstance.create(join(dir, next.file));
    const connection = await instance.connect();
    await connection.run(
      'INSERT INTO release SELECT number + 1, $release, published_at, source FROM release ORDER BY number DESC LIMIT 1',
      { release },
    );
    await connection.run('CHECKPOINT');
    connection.closeSync();
    instance.closeSync();
    pointers.push(next);
    last = next;
  }
  return pointers;
}

function noKolada(): never {
  throw new Error('nothing is fetched');
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
