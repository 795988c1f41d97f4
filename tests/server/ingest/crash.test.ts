import { execFile, fork } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { ingest } from '../../../server/ingest/ingest.ts';
import { phases, type Outcome } from '../../../server/ingest/job.ts';
import { dataFiles } from '../../../server/ingest/open-source.ts';
import { readLastRefresh } from '../../../server/store/last-refresh.ts';
import { readPointer } from '../../../server/store/pointer.ts';
import { createTestSource, value, type TestSource } from '../../support/ingest-source.ts';
import { observationsIn, queryRelease } from '../../support/release-rows.ts';

// Each run opens and writes real files: on a busy machine seconds, on a quiet one tenths.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const crasher = join(import.meta.dirname, '../../support/ingest-crash.ts');
const clock = new Date('2026-11-23T12:00:00Z');

let begun = '';
let dir = '';
let source: TestSource;

const refresh = (folder = dir, from = source): Promise<Outcome> =>
  ingest({ kind: 'refresh' }, { dir: folder, dataFiles, openSource: () => from, now: () => clock });

beforeAll(async () => {
  begun = await mkdtemp(join(tmpdir(), 'crash-'));
  await refresh(begun, createTestSource());
});
afterAll(() => rm(begun, { recursive: true }));
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'crash-'));
  await cp(begun, dir, { recursive: true });
  // What the process that is killed was bringing in.
  source = createTestSource();
  source.valueList.push(value('N21006 2305 2025', 410_000));
  source.valueList = source.valueList.filter(({ gender }) => gender !== 'K');
});
afterEach(() => rm(dir, { recursive: true }));

const before = () => observationsIn(begun, 2);
const releaseFiles = /^(2026-11-2[34]\.\d\.duckdb|(?:current|last-refresh|refresh-state)\.json)$/;
const strays = async () => (await readdir(dir)).filter((name) => !releaseFiles.test(name));

const dieAt = (phase: string) =>
  new Promise<NodeJS.Signals | null>((resolve) => {
    const child = fork(crasher, [dir, phase], { stdio: 'ignore' });
    child.once('exit', (_code, signal) => resolve(signal));
  });

describe('a run that is killed', () => {
  test.each(phases.map((phase) => ({ phase })))(
    'at $phase leaves the old release or the whole new one, and the next run succeeds by itself',
    async ({ phase }) => {
      expect(await dieAt(phase)).toBe('SIGKILL');
      const killed = await readPointer(dir);
      const held = await observationsIn(dir, killed?.number ?? 0);
      const fresh = [
        ...(await before()).filter((line) => !line.includes(' K=')),
        'N21006 2305 2025 T=410000.0',
      ];
      expect(held).toEqual(phase === 'clean' ? fresh.toSorted() : await before());

      expect(await refresh()).toMatchObject({ kind: expect.stringMatching(/published|unchanged/) });
      const after = await readPointer(dir);
      expect(after?.number).toBe(3);
      expect(await observationsIn(dir, 3)).toEqual(fresh.toSorted());
      expect(await observationsIn(dir, 2)).toEqual(await before());
      expect(await strays()).toEqual([]);
    },
  );

  test('between naming its file and the pointer has made a release, and the next run says so', async () => {
    await dieAt('pointer');
    expect(await readdir(dir)).toContain('2026-11-23.3.duckdb');
    expect(await readPointer(dir)).toMatchObject({ release: '2026-11-23.2' });
    expect(await refresh()).toMatchObject({ kind: 'unchanged', release: '2026-11-23.3' });
  });
});

describe('the folder', () => {
  test('that lost its pointer gets it back with all history', async () => {
    await rm(join(dir, 'current.json'));
    expect(await refresh()).toMatchObject({ kind: 'published', release: '2026-11-23.3' });
    expect(await observationsIn(dir, 2)).toEqual(await before());
  });

  test('whose newest file is cut off goes on from the one before', async () => {
    const bytes = await readFile(join(dir, '2026-11-23.2.duckdb'));
    await writeFile(join(dir, '2026-11-23.2.duckdb'), bytes.subarray(0, bytes.length / 3));
    expect(await refresh()).toMatchObject({ kind: 'published', release: '2026-11-23.3' });
    expect(await queryRelease(dir, 'SELECT id FROM release ORDER BY number')).toEqual([
      { id: '2026-11-23.1' },
      { id: '2026-11-23.3' },
    ]);
  });

  test('with a stray log beside the newest file does not build on that file', async () => {
    await writeFile(join(dir, '2026-11-23.2.duckdb.wal'), 'x');
    expect(await refresh()).toMatchObject({ kind: 'published', release: '2026-11-23.3' });
    expect(await queryRelease(dir, 'SELECT max(number) AS n FROM release')).toEqual([{ n: 2 }]);
  });

  test('that cannot be written in is a failure with a code', async () => {
    const file = join(dir, 'current.json');
    for (const folder of [join(file, 'inside'), '/proc/nope/deeper']) {
      expect(await refresh(folder)).toMatchObject({ kind: 'failed', reason: 'not-writable' });
    }
  });

  test('on a disk that fills up is unchanged, and the run says that the disk is full', async () => {
    // A limit on file size stands in for the full disk: both refuse the write half-way.
    const { stdout } = await promisify(execFile)('sh', [
      '-c',
      `trap '' XFSZ; ulimit -f 3500; exec "$0" "$1" "$2" none`,
      process.execPath,
      crasher,
      dir,
    ]);
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'failed', reason: 'disk-full' });
    expect(await observationsIn(dir, 2)).toEqual(await before());
    expect(await strays()).toEqual([]);
    expect(await readLastRefresh(dir)).toMatchObject({ reason: 'disk-full' });
    expect(await refresh()).toMatchObject({ kind: 'published' });
  });

  test('keeps the newest three release files; the history is in each', async () => {
    for (let year = 2001; year < 2005; year++) {
      source.valueList.push(value(`N21006 2305 ${year}`, year));
      await refresh();
    }
    const files = (await readdir(dir)).filter((name) => name.endsWith('.duckdb'));
    expect(files.sort()).toEqual([4, 5, 6].map((n) => `2026-11-23.${n}.duckdb`));
    expect(await observationsIn(dir, 2)).toEqual(await before());
  });
});

describe('two runs at once', () => {
  test('one works, the other is refused', async () => {
    const outcomes = await Promise.all([refresh(), refresh()]);
    const kinds = outcomes.map((o) => (o.kind === 'failed' ? o.reason : o.kind));
    expect(kinds.toSorted()).toEqual(['locked', 'published']);
    expect(await readLastRefresh(dir)).toMatchObject({ outcome: 'published' });
  });

  test('a lock whose process has died, or is another one by now, is taken over by one', async () => {
    const holders = [
      { token: 'a', pid: 2 ** 22 + 1, host: hostname(), started: '1' },
      { token: 'b', pid: process.pid, host: hostname(), started: '1' },
      'not a lock',
    ];
    for (const holder of holders) {
      await writeFile(join(dir, 'ingest.lock'), JSON.stringify(holder));
      source.valueList.push(value(`N21006 1490 ${1990 + holders.indexOf(holder)}`, 1));
      const outcomes = await Promise.all([refresh(), refresh(), refresh()]);
      const done = outcomes.filter(({ kind }) => kind !== 'failed');
      expect(done).toMatchObject([{ kind: 'published' }]);
      expect(await strays()).toEqual([]);
    }
  });

  test('a living holder on another machine is respected', async () => {
    const holder = { token: 'a', pid: 1, host: 'elsewhere', started: '' };
    await writeFile(join(dir, 'ingest.lock'), JSON.stringify(holder));
    expect(await refresh()).toMatchObject({ kind: 'failed', reason: 'locked' });
  });
});

test('a run that is told to stop leaves everything as it was', async () => {
  const stop = new AbortController();
  source.beforePage = (page) => {
    if (page === 2) stop.abort();
  };
  const outcome = await ingest(
    { kind: 'refresh' },
    { dir, dataFiles, openSource: () => source, now: () => clock, signal: stop.signal },
  );
  expect(outcome).toMatchObject({ kind: 'failed', reason: 'aborted' });
  expect(await observationsIn(dir, 2)).toEqual(await before());
  expect(await strays()).toEqual([]);
});
