import { chmod, chown, mkdtemp, readdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  createSimulatedKolada,
  type SimulatedKolada,
} from '../../server/demo/simulated-kolada/simulated-kolada.ts';
import { mayMount, mountReadOnly } from '../support/mounts.ts';
import {
  NotStartedError,
  startServerProcess,
  type ServerProcess,
} from '../support/server-process.ts';
import { straysIn } from '../support/served-folder.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });
const patience = { timeout: 120_000, interval: 200 };

/** Root may write anywhere; the server is then run as `nobody`. */
const isRoot = process.getuid?.() === 0;
const user = isRoot ? { uid: 65_534, gid: 65_534 } : {};

let root: string;
let kolada: SimulatedKolada;
let running: ServerProcess | undefined;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'folders-'));
  await chmod(root, 0o755);
  kolada = await createSimulatedKolada({
    marked: false,
    catalogueDirectory: 'not-there',
    firstYear: 2024,
    lastYear: 2024,
  });
});
afterEach(async () => {
  await running?.end('SIGKILL');
  running = undefined;
});
afterAll(async () => {
  await kolada.close();
  await rm(root, { recursive: true });
});

async function start(dataDir: string, settings: Readonly<Record<string, string>> = {}) {
  running = await startServerProcess({ dataDir, settings, ...user });
  return running;
}

async function ownFolder(): Promise<string> {
  const dir = await mkdtemp(join(root, 'data-'));
  if (isRoot) await chown(dir, 65_534, 65_534);
  return dir;
}

/** A folder with a snapshot in it, as a server that could not reach Kolada leaves it. */
async function begunFolder(): Promise<string> {
  const dir = await ownFolder();
  const server = await start(dir, { REFRESH_HOURS: '0' });
  expect(await server.health()).toMatchObject({ source: 'snapshot' });
  expect(await server.end('SIGTERM')).toBe(0);
  return dir;
}

describe('a folder that may only be read', () => {
  test('is served, and /health says that it could not be refreshed', async () => {
    const dir = await begunFolder();
    await chmod(dir, 0o555);
    const before = await readdir(dir);
    const server = await start(dir, { KOLADA_URL: kolada.url });
    await expect
      .poll(server.health, patience)
      .toMatchObject({ status: 'degraded', reason: 'refresh-failed: not-writable' });
    expect(await server.health()).toMatchObject({
      source: 'snapshot',
      release: before[0]?.slice(0, -7),
    });
    expect(await server.end('SIGTERM')).toBe(0);
    expect(await readdir(dir)).toEqual(before);

    await chmod(dir, 0o755);
    const next = await start(dir, { KOLADA_URL: kolada.url });
    await expect.poll(next.health, patience).toMatchObject({ status: 'ok', source: 'kolada' });
    expect(await next.end('SIGTERM')).toBe(0);
    expect(await straysIn(dir)).toEqual([]);
  });

  test('and holds nothing ends the start in one line', async () => {
    const dir = await ownFolder();
    await chmod(dir, 0o555);
    await expect(start(dir)).rejects.toThrow(
      /^Cannot write in DATA_DIR=.* Choose a folder that this user may write in\.$/,
    );
  });

  test.runIf(mayMount())('on a disk mounted read-only is told the same way', async () => {
    const dir = await begunFolder();
    const unmount = mountReadOnly(dir);
    try {
      const server = await start(dir, { KOLADA_URL: kolada.url });
      await expect
        .poll(server.health, patience)
        .toMatchObject({ status: 'degraded', reason: 'refresh-failed: not-writable' });
      expect(await server.end('SIGTERM')).toBe(0);
    } finally {
      unmount();
    }
  });
});

describe('DATA_DIR', () => {
  test('that is missing, with the folders above it, is made', async () => {
    const dir = join(await ownFolder(), 'a/b/c');
    const server = await start(dir, { KOLADA_URL: kolada.url });
    await expect.poll(server.health, patience).toMatchObject({ status: 'ok', source: 'kolada' });
    expect(await server.end('SIGTERM')).toBe(0);
    expect(await straysIn(dir)).toEqual([]);
  });

  const wrong: readonly (readonly [string, string, (path: string) => Promise<void>])[] = [
    ['is a file', 'is not a folder.', (path) => writeFile(path, 'not a folder')],
    ['leads to itself', 'is not a folder.', (path) => symlink(path, path)],
    [
      'is a dangling symbolic link',
      'Choose a folder that this user may write in.',
      (path) => symlink(join(root, 'nowhere/at/all'), path),
    ],
  ];
  test.each(wrong)('that %s ends the start in one line: %s', async (_, words, make) => {
    const path = join(await ownFolder(), 'store');
    await make(path);
    const failure = await start(path).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(NotStartedError);
    expect(String(failure)).toMatch(/: [^\n]*DATA_DIR=[^\n]*$/);
    expect(String(failure)).toContain(words);
  });

  test('that is a symbolic link to a folder is used', async () => {
    const dir = await begunFolder();
    const path = join(await ownFolder(), 'store');
    await symlink(dir, path);
    const server = await start(path, { KOLADA_URL: kolada.url });
    await expect.poll(server.health, patience).toMatchObject({ status: 'ok', source: 'kolada' });
    expect(await server.end('SIGTERM')).toBe(0);
    expect(await straysIn(dir)).toEqual([]);
  });

  test('with files that belong to someone else is told, and nothing is lost', async () => {
    const dir = await begunFolder();
    for (const name of await readdir(dir)) await chmod(join(dir, name), 0o000);
    const server = await start(dir, { REFRESH_HOURS: '0' });
    const answer = await fetch(`${server.address}/health`);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ status: 'unavailable' });
    for (const name of await readdir(dir)) await chmod(join(dir, name), 0o644);
    await expect
      .poll(() => server.health().catch(() => undefined), patience)
      .toMatchObject({
        status: 'ok',
        source: 'snapshot',
      });
    expect(await server.end('SIGTERM')).toBe(0);
    expect(await straysIn(dir)).toEqual([]);
  });
});

test('a server with nothing left to serve and no room to begin anew goes on trying', async () => {
  const dir = await begunFolder();
  const [release = ''] = await readdir(dir);
  await truncate(join(dir, release), 100);
  const server = await start(dir, { REFRESH_HOURS: '0' });
  expect(await reasonOf(server)).toBe('unreadable');
  await chmod(dir, 0o555);
  await rm(join(dir, 'current.json'));
  await expect.poll(() => reasonOf(server), patience).toBe('no-data');
  await chmod(dir, 0o755);
  await expect.poll(() => reasonOf(server), patience).toBeUndefined();
  expect(await server.health()).toMatchObject({ status: 'ok', source: 'snapshot' });
  expect(await server.end('SIGTERM')).toBe(0);
});

async function reasonOf(server: ServerProcess): Promise<unknown> {
  const answer: unknown = await (await fetch(`${server.address}/health`)).json();
  return typeof answer === 'object' && answer !== null && 'reason' in answer
    ? answer.reason
    : undefined;
}
