import type { Bench } from './bench.ts';
import { least, most, ratioLeast, type BenchFigure, type Target } from './figure.ts';
import { load } from './load.ts';
import { draw, median, randomFrom } from './measure.ts';
import { start, startProduct, type Started } from './processes.ts';
import { measureStampede } from './stampede.ts';
import { measureSwitches, measureWholeSwitch } from './switches.ts';
import { readFacts, wholeRelease, type WholeFacts } from './whole-release.ts';

const encoding = { 'accept-encoding': 'gzip' };

/** What many readers at once get, kept answers and new ones, and while releases are switched. */
export const serve: Bench = async () => {
  const whole = await wholeRelease();
  const facts = await readFacts(whole.file);
  const bare = await start('tests/bench/bare-server.ts');
  const product = await startProduct(whole.dir);
  const figures: BenchFigure[] = [];
  try {
    for (const one of cachedCases) figures.push(await measureCached(product.origin, bare, one));
    figures.push(...(await measurePictures(product.origin, facts)));
  } finally {
    await product.stop();
    await bare.stop();
  }
  figures.push(...(await measureStampede(whole.dir)));
  figures.push(...(await measureSwitches()));
  figures.push(...(await measureWholeSwitch(whole)));
  return figures;
};

interface CachedCase {
  readonly name: string;
  readonly path: string;
  readonly target?: Target;
}

const cachedCases: readonly CachedCase[] = [
  { name: 'embed, cached', path: '/inbaddat', target: ratioLeast(0.6) },
  { name: 'SVG, cached', path: '/diagram.svg' },
  { name: 'comparison as JSON, cached', path: '/api/v1/comparison' },
  { name: 'dashboard, cached', path: '/' },
  { name: 'CSV of the model case, cached', path: '/data.csv', target: least(2000) },
  { name: 'workbook of the model case, cached', path: '/data.xlsx' },
];

const connections = 8;
const slices = 5;
const sliceSeconds = 1.5;

/** Slices in turn with the bare server, so that both meet the same machine. */
async function measureCached(
  origin: string,
  bare: Started,
  { name, path, target }: CachedCase,
): Promise<BenchFigure> {
  const ask = { headers: encoding, connections, seconds: sliceSeconds };
  const { bytes, requests } = await load({ origin, paths: [path], ...ask, seconds: 2 });
  const size = Math.round(bytes / requests);
  const same = [`/bytes/${size}`];
  await load({ origin: bare.firstLine, paths: same, ...ask, seconds: 1 });
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let slice = 0; slice < slices; slice++) {
    const answered = await load({ origin, paths: [path], ...ask });
    if (answered.failures > 0) throw new Error(`${name}: ${answered.firstFailure}`);
    ours.push(answered.perSecond);
    theirs.push((await load({ origin: bare.firstLine, paths: same, ...ask })).perSecond);
  }
  return {
    bench: 'serve',
    name,
    value: median(ours),
    unit: 'answers/s',
    yardstick: { name: 'bare Hono, same size', value: median(theirs) },
    ...(target !== undefined && { target }),
    note: `${size} bytes`,
  };
}

/** Pictures that nobody has asked for before: one at a time, then four at once. */
async function measurePictures(origin: string, facts: WholeFacts): Promise<BenchFigure[]> {
  const random = randomFrom(23);
  const paths = (route: string, count: number) =>
    Array.from(
      { length: count },
      () => `${route}?nyckeltal=U21468&kommuner=${draw(random, facts.areas, 7).join(',')}`,
    );
  const ask = { origin, seconds: 20 };
  await load({ ...ask, paths: paths('/diagram.svg', 100), connections: 1, requests: 100 });
  const alone = await load({
    ...ask,
    paths: paths('/diagram.svg', 300),
    connections: 1,
    requests: 300,
  });
  await eventLoopDelayMs(origin);
  const together = await load({
    ...ask,
    paths: paths('/diagram.svg', 600),
    connections: 4,
    requests: 600,
  });
  const delay = await eventLoopDelayMs(origin);
  const embed = await load({
    ...ask,
    paths: paths('/inbaddat', 200),
    connections: 1,
    requests: 200,
  });
  return [
    { ...picture('SVG, uncached p50', alone.p50), target: most(15) },
    picture('SVG, uncached p99', alone.p99),
    {
      ...picture('event-loop delay p99 under uncached SVG', delay),
      target: most(50),
      note: `4 at once, ${together.perSecond.toFixed(0)}/s`,
    },
    picture('embed (two drawings), uncached p50', embed.p50),
  ];
}

function picture(name: string, value: number): BenchFigure {
  return { bench: 'serve', name, value, unit: 'ms' };
}

/** Since it was last asked for; a resting Node says about 10 ms, its own resolution. */
async function eventLoopDelayMs(origin: string): Promise<number> {
  const text = await (await fetch(`${origin}/metrics`)).text();
  const seconds = /^nodejs_eventloop_lag_p99_seconds (\S+)/m.exec(text)?.[1];
  return Number(seconds) * 1000;
}
