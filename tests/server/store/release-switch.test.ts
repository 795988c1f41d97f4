import { copyFile, readdir, readlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openStore } from '../../../server/store/open-store.ts';
import { NoReleaseError } from '../../../server/store/no-release-error.ts';
import type { Store } from '../../../server/store/store.ts';
import { defaultComparison } from '../../../web/shared/comparison/comparison.ts';
import { createReleaseFixture, type ReleaseFixture } from '../../support/release-fixture.ts';

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const value = (number: number) => ({
  observations: defaultComparison.areas.map((area) => ({
    kpi: 'N21006',
    area,
    year: 2024,
    value: number,
  })),
});

async function open(pollMs = 0): Promise<{ fixture: ReleaseFixture; store: Store }> {
  const fixture = await createReleaseFixture({ releases: [value(1)] });
  closing.push(fixture.close);
  const store = await openStore({ dataDir: fixture.dataDir, pollMs });
  closing.push(store.close);
  return { fixture, store };
}

const comparedValues = async (store: Store) => {
  const { observations, release } = await store.compare(defaultComparison);
  return { release: release.id, values: [...new Set(observations.map((row) => row.value))] };
};

test('no request fails or mixes releases while eight releases are switched in under load', async () => {
  const { fixture, store } = await open();
  const over = new AbortController();
  let answered = 0;
  const seen = new Set<string>();
  const ask = async () => {
    while (!over.signal.aborted) {
      const { release, values } = await comparedValues(store);
      expect(values).toEqual([Number(release.split('.')[1])]);
      seen.add(release);
      answered += 1;
      const { rows, rowCount } = await store.exportRows(defaultComparison);
      const chunks = await Array.fromAsync(rows);
      expect(chunks.flat()).toHaveLength(rowCount);
    }
  };
  const load = Promise.all(Array.from({ length: 3 }, ask));
  for (let number = 2; number <= 9; number++) {
    await fixture.publish(value(number));
    await store.refresh();
    expect(store.release().id).toBe(`2026-11-22.${number}`);
  }
  over.abort();
  await load;
  expect(store.problem()).toBeUndefined();
  expect(answered).toBeGreaterThan(20);
  expect(seen.size).toBeGreaterThan(4);
}, 120_000);

test.runIf(process.platform === 'linux')(
  'a drained release is closed, and one that is still being read is kept open until it is not',
  async () => {
    const { fixture, store } = await open();
    const held = await store.exportRows(defaultComparison);
    await fixture.publish(value(2));
    await store.refresh();
    expect(await openFiles(fixture.dataDir)).toEqual([
      '2026-11-22.1.duckdb',
      '2026-11-22.2.duckdb',
    ]);

    const rows = (await Array.fromAsync(held.rows)).flat();
    expect(rows.map((row) => row.value)).toEqual(defaultComparison.areas.map(() => 1));
    expect(await openFiles(fixture.dataDir)).toEqual(['2026-11-22.2.duckdb']);

    await store.close();
    expect(await openFiles(fixture.dataDir)).toEqual([]);
  },
);

test.runIf(process.platform === 'linux')(
  'a reader who gives up, before or after the first row, lets the release go',
  async () => {
    const { fixture, store } = await open();
    const unread = await store.exportRows(defaultComparison);
    const broken = await store.exportRows(defaultComparison);
    await fixture.publish(value(2));
    await store.refresh();
    for await (const _ of broken.rows) break;
    unread.close();
    unread.close();
    expect(await openFiles(fixture.dataDir)).toEqual(['2026-11-22.2.duckdb']);
    expect((await comparedValues(store)).values).toEqual([2]);
  },
);

test('an export that is closed while a part is read breaks, and never ends short', async () => {
  const { store } = await open();
  const { rows, close } = await store.exportRows({
    ...defaultComparison,
    kpis: ['N21006', 'U21468'],
  });
  const iterator = rows[Symbol.asyncIterator]();
  const first = iterator.next();
  close();
  expect((await first).value).toHaveLength(defaultComparison.areas.length);
  await expect(iterator.next()).rejects.toThrow('closed');
});

test('a pointer that is replaced is noticed without being told', async () => {
  const { fixture, store } = await open(20);
  await fixture.publish(value(2));
  await expect.poll(() => store.release().id, { timeout: 5000 }).toBe('2026-11-22.2');
});

test('a newer check of the same release changes only when it was checked', async () => {
  const { fixture, store } = await open();
  await fixture.point({ checkedAt: '2026-11-23T08:00:00.000Z' });
  await store.refresh();
  expect(store.release()).toMatchObject({
    id: '2026-11-22.1',
    publishedAt: '2026-11-22T08:01:00.000Z',
    checkedAt: '2026-11-23T08:00:00.000Z',
  });
});

const refusals: readonly [string, string, (fixture: ReleaseFixture) => Promise<void>][] = [
  [
    'is cut short',
    'unreadable',
    async ({ publish, pathOf }) => {
      const { release } = await publish(value(2));
      await truncate(pathOf(release), 5000);
    },
  ],
  [
    'has a left-over .wal',
    'left-over-wal',
    async ({ publish, pathOf }) => {
      const { release } = await publish(value(2));
      await writeFile(`${pathOf(release)}.wal`, '');
    },
  ],
  [
    'holds another release than it is named for',
    'wrong-release',
    async ({ publish, pathOf }) => {
      const { release } = await publish(value(2));
      await copyFile(pathOf('2026-11-22.1'), pathOf(release));
    },
  ],
  [
    'has no areas',
    'empty',
    async ({ dataDir }) => {
      const bad = await createReleaseFixture({
        releases: [{ ...value(2), id: '2026-11-23.1', areas: [] }],
      });
      closing.push(bad.close);
      for (const name of await readdir(bad.dataDir)) {
        await copyFile(join(bad.dataDir, name), join(dataDir, name));
      }
    },
  ],
  [
    'is not there',
    'unreadable',
    async ({ point }) => {
      await point({ release: '2026-11-24.1', file: '2026-11-24.1.duckdb', number: 2 });
    },
  ],
  [
    'is named by a pointer that cannot be read',
    'bad-state-file',
    async ({ dataDir }) => writeFile(join(dataDir, 'current.json'), '{"release":'),
  ],
];

test.each(refusals)(
  'a newer release that %s is refused as %s and the old one goes on serving',
  async (_, code, spoil) => {
    const { fixture, store } = await open();
    await spoil(fixture);
    await store.refresh();
    expect(store.problem()).toBe(code);
    expect(await comparedValues(store)).toEqual({ release: '2026-11-22.1', values: [1] });

    await fixture.publish({ ...value(3), id: '2026-11-25.1' });
    await store.refresh();
    expect(store.problem()).toBeUndefined();
    expect((await comparedValues(store)).values).toEqual([3]);
  },
);

test('a store that starts on a damaged release serves the one before it, and says so', async () => {
  const fixture = await createReleaseFixture({ releases: [value(1), value(2), value(3)] });
  closing.push(fixture.close);
  await truncate(fixture.pathOf('2026-11-22.3'), 5000);
  const store = await openStore({ dataDir: fixture.dataDir, pollMs: 0 });
  closing.push(store.close);
  expect(await comparedValues(store)).toEqual({ release: '2026-11-22.2', values: [2] });
  expect(store.problem()).toBe('unreadable');

  await fixture.publish({ ...value(4), id: '2026-11-22.10' });
  await store.refresh();
  expect(await comparedValues(store)).toEqual({ release: '2026-11-22.10', values: [4] });
  expect(store.problem()).toBeUndefined();
});

test('a store that finds nothing whole says what is wrong with the release pointed at', async () => {
  const fixture = await createReleaseFixture({ releases: [value(1)] });
  closing.push(fixture.close);
  await truncate(fixture.pathOf('2026-11-22.1'), 5000);
  await expect(openStore({ dataDir: fixture.dataDir, pollMs: 0 })).rejects.toMatchObject({
    name: 'ReleaseFileError',
    code: 'unreadable',
  });
});

test('a closed store refuses questions', async () => {
  const { store } = await open();
  await store.close();
  await expect(store.compare(defaultComparison)).rejects.toThrow('the store is closed');
});

test('an empty folder has nothing to serve', async () => {
  const fixture = await createReleaseFixture({ releases: [] });
  closing.push(fixture.close);
  await expect(openStore({ dataDir: fixture.dataDir, pollMs: 0 })).rejects.toThrow(NoReleaseError);
});

/** Release files that this process has open. */
async function openFiles(dataDir: string): Promise<string[]> {
  const links = await Promise.all(
    (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')),
  );
  const names = links
    .filter((path) => path.startsWith(`${dataDir}/`))
    .map((path) => path.slice(dataDir.length + 1));
  return [...new Set(names)].sort();
}
