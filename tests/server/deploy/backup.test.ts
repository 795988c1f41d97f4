import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ingest } from '../../../server/ingest/ingest.ts';
import { dataFiles } from '../../../server/ingest/open-source.ts';
import { readPointer } from '../../../server/store/pointer.ts';
import { readWatch } from '../../../server/store/watch.ts';
import { comparisonSchema } from '../../../server/routes/api-schemas.ts';
import { createTestSource, value, type TestSource } from '../../support/ingest-source.ts';
import { startTestServer } from '../../support/server.ts';
import { projectRoot } from '../../support/source-file.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let folder = '';
let source: TestSource;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backup-'));
  source = createTestSource();
});
afterEach(() => rm(folder, { recursive: true }));

const now = () => new Date('2026-11-23T12:00:00Z');
const run = (dir: string, kpis?: string[]) =>
  ingest(kpis === undefined ? { kind: 'refresh' } : { kind: 'kpis', kpis }, {
    dir,
    dataFiles,
    openSource: () => source,
    now,
  });

/** The commands of the runbook as they stand, in the block marked with `name`. */
async function follow(name: string, folders: { DATA_DIR: string; BACKUP: string }): Promise<void> {
  const runbook = await readFile(join(projectRoot, 'server/deploy/README.md'), 'utf8');
  const [, commands] = new RegExp(`\`\`\`sh ${name}\n([^]*?)\`\`\``).exec(runbook) ?? [];
  if (commands === undefined) throw new Error(`the runbook has no block ${name}`);
  const env = { PATH: process.env['PATH'], ...folders };
  const { status, stderr } = spawnSync('sh', ['-eu', '-c', commands], { env, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
}

/** What the comparison answers, in every release there is. */
async function answers(dataDir: string, releases: readonly string[]) {
  const server = await startTestServer({ dataDir });
  try {
    const base = `http://127.0.0.1:${server.port}/api/v1/comparison?nyckeltal=N21006&kommuner=2305&ar=2010-2026`;
    return await Promise.all(
      ['', ...releases.map((id) => `&utgava=${id}`)].map(async (end) =>
        comparisonSchema.parse(await (await fetch(`${base}${end}`)).json()),
      ),
    );
  } finally {
    await server.close();
  }
}

test.runIf(process.platform !== 'win32')(
  'a backup taken beside a running service gives everything back: figures, history and what is watched',
  async () => {
    const DATA_DIR = join(folder, 'store');
    const BACKUP = join(folder, 'backups/2026-11-23');
    await run(DATA_DIR);
    source.valueList.push(value('N21006 2305 2025', 410_000));
    await run(DATA_DIR, ['N00003']);
    const releases = ['2026-11-23.1', '2026-11-23.2', '2026-11-23.3'];
    const before = await answers(DATA_DIR, releases.slice(0, 2));
    // What a run under way leaves for a moment.
    for (const name of [
      'ingest.lock',
      'draft-1.duckdb',
      'draft-1.duckdb.wal',
      'current.json.1.tmp',
    ])
      await writeFile(join(DATA_DIR, name), 'of another moment');

    await follow('backup', { DATA_DIR, BACKUP });
    const pointer = await readPointer(DATA_DIR);
    expect((await readdir(BACKUP)).toSorted()).toEqual(
      [pointer?.file, 'current.json', 'watch.json'].toSorted(),
    );

    const restored = join(folder, 'new machine');
    await follow('restore', { DATA_DIR: restored, BACKUP });
    expect(await answers(restored, releases.slice(0, 2))).toEqual(before);
    expect(await readWatch(restored)).toEqual(await readWatch(DATA_DIR));

    source.valueList.push(value('N21006 2305 2026', 420_000));
    expect(await run(restored)).toMatchObject({ kind: 'published' });
  },
);

test.runIf(process.platform !== 'win32')(
  'a folder that nobody has fetched into is backed up too',
  async () => {
    const DATA_DIR = join(folder, 'store');
    await ingest({ kind: 'snapshot' }, { dir: DATA_DIR, dataFiles, openSource: () => source, now });
    await follow('backup', { DATA_DIR, BACKUP: join(folder, 'backup') });
    expect(await readdir(join(folder, 'backup'))).toHaveLength(2);
  },
);
