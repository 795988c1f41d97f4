import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { compareReleaseIds } from '../../server/ingest/release-id.ts';
import { caseCount, fuzzSeed } from '../support/case-count.ts';
import { expectSound } from '../support/expect-sound.ts';
import { createFaultFolders, runIn, type FaultFolders } from '../support/fault-folder.ts';
import { seededRandom } from '../support/random.ts';
import { queryRelease } from '../support/release-rows.ts';
import { linesOf, revisedSource } from '../support/revised-source.ts';
import { serveFolder } from '../support/served-folder.ts';

vi.setConfig({ testTimeout: 60_000 + caseCount(20) * 10_000, hookTimeout: 120_000 });

let folders: FaultFolders;
beforeAll(async () => {
  folders = await createFaultFolders();
});
afterAll(() => folders.close());

const held = (revision: number) => linesOf(revisedSource(revision));
const day = 86_400_000;

/** Jumps that clocks have made: a summer-time hour, a dead battery, a typing error in the year. */
const jumps = [-1 / 24, 1 / 24, -1, 1, -40, 40, -366, 366, -3652];

test(`a clock that jumps ${caseCount(20)} times back and forth gives growing ids and sane times`, async () => {
  const random = seededRandom(fuzzSeed);
  const dir = await folders.take();
  let time = Date.parse('2026-11-23T10:00:00Z');
  const server = await serveFolder({ dir, now: () => new Date(time) });
  const ids = ['2026-11-23.1', '2026-11-23.2'];
  for (let revision = 1; revision <= caseCount(20); revision++) {
    time += (jumps[Math.floor(random() * jumps.length)] ?? 0) * day;
    const run = () => runIn(dir, revisedSource(revision), { now: new Date(time) });
    const outcome = await run();
    ids.push('release' in outcome ? outcome.release : '');
    await expectSound({
      server,
      allowed: [held(revision)],
      health: { status: 'ok' },
      nextRun: run,
      after: held(revision),
    });
    const { checkedAt } = await server.health();
    expect(checkedAt).toBe(new Date(time).toISOString());
  }
  expect(ids).toEqual(ids.toSorted(compareReleaseIds));
  expect(new Set(ids).size).toBe(ids.length);
  const rows = await queryRelease(
    dir,
    'SELECT id, published_at::VARCHAR AS at FROM release ORDER BY number',
  );
  expect(rows.map(({ id }) => id)).toEqual(ids);
  const times = rows.map(({ at }) => String(at));
  expect(times).toEqual(times.toSorted());
  await server.close();
});

test('figures checked at a time that has not come are told to be of unknown age', async () => {
  const dir = await folders.take();
  const time = new Date('2026-11-20T08:00:00Z');
  const server = await serveFolder({ dir, now: () => time });
  await expectSound({
    server,
    allowed: [held(0)],
    health: { status: 'degraded', reason: 'checked-in-future' },
    nextRun: () => runIn(dir, revisedSource(1), { now: time }),
    after: held(1),
  });
  await server.close();
});

test('a clock an hour behind is no reason to worry', async () => {
  const dir = await folders.take();
  const server = await serveFolder({ dir, now: () => new Date('2026-11-23T07:15:00Z') });
  expect(await server.health()).toMatchObject({ status: 'ok' });
  await server.close();
});
