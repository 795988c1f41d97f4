import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { phases } from '../../server/ingest/job.ts';
import { caseCount, fuzzSeed } from '../support/case-count.ts';
import { expectSound } from '../support/expect-sound.ts';
import {
  createFaultFolders,
  runFaulty,
  runIn,
  startFaulty,
  type FaultFolders,
} from '../support/fault-folder.ts';
import { seededRandom } from '../support/random.ts';
import { linesOf, revisedSource } from '../support/revised-source.ts';
import { serveFolder } from '../support/served-folder.ts';

/** Kills in all; FUZZ_CASES=10 makes 300 of them. */
const kills = caseCount(30);
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

  test(`at ${kills} random moments of run after run in one folder leaves it sound`, async () => {
    const random = seededRandom(fuzzSeed);
    const dir = await folders.take();
    const server = await serveFolder({ dir });
    let usualMs = 400;
    let killed = 0;
    for (let revision = 1; killed < kills && revision < kills * 3; revision++) {
      const { child, ended } = startFaulty(dir, { revision, mode: 'wait' });
      await once(child, 'message');
      const begun = performance.now();
      child.send('go');
      // Half of the moments are anywhere, half soon after the beginning of one of the phases.
      if (random() < 0.5) await setTimeout(random() * usualMs);
      else await reaches(child, phases[Math.floor(random() * phases.length)], random() * 30);
      child.kill('SIGKILL');
      const { signal } = await ended;
      if (signal === 'SIGKILL') killed += 1;
      else usualMs = performance.now() - begun;
      await expectSound({
        server,
        allowed: [held(revision - 1), held(revision)],
        nextRun: () => runIn(dir, revisedSource(revision)),
        after: held(revision),
      });
    }
    await server.close();
    expect(killed).toBe(kills);
  });
});

/** Resolves so many milliseconds after the run has begun a phase, or when it ended without. */
async function reaches(child: NodeJS.EventEmitter, phase: unknown, thenMs: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  child.on('message', (message) => {
    if (message === phase) resolve();
  });
  child.once('close', () => resolve());
  await promise;
  await setTimeout(thenMs);
}
