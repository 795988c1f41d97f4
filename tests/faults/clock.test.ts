import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { compareReleaseIds } from '../../server/ingest/release-id.ts';
import type { Outcome } from '../../server/ingest/job.ts';
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

test(`a clock that jumps ${caseCount(20)} times back and forth gives growing ids, sane times and no release from before the last`, async () => {
  const random = seededRandom(fuzzSeed);
  const dir = await folders.take();
  let time = Date.parse('2026-11-23T10:00:00Z');
  let newest = time;
  const server = await serveFolder({ dir, now: () => new Date(time) });
  const ids = ['2026-11-23.1', '2026-11-23.2'];
  for (let revision = 1; revision <= caseCount(20); revision++) {
    time += (jumps[Math.floor(random() * jumps.length)] ?? 0) * day;
    const isBehind = time < newest - day / 24;
    const run = () => runIn(dir, revisedSource(revision), { now: new Date(time) });
    const outcome = await run();
    expect('reason' in outcome && outcome.reason).toBe(isBehind && 'clock');
    time = isBehind ? newest : time;
    ids.push(releaseOf(isBehind ? await run() : outcome));
    await expectSound({
      server,
      allowed: [held(revision)],
      health: { status: 'ok' },
      nextRun: run,
      after: held(revision),
    });
    newest = Math.max(newest, time);
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

const releaseOf = (outcome: Outcome) => ('release' in outcome ? outcome.release : outcome.reason);

const rightTime = Date.parse('2026-11-23T12:00:00Z');
const wrongClocks: readonly (readonly [string, number])[] = [
  ['ten years ahead', 3652],
  ['two days ahead', 2],
  ['twenty hours ahead', 20 / 24],
  ['an hour and a minute ahead', 61 / 1440],
  ['an hour and a minute behind', -61 / 1440],
  ['at its birth in 1970', -rightTime / day],
];
test.each(wrongClocks)(
  'a clock %s of Kolada’s dates nothing, and the next run with a right one works',
  async (_, daysAhead) => {
    const dir = await folders.take();
    const files = (await readdir(dir)).filter((name) => name.endsWith('.duckdb'));
    const pointer = await readFile(join(dir, 'current.json'), 'utf8');
    const source = revisedSource(1);
    source.time = new Date(rightTime);
    const wrong = new Date(rightTime + daysAhead * day);
    const outcome = await runIn(dir, source, { now: wrong });
    expect(outcome).toMatchObject({ kind: 'failed', reason: 'clock' });
    const detail = 'detail' in outcome ? outcome.detail : '';
    expect(detail).toContain(wrong.toISOString());
    expect(detail).toContain(source.time.toISOString());
    expect((await readdir(dir)).filter((name) => name.endsWith('.duckdb'))).toEqual(files);
    expect(await readFile(join(dir, 'current.json'), 'utf8')).toBe(pointer);

    const right = await runIn(dir, source, { now: new Date(rightTime) });
    expect(right).toMatchObject({ kind: 'published', release: '2026-11-23.3' });
  },
);

test('a fetch on demand with a wrong clock dates nothing either', async () => {
  const dir = await folders.take();
  const source = revisedSource(1);
  source.time = new Date(rightTime);
  const now = new Date(rightTime + 9 * day);
  const outcome = await runIn(dir, source, { job: { kind: 'kpis', kpis: ['N00003'] }, now });
  expect(outcome).toMatchObject({ kind: 'failed', reason: 'clock' });
});

test.each([-0.99, 0.99])(
  'a clock %d hours from Kolada’s is near enough, and a right one goes on at once',
  async (hoursAhead) => {
    const dir = await folders.take();
    const time = new Date(rightTime + 2 * day);
    const wrong = new Date(time.getTime() + (hoursAhead * day) / 24);
    for (const [revision, now] of [wrong, time].entries()) {
      const source = revisedSource(revision + 1);
      source.time = time;
      expect(await runIn(dir, source, { now })).toMatchObject({ kind: 'published' });
    }
  },
);

test('a first release that a clock ahead has dated is made anew, and nothing is stuck', async () => {
  const dir = await folders.takeEmpty();
  const source = revisedSource(1);
  source.time = new Date(rightTime);
  const ahead = new Date(rightTime + 3652 * day);
  expect(await runIn(dir, source, { now: ahead })).toMatchObject({ reason: 'clock' });
  expect(await readFile(join(dir, 'current.json'), 'utf8')).toContain('2036-11-');
  const outcome = await runIn(dir, source, { now: new Date(rightTime) });
  expect(outcome).toMatchObject({ kind: 'published', release: '2026-11-23.2' });
  const files = (await readdir(dir)).filter((name) => name.endsWith('.duckdb'));
  expect(files.toSorted()).toEqual(['2026-11-23.1.duckdb', '2026-11-23.2.duckdb']);
});

test('a history that a clock ahead has dated is named, and older files bring the service back', async () => {
  const dir = await folders.take();
  const ahead = new Date(rightTime + 3652 * day);
  // Without a `Date` from Kolada nobody could know.
  expect(await runIn(dir, revisedSource(1), { now: ahead })).toMatchObject({ kind: 'published' });
  const source = revisedSource(2);
  source.time = new Date(rightTime);
  const now = new Date(rightTime);
  const outcome = await runIn(dir, source, { now });
  expect(outcome).toMatchObject({ kind: 'failed', reason: 'clock' });
  expect('detail' in outcome && outcome.detail).toMatch(/2036-11-22\.1 .*Kolada's clock agrees/);
  // As the runbook says.
  for (const name of ['2036-11-22.1.duckdb', 'current.json']) await rm(join(dir, name));
  expect(await runIn(dir, source, { now })).toMatchObject({ release: '2026-11-23.3' });
});

test('figures checked at a time that has not come are told to be of unknown age', async () => {
  const dir = await folders.take();
  const time = new Date('2026-11-23T06:30:00Z');
  const server = await serveFolder({ dir, now: () => time });
  expect(await server.health()).toMatchObject({ status: 'degraded', reason: 'checked-in-future' });
  await server.close();
});

test('a clock an hour behind is no reason to worry', async () => {
  const dir = await folders.take();
  const server = await serveFolder({ dir, now: () => new Date('2026-11-23T07:15:00Z') });
  expect(await server.health()).toMatchObject({ status: 'ok' });
  await server.close();
});
