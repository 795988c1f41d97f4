import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readPointer } from '../../server/store/pointer.ts';
import { readWatch } from '../../server/store/watch.ts';
import { caseCount } from '../support/case-count.ts';
import { expectSound, linesIn } from '../support/expect-sound.ts';
import {
  createFaultFolders,
  runFaulty,
  runIn,
  type EndedRun,
  type FaultFolders,
} from '../support/fault-folder.ts';
import { mayMount, mountSmallDisk } from '../support/mounts.ts';
import { linesOf, revisedSource } from '../support/revised-source.ts';
import { serveFolder } from '../support/served-folder.ts';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 120_000 });

let folders: FaultFolders;
beforeAll(async () => {
  folders = await createFaultFolders();
});
afterAll(() => folders.close());

/** A first release takes long to build: only where more is asked for is every operation tried. */
const stride = caseCount(1) > 1 ? 1 : 3;

const held = (revision: number) => linesOf(revisedSource(revision));

interface Disk {
  /** A run while the disk is full. */
  readonly run: () => Promise<EndedRun>;
  /** Makes room again. */
  readonly free: () => void;
}

/** @returns whether the disk was full enough for the run to fail */
async function afterFull(dir: string, { run, free }: Disk): Promise<boolean> {
  const server = await serveFolder({ dir });
  try {
    const { said } = await run();
    const failed = said?.outcome.kind === 'failed';
    expect(said?.outcome).toMatchObject(failed ? { reason: 'disk-full' } : { kind: 'published' });
    free();
    await expectSound({
      server,
      allowed: failed ? [held(0), held(1)] : [held(1)],
      nextRun: () => runIn(dir, revisedSource(1)),
      after: held(1),
    });
    return failed;
  } finally {
    await server.close();
  }
}

test('a disk that is full from any one operation on leaves the folder sound', async () => {
  let at = 1;
  for (; ; at++) {
    const dir = await folders.take();
    const run = () => runFaulty(dir, { revision: 1, mode: 'full', at });
    if (!(await afterFull(dir, { run, free: () => {} }))) break;
  }
  expect(at).toBeGreaterThan(10);
});

test('a disk that fills up while the first release is built leaves nothing or a whole release', async () => {
  const snapshot = await linesIn(folders.begun, '2026-11-23.1');
  let at = 1;
  for (; ; at += stride) {
    const dir = await folders.takeEmpty();
    const { said } = await runFaulty(dir, { revision: 1, mode: 'full', at });
    const pointer = await readPointer(dir);
    if (said?.outcome.kind !== 'failed') break;
    expect(said.outcome).toMatchObject({ reason: 'disk-full' });
    // As a server does that finds nothing to serve.
    if (pointer === undefined) await runIn(dir, revisedSource(1));
    const server = await serveFolder({ dir });
    const nextRun = () => runIn(dir, revisedSource(1));
    await expectSound({ server, allowed: [snapshot, held(1)], nextRun, after: held(1) });
    await server.close();
  }
  expect(at).toBeGreaterThan(20);
});

test('a disk that is full when a reader’s choice is to be kept leaves the watch list whole', async () => {
  const job = { kind: 'kpis' as const, kpis: ['U21468'] };
  let at = 1;
  for (; ; at++) {
    const dir = await folders.take();
    const server = await serveFolder({ dir });
    const { said } = await runFaulty(dir, { revision: 0, mode: 'full', at, kpi: 'U21468' });
    expect((await readWatch(dir)).map(({ id }) => id)).toEqual(expect.toBeOneOf([[], ['U21468']]));
    await expectSound({
      server,
      allowed: [held(0)],
      nextRun: () => runIn(dir, revisedSource(0), { job }),
      after: held(0),
    });
    expect(await readWatch(dir)).toMatchObject([{ kind: 'kpi', id: 'U21468' }]);
    await server.close();
    if (said?.outcome.kind !== 'failed') break;
  }
  expect(at).toBeGreaterThan(5);
});

test.runIf(mayMount())('a small disk with room for any part of a run is left sound', async () => {
  const disk = await mountSmallDisk();
  const rooms = caseCount(10);
  let failures = 0;
  try {
    for (let n = 0; n < rooms; n++) {
      const dir = join(disk.path, `run-${n}`);
      await cp(folders.begun, dir, { recursive: true });
      // From nothing left at all to just about what a run needs.
      disk.leave(Math.floor((n / rooms) * 4_500_000));
      const run = () => runFaulty(dir, { revision: 1, mode: 'none' });
      if (await afterFull(dir, { run, free: () => disk.leave(undefined) })) failures += 1;
      await rm(dir, { recursive: true });
    }
  } finally {
    await disk.close();
  }
  expect(failures).toBeGreaterThan(rooms / 2);
});
