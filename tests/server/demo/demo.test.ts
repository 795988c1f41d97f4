import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');

test('the demo serves invented figures and says so, in the terminal, the health and the page', async () => {
  const store = await mkdtemp(join(tmpdir(), 'demo-'));
  const demo = spawn(process.execPath, [join(root, 'server/demo/main.ts')], {
    cwd: root,
    env: { ...process.env, PORT: '0', DATA_DIR: store, LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(async () => {
    if (demo.exitCode === null) demo.kill('SIGTERM');
    await rm(store, { recursive: true, force: true });
  });

  const { said, address } = await linesUntilAddress(demo.stdout);
  expect(said[0]).toContain('påhittade siffror');

  await expect
    .poll(async () => (await fetch(`${address}/health`)).json(), {
      timeout: 120_000,
      interval: 200,
    })
    .toMatchObject({ source: 'simulated' });
  expect(await (await fetch(`${address}/data.csv`)).text()).toMatch(/påhittad/i);
  expect(await (await fetch(`${address}/inbaddat`)).text()).toContain('Påhittade siffror');

  demo.kill('SIGTERM');
  await once(demo, 'exit');
  expect(demo.exitCode).toBe(0);
  await expect(fetch(`${address}/health`)).rejects.toThrow('fetch failed');
}, 180_000);

async function linesUntilAddress(output: NodeJS.ReadableStream) {
  const said: string[] = [];
  for await (const line of createInterface({ input: output })) {
    said.push(line);
    const address = /Titta på (http:\S+)/.exec(line)?.[1];
    if (address !== undefined) return { said, address };
  }
  throw new Error(`the demo ended: ${said.join('\n')}`);
}
