import { Client } from 'undici';
import type { Bench } from './bench.ts';
import { openBareQuery } from './bare-query.ts';
import { most, ratioMost, type BenchFigure } from './figure.ts';
import { draw, median, percentile, randomFrom } from './measure.ts';
import { startProduct } from './processes.ts';
import { readFacts, wholeRelease } from './whole-release.ts';

interface Question {
  readonly path: string;
  readonly bare: () => Promise<number>;
}

interface Case {
  readonly name: string;
  readonly rounds: number;
  readonly isModelCase?: boolean;
  readonly ask: () => Question;
}

/**
 * Questions on all of Kolada through HTTP, each another so that no kept answer serves it, and the
 * same statement straight in DuckDB; in turn, so that both meet the same machine.
 */
export const query: Bench = async () => {
  const whole = await wholeRelease();
  const facts = await readFacts(whole.file);
  const bare = await openBareQuery(whole.file);
  const product = await startProduct(whole.dir);
  const random = randomFrom(5);
  const some = { kpis: 25, areas: 60 };

  const comparison = (kpis: readonly string[], areas: readonly string[]): Question => ({
    path: `/api/v1/comparison?nyckeltal=${kpis.join(',')}&kommuner=${areas.join(',')}`,
    bare: () => bare.comparison(kpis, areas),
  });
  const cases: readonly Case[] = [
    {
      name: 'model case, 2 KPIs × 7 kommuner',
      rounds: 300,
      isModelCase: true,
      ask: () => comparison(['N21006', 'U21468'], draw(random, facts.areas, 7)),
    },
    {
      name: '25 KPIs × 60 kommuner',
      rounds: 60,
      ask: () =>
        comparison(draw(random, facts.kpis, some.kpis), draw(random, facts.areas, some.areas)),
    },
    {
      name: 'spridning over all kommuner',
      rounds: 150,
      ask: () => {
        const [kpi = ''] = draw(random, facts.kpis, 1);
        const year = 2014 + Math.floor(random() * 12);
        return {
          path: `/api/v1/kpis/${kpi}/spread?ar=${year}`,
          bare: () => bare.spread(kpi, year),
        };
      },
    },
  ];
  const client = new Client(product.origin);
  try {
    const figures: BenchFigure[] = [];
    for (const one of cases) figures.push(...(await measure(client, one)));
    return figures;
  } finally {
    await client.close();
    bare.close();
    await product.stop();
  }
};

async function measure(client: Client, { name, rounds, isModelCase, ask }: Case) {
  const overHttp: number[] = [];
  const straight: number[] = [];
  const warmUp = 15;
  for (let round = -warmUp; round < rounds; round++) {
    const question = ask();
    const before = performance.now();
    const { statusCode, body } = await client.request({ path: question.path, method: 'GET' });
    await body.arrayBuffer();
    const between = performance.now();
    if (statusCode !== 200) throw new Error(`${statusCode} ${question.path}`);
    const rows = await question.bare();
    const after = performance.now();
    if (rows === 0) throw new Error(`nothing found: ${question.path}`);
    if (round < 0) continue;
    overHttp.push(between - before);
    straight.push(after - between);
  }
  const half: BenchFigure = {
    bench: 'query',
    name: `${name}, uncached p50`,
    value: median(overHttp),
    unit: 'ms',
    yardstick: { name: 'same SQL in DuckDB', value: median(straight) },
    ...(isModelCase && { target: ratioMost(2) }),
  };
  const figures: BenchFigure[] = [
    half,
    {
      bench: 'query',
      name: `${name}, uncached p99`,
      value: percentile(overHttp, 0.99),
      unit: 'ms',
      yardstick: { name: 'same SQL in DuckDB', value: percentile(straight, 0.99) },
    },
  ];
  if (!isModelCase) return figures;
  const absolute = { bench: 'query', name: `${name}, uncached p50, as time`, unit: 'ms' };
  return [...figures, { ...absolute, value: half.value, target: most(8) }];
}
