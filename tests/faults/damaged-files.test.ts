import { mkdir, open, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { caseCount, fuzzSeed } from '../support/case-count.ts';
import { expectSound, linesIn, type Soundness } from '../support/expect-sound.ts';
import { createFaultFolders, runIn, type FaultFolders } from '../support/fault-folder.ts';
import { seededRandom } from '../support/random.ts';
import { queryFile } from '../support/release-rows.ts';
import { linesOf, revisedSource } from '../support/revised-source.ts';
import { serveFolder } from '../support/served-folder.ts';

vi.setConfig({ testTimeout: 60_000 + caseCount(30) * 20_000, hookTimeout: 120_000 });

const snapshot = '2026-11-23.1.duckdb';
const newest = '2026-11-23.2.duckdb';

let folders: FaultFolders;
let begun: readonly string[];
beforeAll(async () => {
  folders = await createFaultFolders();
  begun = await linesIn(await folders.take(), '2026-11-23.1');
});
afterAll(() => folders.close());

const held = (revision: number) => linesOf(revisedSource(revision));

/** A server that starts on a folder which something has damaged. */
async function expectSoundAfter(
  damage: (dir: string) => Promise<unknown>,
  health?: Soundness['health'],
): Promise<void> {
  const dir = await folders.take();
  await damage(dir);
  const server = await serveFolder({ dir });
  try {
    await expectSound({
      server,
      allowed: [begun, held(0)],
      ...(health && { health }),
      nextRun: () => runIn(dir, revisedSource(1)),
      after: held(1),
    });
  } finally {
    await server.close();
  }
}

const refused = (code: string) => ({
  status: 'degraded' as const,
  reason: `release-refused: ${code}`,
});
const well = { status: 'ok' as const };

describe('a newest release file', () => {
  const sizes = () => readFile(join(folders.begun, newest)).then(({ length }) => length);

  test(`cut off at any of ${caseCount(12)} places is refused for the one before`, async () => {
    const random = seededRandom(fuzzSeed);
    const size = await sizes();
    for (let n = 0; n < caseCount(12); n++) {
      const at = n === 0 ? 0 : Math.floor(random() * size);
      await expectSoundAfter((dir) => truncate(join(dir, newest), at), refused('unreadable'));
    }
  });

  test(`with other bytes at any of ${caseCount(24)} places gives its figures or none of them`, async () => {
    const random = seededRandom(fuzzSeed + 1);
    const places = await placesInUse(join(folders.begun, newest));
    for (let n = 0; n < caseCount(24); n++) {
      const place = places[n % places.length] ?? 0;
      const at = place + Math.floor(random() * 2000);
      await expectSoundAfter((dir) => overwrite(join(dir, newest), at));
    }
  });

  test('with a stray log beside it is refused', async () => {
    await expectSoundAfter(
      (dir) => writeFile(join(dir, `${newest}.wal`), 'x'),
      refused('left-over-wal'),
    );
  });

  test('is not hurt by a log that bears the name of the release to come', async () => {
    await expectSoundAfter((dir) => writeFile(join(dir, '2026-11-23.3.duckdb.wal'), 'x'), well);
  });

  test('that is gone is refused', async () => {
    await expectSoundAfter((dir) => rm(join(dir, newest)), refused('unreadable'));
  });

  test('whose place a folder has taken is refused, and told from a damaged one', async () => {
    await expectSoundAfter(async (dir) => {
      await rm(join(dir, newest));
      await mkdir(join(dir, newest));
    }, refused('unreadable-not-a-file'));
  });

  test('is not hurt by damage to the one before', async () => {
    await expectSoundAfter((dir) => truncate(join(dir, snapshot), 1000), well);
  });
});

describe('a pointer', () => {
  const pointers: readonly (readonly [string, string, string])[] = [
    ['that is empty', '', 'bad-state-file'],
    ['of half a file', '{"release":"2026-11-23.2","numb', 'bad-state-file'],
    ['of other JSON', '[{"name":"not a pointer"}]', 'bad-state-file'],
    ['of bytes that are no text', '\u0000\u0001\ufffd', 'bad-state-file'],
    ['to a file that is not there', pointerTo('2026-11-23.7', 7), 'unreadable'],
    ['to a file with another number', pointerTo('2026-11-23.2', 9), 'wrong-release'],
  ];
  test.each(pointers)('%s leaves the newest release served', async (_, text, code) => {
    await expectSoundAfter((dir) => writeFile(join(dir, 'current.json'), text), refused(code));
  });

  test('that is gone while the server runs leaves what it serves', async () => {
    const dir = await folders.take();
    const server = await serveFolder({ dir });
    await rm(join(dir, 'current.json'));
    await expectSound({
      server,
      allowed: [held(0)],
      health: refused('pointer-missing'),
      nextRun: () => runIn(dir, revisedSource(1)),
      after: held(1),
    });
    await server.close();
  });

  test('that two dying runs were about to replace is the one that counts', async () => {
    await expectSoundAfter(async (dir) => {
      const text = await readFile(join(dir, 'current.json'), 'utf8');
      await writeFile(join(dir, 'current.json.a.tmp'), text);
      await writeFile(join(dir, 'current.json.b.tmp'), text.slice(0, 20));
      await mkdir(join(dir, 'draft-x.duckdb.spill'));
      await writeFile(join(dir, 'draft-x.duckdb'), text);
    }, well);
  });
});

test.each([
  ['last-refresh.json', 'last-refresh-unreadable'],
  ['held.json', 'held-unreadable'],
  ['watch.json', undefined],
])('a %s of other bytes is told, and mended by the next run', async (name, reason) => {
  const health = reason === undefined ? well : { status: 'degraded' as const, reason };
  await expectSoundAfter((dir) => writeFile(join(dir, name), '{"half'), health);
});

test('a damaged watch.json is told by the run that restores it', async () => {
  const dir = await folders.take();
  await writeFile(join(dir, 'watch.json'), '{"half');
  expect(await runIn(dir, revisedSource(1))).toMatchObject({
    notes: [{ code: 'watch-list-restored' }],
  });
  expect(await readFile(join(dir, 'last-refresh.json'), 'utf8')).toContain(
    'watch.json was damaged',
  );
});

test('a folder whose every release is damaged is served again after the next run', async () => {
  const dir = await folders.take();
  for (const name of [snapshot, newest]) await truncate(join(dir, name), 3000);
  await expect(serveFolder({ dir })).rejects.toMatchObject({ code: 'unreadable' });
  expect(await runIn(dir, revisedSource(1))).toMatchObject({ kind: 'published' });
  const server = await serveFolder({ dir });
  expect(await server.health()).toMatchObject({ status: 'ok', source: 'kolada' });
  await server.close();
});

function pointerTo(release: string, number: number): string {
  const at = '2026-11-23T08:00:00.000Z';
  const file = `${release}.duckdb`;
  return JSON.stringify({
    release,
    number,
    file,
    source: 'kolada',
    publishedAt: at,
    checkedAt: at,
  });
}

/** Where the file's headers and the blocks that hold its tables begin; much of the rest is free. */
async function placesInUse(path: string): Promise<number[]> {
  const blocks = await queryFile(
    path,
    ['observation', 'kpi', 'area', 'area_group', 'release', 'source']
      .map((table) => `SELECT DISTINCT block_id AS id FROM pragma_storage_info('${table}')`)
      .join(' UNION '),
  );
  const ids = blocks.map(({ id }) => Number(id)).filter((id) => id >= 0);
  return [0, 4096, 8192, ...ids.toSorted((a, b) => a - b).map((id) => 12_288 + id * 262_144)];
}

async function overwrite(path: string, at: number): Promise<void> {
  const file = await open(path, 'r+');
  await file.write(Buffer.alloc(64, 0xa5), 0, 64, at);
  await file.close();
}
