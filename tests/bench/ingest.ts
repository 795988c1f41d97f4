import { join } from 'node:path';
import { rm } from 'node:fs/promises';
import { request } from 'undici';
import { z } from 'zod';
import type { Bench } from './bench.ts';
import { most, ratioLeast, ratioMost } from './figure.ts';
import { median } from './measure.ts';
import { cacheDir, run, start } from './processes.ts';

const kpiCount = 200;
const rounds = 2;
const rowsOnPage = 5000;

const took = z.object({ seconds: z.number(), cpuSeconds: z.number(), values: z.number() });
const ingested = took.extend({ requests: z.number(), peakMb: z.number() });
const barely = took.extend({ rows: z.number() });
const list = z.object({ values: z.array(z.object({ id: z.string() })) });

/** From HTTP to a published release, beside the least that could be done with the same answers. */
export const ingest: Bench = async () => {
  const kolada = await start('server/demo/simulated-kolada/main.ts', ['--unmarked']);
  try {
    const url = /http:\S+/.exec(kolada.firstLine)?.[0] ?? '';
    const kpis = (await idsOf(`${url}/kpi`)).slice(0, kpiCount);
    const areas = [...(await idsOf(`${url}/municipality`)), 'G2328'];
    const whole: z.infer<typeof ingested>[] = [];
    const bare: z.infer<typeof barely>[] = [];
    // The first round warms the simulated service, which shares the machine; then in turn.
    for (let round = 0; round <= rounds; round++) {
      bare.push(await runBare({ url, kpis, areas }));
      whole.push(await runWhole({ url, kpis }));
    }
    const timedBare = bare.slice(1);
    const timedWhole = whole.slice(1);
    const rate = (all: readonly z.infer<typeof took>[]) =>
      median(all.map(({ values, seconds }) => values / seconds));
    const perCpu = (all: readonly z.infer<typeof took>[]) =>
      median(all.map(({ values, cpuSeconds }) => values / cpuSeconds));
    const leastRequests = Math.ceil((bare[0]?.rows ?? 0) / rowsOnPage);
    return [
      {
        bench: 'ingest',
        name: 'HTTP to published release',
        value: rate(timedWhole),
        unit: 'values/s',
        yardstick: { name: 'undici, JSON.parse, appender', value: rate(timedBare) },
        target: ratioLeast(0.7),
        note: `${whole[0]?.values} values`,
      },
      {
        bench: 'ingest',
        name: 'the same by processor time, start included',
        value: perCpu(timedWhole),
        unit: 'values/s',
        yardstick: { name: 'undici, JSON.parse, appender', value: perCpu(timedBare) },
      },
      {
        bench: 'ingest',
        name: 'requests, catalogue included',
        value: whole[0]?.requests ?? Number.NaN,
        unit: '',
        yardstick: { name: 'rows ÷ 5 000', value: leastRequests },
        target: ratioMost(1.5),
      },
      {
        bench: 'ingest',
        name: 'memory, peak',
        value: median(timedWhole.map(({ peakMb }) => peakMb)),
        unit: 'MB',
        target: most(1024),
      },
    ];
  } finally {
    await kolada.stop();
  }
};

async function idsOf(url: string): Promise<string[]> {
  const { body } = await request(url);
  return list.parse(await body.json()).values.map(({ id }) => id);
}

async function runBare(order: { url: string; kpis: string[]; areas: string[] }) {
  const dir = join(cacheDir, 'ingest-bare');
  const answer = barely.parse(await run('tests/bench/ingest-bare.ts', { dir, ...order }));
  await rm(dir, { recursive: true, force: true });
  return answer;
}

async function runWhole({ url, kpis }: { url: string; kpis: string[] }) {
  const dir = join(cacheDir, 'ingest');
  await rm(dir, { recursive: true, force: true });
  const order = { dir, url, job: { kind: 'kpis', kpis } };
  const answer = ingested.parse(await run('tests/bench/ingest-once.ts', order));
  await rm(dir, { recursive: true, force: true });
  return answer;
}
