import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadSnapshot } from '../../server/data/snapshot.ts';
import { comparisonSchema, healthSchema } from '../../server/routes/api-schemas.ts';

const root = join(import.meta.dirname, '../..');
const patience = 60_000;
let dataDir: string;
let running: ChildProcess | undefined;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'server-'));
});
afterEach(async () => {
  if (running?.exitCode === null) running.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});

/** The program as `npm start` runs it, without the build; Kolada is out of reach. */
function start(settings: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, ['server/main.ts'], {
    cwd: root,
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      DATA_DIR: dataDir,
      KOLADA_URL: 'http://127.0.0.1:9',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running = child;
  let out = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const address = async () => {
    while (!out.includes('\n')) await Promise.race([once(child.stdout, 'data'), exited(child)]);
    return out.trim();
  };
  return { child, address, errors: () => errors };
}

async function exited(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

test(
  'an empty folder and no Kolada: the seven kommuner’s figures as the facts say, and the truth about them',
  async () => {
    const server = start();
    const address = await server.address();
    expect(address).toMatch(/^http:\/\/localhost:\d+$/);

    const answer = await fetch(`${address}/api/v1/comparison`);
    const { observations, release } = comparisonSchema.parse(await answer.json());
    const facts = loadSnapshot(join(root, 'data'))
      .observations.filter(({ kpi }) => kpi === 'N21006' || kpi === 'U21468')
      .filter(({ year, gender }) => year === 2024 && gender === 'T');
    expect(observations).toHaveLength(14);
    for (const { kpi, area, value } of facts) {
      expect(observations).toContainEqual(
        expect.objectContaining({ kpi, municipality: area, year: 2024, value, status: '' }),
      );
    }
    expect(release.source).toBe('snapshot');

    const health = async () => healthSchema.parse(await (await fetch(`${address}/health`)).json());
    await expect
      .poll(health, { timeout: patience })
      .toMatchObject({ status: 'degraded', reason: 'refresh-failed: kolada-network' });

    server.child.kill('SIGTERM');
    expect(await exited(server.child)).toBe(0);
    expect((await readdir(dataDir)).filter((name) => /\.(?:wal|tmp|lock)$/.test(name))).toEqual([]);
  },
  patience * 2,
);

test('every fault in the settings is named, without a stack', async () => {
  const server = start({ PORT: 'many', KOLADA_URL: 'kolada', LOG_LEVEL: 'loud' });
  expect(await exited(server.child)).toBe(1);
  for (const name of ['PORT', 'KOLADA_URL', 'LOG_LEVEL']) expect(server.errors()).toContain(name);
  expect(server.errors()).not.toContain('    at ');
});

test(
  'a port in use is told in one line, and the folder is left in order',
  async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? String(address.port) : '';
    const server = start({ PORT: port, LOG_LEVEL: 'silent' });
    expect(await exited(server.child)).toBe(1);
    expect(server.errors().trim()).toBe(
      `Port ${port} is in use. Stop the other program, or choose another with PORT=3001.`,
    );
    other.close();
  },
  patience,
);
