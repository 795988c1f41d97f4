import { join } from 'node:path';
import { rm } from 'node:fs/promises';
import { request } from 'undici';
import { z } from 'zod';
import { heapFlags } from '../../server/ingest/heap-flags.ts';
import type { Bench } from './bench.ts';
import { most, ratioLeast, ratioMost, type BenchFigure } from './figure.ts';
import { median } from './measure.ts';
import { cacheDir, run, start } from './processes.ts';

/** As many as a list that is kept up to date, and as many as show what each further value takes. */
const few = 200;
const many = 600;
const rounds = 2;
const rowsOnPage = 5000;

const took = z.object({ seconds: z.number(), cpuSeconds: z.number(), values: z.number() });
const ingested = took.extend({ requests: z.number(), peakMb: z.number() });
const barely = took.extend({ rows: z.number() });
const list = z.object({ values: z.array(z.object({ id: z.string() })) });

/**
 * From HTTP to a published release, beside the least that could be done with the same answers. The
 * catalogue, the copy and the look at the finished file take most of a second however few values come.
 */
export const ingest: Bench = async () => {
  const kolada = await start('server/demo/simulated-kolada/main.ts', ['--unmarked']);
  try {
    const url = /http:\S+/.exec(kolada.firstLine)?.[0] ?? '';
    const kpis = await idsOf(`${url}/kpi`);
    const areas = [...(await idsOf(`${url}/municipality`)), 'G2328'];
    return [
      ...(await measure({ url, kpis: kpis.slice(0, few), areas })),
      ...judged(await measure({ url, kpis: kpis.slice(0, many), areas })),
    ];
  } finally {
    await kolada.stop();
  }
};

interface Order {
  readonly url: string;
  readonly kpis: string[];
  readonly areas: string[];
}

async function measure({ url, kpis, areas }: Order): Promise<BenchFigure[]> {
  const whole: z.infer<typeof ingested>[] = [];
  const bare: z.infer<typeof barely>[] = [];
  // The first round warms the simulated service, which shares the machine; then in turn.
  for (let round = 0; round <= rounds; round++) {
    bare.push(await runBare({ url, kpis, areas }));
    whole.push(await runWhole({ url, kpis }));
  }
  const timedBare = bare.slice(1);
  const timedWhole = whole.slice(1);
  const yardstick = 'undici, JSON.parse, appender';
  const leastRequests = Math.ceil((bare[0]?.rows ?? 0) / rowsOnPage);
  return [
    {
      ...figure(`${kpis.length} KPIs, HTTP to published release`, rate(timedWhole), 'values/s'),
      yardstick: { name: yardstick, value: rate(timedBare) },
      note: `${whole[0]?.values} values`,
    },
    {
      ...figure(`${kpis.length} KPIs, by processor time`, perCpu(timedWhole), 'values/s'),
      yardstick: { name: yardstick, value: perCpu(timedBare) },
      note: 'start included',
    },
    {
      ...figure(`${kpis.length} KPIs, requests`, whole[0]?.requests ?? Number.NaN, ''),
      yardstick: { name: 'rows ÷ 5 000', value: leastRequests },
      target: ratioMost(1.5),
      note: 'catalogue included',
    },
    {
      ...figure(
        `${kpis.length} KPIs, memory, peak`,
        median(timedWhole.map((one) => one.peakMb)),
        'MB',
      ),
      target: most(1024),
    },
  ];
}

/** The rate is held to its target where the values outweigh what is done once. */
function judged([first, ...others]: BenchFigure[]): BenchFigure[] {
  return first === undefined ? others : [{ ...first, target: ratioLeast(0.7) }, ...others];
}

function figure(name: string, value: number, unit: string): BenchFigure {
  return { bench: 'ingest', name, value, unit };
}

function rate(all: readonly z.infer<typeof took>[]): number {
  return median(all.map(({ values, seconds }) => values / seconds));
}

function perCpu(all: readonly z.infer<typeof took>[]): number {
  return median(all.map(({ values, cpuSeconds }) => values / cpuSeconds));
}

async function idsOf(url: string): Promise<string[]> {
  const { body } = await request(url);
  return list.parse(await body.json()).values.map(({ id }) => id);
}

async function runBare(order: Order) {
  const dir = join(cacheDir, 'ingest-bare');
  const answer = barely.parse(await run('tests/bench/ingest-bare.ts', { dir, ...order }));
  await rm(dir, { recursive: true, force: true });
  return answer;
}

async function runWhole({ url, kpis }: Omit<Order, 'areas'>) {
  const dir = join(cacheDir, 'ingest');
  await rm(dir, { recursive: true, force: true });
  const order = { dir, url, job: { kind: 'kpis', kpis } };
  const answer = ingested.parse(await run('tests/bench/ingest-once.ts', order, heapFlags));
  await rm(dir, { recursive: true, force: true });
  return answer;
}
