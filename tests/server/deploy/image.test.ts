import { cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { healthSchema } from '../../../server/routes/api-schemas.ts';
import { startProgram } from '../../support/start-program.ts';
import { projectRoot } from '../../support/source-file.ts';

const read = (path: string) => readFile(join(projectRoot, path), 'utf8');

/** Sources of the last stage's COPY lines. */
async function copied(): Promise<string[]> {
  const [, last = ''] = (await read('Dockerfile')).split(/^FROM (?!.* AS build)/m);
  return [...last.matchAll(/^COPY (?:--from=build )?(?:\/app\/)?(\S+) /gm)].map(
    ([, one = '']) => one,
  );
}

test('what the image copies is all that the server needs', { timeout: 120_000 }, async () => {
  const app = await mkdtemp(join(tmpdir(), 'image-'));
  const parts = await copied();
  expect(parts.length).toBeGreaterThan(4);
  const releases = join(projectRoot, 'data/store');
  for (const part of parts) {
    const [from, to] = [join(projectRoot, part), join(app, part)];
    if (part === 'node_modules') await symlink(from, to);
    else await cp(from, to, { recursive: true, filter: (path) => path !== releases });
  }
  await mkdir(join(app, 'data/store'));
  const server = startProgram({ REFRESH_HOURS: '0' }, app);
  const address = await server.address();
  expect(healthSchema.parse(await (await fetch(`${address}/health`)).json()).source).toBe(
    'snapshot',
  );
  expect((await fetch(`${address}/data.xlsx`)).status).toBe(200);
  expect((await fetch(`${address}/diagram.png`)).status).toBe(200);
  server.child.kill('SIGTERM');
  expect(await server.exited()).toBe(0);
  await rm(app, { recursive: true, force: true });
});

test('the image runs as nobody in particular, on the Node that the project is tested on', async () => {
  const dockerfile = await read('Dockerfile');
  expect(dockerfile).toMatch(/^USER node$/m);
  expect(dockerfile).toMatch(/^VOLUME \/app\/data\/store$/m);
  expect(dockerfile).toMatch(/^ENV .*\bHOST=0\.0\.0\.0 PORT=3000\b/m);
  const [major] = process.versions.node.split('.');
  expect(dockerfile.match(/^FROM node:(\d+)-/gm)).toEqual(Array(2).fill(`FROM node:${major}-`));
  const ignored = (await read('.dockerignore')).split('\n');
  for (const name of ['node_modules', 'data/store', '.git']) expect(ignored).toContain(name);
});
