import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { request } from 'undici';
import { z } from 'zod';
import { heapFlags } from '../../server/ingest/heap-flags.ts';
import type { Bench } from './bench.ts';
import { least, most, ratioMost, type BenchFigure } from './figure.ts';
import { memoryOf, draw, randomFrom } from './measure.ts';
import { cacheDir, run, start, startProduct } from './processes.ts';
import { load } from './load.ts';
import { readFacts, releaseIn, wholeDir } from './whole-release.ts';

const built = z.object({
  seconds: z.number(),
  peakMb: z.number(),
  values: z.number(),
  /** Where it was fetched. */
  requests: z.number().optional(),
  /** Of a daily run after it, when nothing has changed. */
  dailyRequests: z.number().optional(),
});

/** All of Kolada on one machine: how long to make, how large, and what serving it takes. */
export const whole: Bench = async ({ all }) => {
  const made = all ? await ingestAll() : await buildBySql();
  const { dir, file, megabytes } = await releaseIn(all ? allDir : wholeDir);
  const facts = await readFacts(file);
  const figures: BenchFigure[] = [
    { ...figure('values in the release', facts.values, ''), target: least(30_000_000) },
    figure(all ? 'made by npm run refresh -- --all' : 'made by SQL', made.seconds, 's'),
    {
      ...figure('memory while making, peak', made.peakMb, 'MB'),
      ...(all && { target: most(600) }),
    },
    figure('file', megabytes, 'MB'),
    ...requestFigures(made),
  ];
  const before = performance.now();
  const product = await startProduct(dir);
  try {
    const { origin, pid } = product;
    await request(`${origin}/`).then(({ body }) => body.arrayBuffer());
    figures.push(figure('to the first page', (performance.now() - before) / 1000, 's'));
    const idle = await memoryOf(pid);
    await load({ origin, paths: mixedPaths(facts), connections: 4, seconds: 10 });
    const busy = await memoryOf(pid);
    figures.push(
      figure('resident after the first page', idle.residentMb, 'MB'),
      { ...figure('resident after 10 s of mixed load', busy.residentMb, 'MB'), target: most(512) },
      { ...figure('resident, peak', busy.peakMb, 'MB'), target: most(512) },
    );
  } finally {
    await product.stop();
  }
  return figures;
};

function requestFigures({ requests, dailyRequests }: z.infer<typeof built>): BenchFigure[] {
  if (requests === undefined) return [];
  const all = figure('requests', requests, '');
  if (dailyRequests === undefined) return [all];
  return [
    all,
    {
      ...figure('requests the day after, nothing changed', dailyRequests, ''),
      yardstick: { name: 'requests for everything', value: requests },
      target: ratioMost(0.03),
    },
  ];
}

function figure(name: string, value: number, unit: string): BenchFigure {
  return { bench: 'whole', name, value, unit };
}

/** Pages, pictures, data and exports of ever other KPIs and kommuner. */
function mixedPaths({ kpis, areas }: Awaited<ReturnType<typeof readFacts>>): string[] {
  const random = randomFrom(11);
  const data = ['/api/v1/comparison', '/data.csv', '/data.xlsx'];
  const shown = ['/diagram.svg', '/diagram.png', '/inbaddat', '/jamfor', '/rapport.docx'];
  const routes = [...data, ...shown];
  return Array.from({ length: 500 }, (_, index) => {
    const query = `nyckeltal=${draw(random, kpis, 2).join(',')}&kommuner=${draw(random, areas, 7).join(',')}`;
    return `${routes[index % routes.length]}?${query}`;
  });
}

async function buildBySql() {
  return built.parse(await run('tests/bench/build-whole.ts', { dir: wholeDir }));
}

const allDir = join(cacheDir, 'all');

async function ingestAll() {
  await rm(allDir, { recursive: true, force: true });
  const kolada = await start('server/demo/simulated-kolada/main.ts', ['--unmarked']);
  try {
    const url = /http:\S+/.exec(kolada.firstLine)?.[0];
    const order = { dir: allDir, url, job: { kind: 'all' } };
    const answer = built.parse(await run('tests/bench/ingest-once.ts', order, heapFlags));
    const daily = { ...order, job: { kind: 'refresh' }, again: true };
    const { requests } = built.parse(await run('tests/bench/ingest-once.ts', daily, heapFlags));
    return { ...answer, dailyRequests: requests };
  } finally {
    await kolada.stop();
  }
}
