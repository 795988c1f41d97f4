import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { phases } from '../../server/ingest/job.ts';
import { readPointer } from '../../server/store/pointer.ts';
import { readWatch } from '../../server/store/watch.ts';
import { caseCount, fuzzSeed } from '../support/case-count.ts';
import { expectSound, linesIn } from '../support/expect-sound.ts';
import {
  createFaultFolders,
  runFaulty,
  runIn,
  startFaulty,
  type FaultFolders,
} from '../support/fault-folder.ts';
import { seededRandom } from '../support/random.ts';
import { queryRelease } from '../support/release-rows.ts';
import { linesOf, revisedSource } from '../support/revised-source.ts';
import { serveFolder } from '../support/served-folder.ts';

/** Kills in all; FUZZ_CASES=10 makes 300 of them. */
const kills = caseCount(30);
/** Of a run's operations, where not every one is tried. */
const stride = caseCount(1) > 1 ? 1 : 5;
vi.setConfig({ testTimeout: 60_000 + kills * 20_000, hookTimeout: 120_000 });

let folders: FaultFolders;
beforeAll(async () => {
  folders = await createFaultFolders();
});
afterAll(() => folders.close());

const held = (revision: number) => linesOf(revisedSource(revision));

/** Runs `fault` on a fresh folder that is being served, and looks at what is left of it. */
async function afterFault(fault: (dir: string) => Promise<boolean>): Promise<boolean> {
  const dir = await folders.take();
  const server = await serveFolder({ dir });
  try {
    const struck = await fault(dir);
    await expectSound({
      server,
      allowed: [held(0), held(1)],
      nextRun: () => runIn(dir, revisedSource(1)),
      after: held(1),
    });
    return struck;
  } finally {
    await server.close();
  }
}

describe('an ingest that is killed', () => {
  test('before any one of its operations on the folder leaves it sound', async () => {
    let at = 1;
    for (; ; at++) {
      const fault = async (dir: string) => {
        const { signal } = await runFaulty(dir, { revision: 1, mode: 'kill', at });
        return signal === 'SIGKILL';
      };
      if (!(await afterFault(fault))) break;
    }
    expect(at).toBeGreaterThan(20);
  });

  test('half-way through any one of its writes leaves it sound', async () => {
    const whole = await runFaulty(await folders.take(), { revision: 1, mode: 'none' });
    const writes = whole.said?.writes ?? [];
    expect(writes.length).toBeGreaterThan(3);
    for (const at of writes) {
      await afterFault(async (dir) => {
        const { signal } = await runFaulty(dir, { revision: 1, mode: 'tear', at });
        return signal === 'SIGKILL';
      });
    }
  });

  test('while it fetches on demand keeps the watch list whole', async () => {
    const job = { kind: 'kpis' as const, kpis: ['U21468'] };
    for (let at = 2; ; at += stride) {
      const dir = await folders.take();
      const server = await serveFolder({ dir });
      const run = { revision: 0, mode: 'kill', at, kpi: 'U21468' } as const;
      const { signal } = await runFaulty(dir, run);
      expect((await readWatch(dir)).map(({ id }) => id)).toEqual(expect.toBeOneOf([[], job.kpis]));
      await expectSound({
        server,
        allowed: [held(0)],
        nextRun: () => runIn(dir, revisedSource(0), { job }),
        after: held(0),
      });
      expect(await readWatch(dir)).toMatchObject([{ kind: 'kpi', id: 'U21468' }]);
      await server.close();
      if (signal === null) break;
    }
  });

  test('while it builds the first release leaves nothing or a whole one', async () => {
    const snapshot = await linesIn(folders.begun, '2026-11-23.1');
    let atRelease = 0;
    for (let at = 2; ; at += stride) {
      const dir = await folders.takeEmpty();
      const { signal } = await runFaulty(dir, { revision: 1, mode: 'kill', at });
      if (signal === null) break;
      const nextRun = () => runIn(dir, revisedSource(1));
      // As a server does that finds nothing to serve.
      if ((await readPointer(dir)) === undefined) await nextRun();
      else atRelease += 1;
      const server = await serveFolder({ dir });
      await expectSound({ server, allowed: [snapshot, held(1)], nextRun, after: held(1) });
      await server.close();
    }
    expect(atRelease).toBeGreaterThan(1);
  });

  test(`at ${kills} random moments, some in every phase, leaves it sound each time`, async () => {
    const random = seededRandom(fuzzSeed);
    const dir = await folders.take();
    const server = await serveFolder({ dir });
    const lengths = await phaseLengths(await folders.take());
    const struck = new Map<string, number>(phases.map((phase) => [phase, 0]));
    let killed = 0;
    let revision = 0;
    while (killed < kills && revision < kills * 3) {
      revision += 1;
      // Now and then the next run is killed too, and the one after it.
      do {
        const within = await killAt(dir, revision, nextMoment(random, lengths, struck));
        if (within === undefined) continue;
        killed += 1;
        struck.set(within, (struck.get(within) ?? 0) + 1);
      } while (killed < kills && random() < 0.3);
      await expectSound({
        server,
        allowed: [held(revision - 1), held(revision)],
        nextRun: () => runIn(dir, revisedSource(revision)),
        after: held(revision),
      });
    }
    await server.close();
    console.info(`killed in ${[...struck].map((one) => one.join(' ')).join(', ')}`);
    expect(killed).toBe(kills);
    const least = kills >= 30 ? kills / 30 : 0;
    expect([...struck].filter(([, times]) => times < least)).toEqual([]);
    await expectHistory(dir, revision);
  });
});

interface Moment {
  /** Undefined: from the beginning. */
  readonly phase: string | undefined;
  readonly thenMs: number;
}

type ByPhase = ReadonlyMap<string, number>;

/** One in three anywhere in the run, the others within the phase that has been struck least. */
function nextMoment(random: () => number, lengths: ByPhase, struck: ByPhase): Moment {
  const whole = [...lengths.values()].reduce((sum, ms) => sum + ms, 0);
  if (random() < 1 / 3) return { phase: undefined, thenMs: random() * whole };
  const [phase] = phases.toSorted((a, b) => (struck.get(a) ?? 0) - (struck.get(b) ?? 0));
  return { phase, thenMs: random() * (lengths.get(phase ?? '') ?? 0) };
}

/** @returns the phase in which the run was killed; undefined when it was over before */
async function killAt(dir: string, revision: number, { phase, thenMs }: Moment) {
  const { child, ended } = startFaulty(dir, { revision, mode: 'wait' });
  await once(child, 'message');
  let within: string = phases[0];
  const { promise: reached, resolve } = Promise.withResolvers<void>();
  child.on('message', (message) => {
    within = String(message);
    if (message === phase) resolve();
  });
  child.once('close', () => resolve());
  child.send('go');
  if (phase !== undefined) await reached;
  await setTimeout(thenMs);
  child.kill('SIGKILL');
  const { signal } = await ended;
  return signal === 'SIGKILL' ? within : undefined;
}

/** How many milliseconds each phase of a run lasts that nobody kills. */
async function phaseLengths(dir: string): Promise<ByPhase> {
  const { child, ended } = startFaulty(dir, { revision: 1, mode: 'wait' });
  await once(child, 'message');
  const begun: (readonly [string, number])[] = [];
  child.on('message', (message) => {
    const phase = String(message);
    if (begun.at(-1)?.[0] !== phase) begun.push([phase, performance.now()]);
  });
  child.send('go');
  await ended;
  const ends = [...begun.slice(1).map(([, at]) => at), performance.now()];
  return new Map(begun.map(([phase, at], i) => [phase, (ends[i] ?? at) - at]));
}

/** What was said in each of the releases before is still said of it, however many were killed. */
async function expectHistory(dir: string, last: number): Promise<void> {
  const rows = await queryRelease(
    dir,
    `SELECT r.number, count(*) AS n, round(sum(o.value), 3) AS total
     FROM release r JOIN observation o ON o.since <= r.number
       AND (o.until IS NULL OR o.until > r.number) AND o.kpi = 'N21006'
     GROUP BY r.number ORDER BY r.number`,
  );
  // The snapshot is the first, revision 0 the second.
  const told = rows.slice(1).map(({ n, total }) => [Number(n), Number(total)]);
  const said = Array.from({ length: last + 1 }, (_, revision) => {
    const values = revisedSource(revision).valueList.filter(({ kpi }) => kpi === 'N21006');
    const total = values.reduce((sum, { value }) => sum + (value ?? 0), 0);
    return [values.length, Math.round(total * 1000) / 1000];
  });
  expect(told).toEqual(said);
}
