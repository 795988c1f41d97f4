import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { staticFiles } from '../../../server/http/static-files.ts';

let folder: string;
let app: Hono;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dist-'));
  const root = join(folder, 'dist');
  await mkdir(join(root, 'assets'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(join(root, 'assets/main-AbCd_123.js'), `/* ${'x'.repeat(2000)} */`);
  await writeFile(join(root, 'icon.svg'), '<svg/>');
  await writeFile(join(root, '.env.txt'), 'secret');
  await writeFile(join(root, 'index.html'), '<!--main-->');
  await writeFile(join(root, 'manifest.json'), '{}');
  await symlink(join(folder, 'secret.txt'), join(root, 'link.txt'));
  await symlink(folder, join(root, 'up'));
  app = new Hono().use(staticFiles(root));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a file named by its hash is kept for ever', async () => {
  const response = await app.request('/assets/main-AbCd_123.js');
  expect(response.status).toBe(200);
  expect(response.headers.get('Content-Type')).toBe('text/javascript; charset=utf-8');
  expect(response.headers.get('Cache-Control')).toContain('immutable');
});

test('another file is asked about each time, and not sent again', async () => {
  const first = await app.request('/icon.svg');
  expect(first.headers.get('Cache-Control')).toContain('no-cache');
  const headers = { 'If-None-Match': first.headers.get('ETag') ?? '' };
  expect((await app.request('/icon.svg', { headers })).status).toBe(304);
});

test.each([
  '/.env.txt',
  '/link.txt',
  '/up/secret.txt',
  '/../secret.txt',
  '/%2e%2e/secret.txt',
  '/..%2fsecret.txt',
  '/assets/..%5c..%5csecret.txt',
  '/assets//main-AbCd_123.js',
  '/index.html',
  '/manifest.json',
  '/assets',
  '/constructor',
])('%s is not served', async (path) => {
  expect((await app.request(path)).status).toBe(404);
});

test('a folder that has not been built serves nothing', async () => {
  const empty = new Hono().use(staticFiles(join(folder, 'none')));
  expect((await empty.request('/icon.svg')).status).toBe(404);
});
