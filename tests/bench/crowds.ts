import { createHeavyRelease, type HeavyRelease } from '../support/heavy-release.ts';
import { openMemoryCgroup } from '../support/memory-cgroup.ts';
import type { Bench } from './bench.ts';
import { measureCrowd } from './crowd.ts';
import { most, type BenchFigure } from './figure.ts';
import { memoryOf } from './measure.ts';
import { startProduct } from './processes.ts';

const promisedMb = 512;
const kinds = ['/inbaddat', '/rapport', '/', '/api/v1/comparison', '/data.xlsx', '/rapport.docx'];

/** What a reader of small embeds, and the server's memory, notice of one client that asks for much. */
export const crowds: Bench = async () => {
  const heavy = await createHeavyRelease();
  const cgroup = await openMemoryCgroup(promisedMb);
  if (cgroup === undefined) console.error('NOT RUN in a memory cgroup: none can be made here');
  const product = await startProduct(heavy.fixture.dataDir);
  await cgroup?.take(product.pid ?? 0);
  try {
    const figures = await measureAll(product.origin, heavy);
    const { peakMb } = await memoryOf(product.pid);
    const note = `${cgroup === undefined ? 'no cgroup' : `cgroup of ${promisedMb} MB`}`;
    return [
      ...figures,
      { ...figure('resident, peak', peakMb, 'MB'), target: most(promisedMb), note },
      figure('longest turn of the event loop', await longestTurnMs(product.origin), 'ms'),
    ];
  } finally {
    await product.stop();
    await cgroup?.close();
    await heavy.fixture.close();
  }
};

async function measureAll(origin: string, heavy: HeavyRelease): Promise<BenchFigure[]> {
  let asked = 0;
  const small = () => `/inbaddat?${heavy.small(asked++)}`;
  const alone = await measureCrowd(origin, { paths: [], small, least: 200 });
  const figures = [figure('small embed alone, p99', alone.smallP99, 'ms')];
  let largest = 0;
  for (const kind of kinds) {
    for (const size of [8, 40]) {
      const paths = Array.from({ length: size }, () => `${kind}?${heavy.largest(largest++)}`);
      const result = await measureCrowd(origin, { paths, small, least: 20 });
      figures.push(
        {
          ...figure(`small embed beside ${size} × ${kind}, p99`, result.smallP99, 'ms'),
          yardstick: { name: 'alone', value: alone.smallP99 },
          target: most(250),
          note: `${result.answered} answered, ${result.refused} told when to come back`,
        },
        { ...figure(`broken beside ${size} × ${kind}`, result.broken, ''), target: most(0) },
      );
    }
  }
  return figures;
}

function figure(name: string, value: number, unit: string): BenchFigure {
  return { bench: 'load', name, value, unit };
}

async function longestTurnMs(origin: string): Promise<number> {
  const text = await (await fetch(`${origin}/metrics`)).text();
  return Number(/^nodejs_eventloop_lag_max_seconds (\S+)/m.exec(text)?.[1]) * 1000;
}
