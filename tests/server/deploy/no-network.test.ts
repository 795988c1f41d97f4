import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { projectRoot } from '../../support/source-file.ts';

/** A network namespace of one's own, in which loopback is all there is. */
const inNamespace = ['--map-root-user', '--net', 'sh', '-c'];
const upLoopback = 'ip link set lo up';
const isAllowed = spawnSync('unshare', [...inNamespace, upLoopback]).status === 0;
if (!isAllowed) {
  console.log('No network namespace may be made here: starting without a network is not tried.');
}

/** Starts the server on its defaults, asks it what a first visitor would, and tells what it heard. */
const visit = `
  import { spawn } from 'node:child_process';
  import { once } from 'node:events';
  import { networkInterfaces } from 'node:os';
  const server = spawn(process.execPath, ['server/main.ts'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(server.stdout, 'data');
  const address = String(line).trim().replace('localhost', '127.0.0.1');
  const get = async (path) => (await fetch(address + path)).json();
  const { observations } = await get('/api/v1/comparison');
  let health = await get('/health');
  for (let tries = 0; tries < 300 && health.status === 'ok' || health.reason === 'data-old'; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    health = await get('/health');
  }
  server.kill('SIGTERM');
  const [exit] = await once(server, 'exit');
  const interfaces = Object.keys(networkInterfaces());
  console.log(JSON.stringify({ interfaces, values: observations.length, health, exit }));
`;

const seen = z.object({
  interfaces: z.array(z.string()),
  values: z.number(),
  health: z.object({ status: z.string(), source: z.string(), reason: z.string() }),
  exit: z.number(),
});

test.runIf(isAllowed)(
  'without a network but loopback it starts, shows the snapshot, and says that Kolada is out of reach',
  { timeout: 120_000 },
  async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'no-network-'));
    const command = `${upLoopback} && exec "$0" --input-type=module -e "$1"`;
    const child = spawn('unshare', [...inNamespace, command, process.execPath, visit], {
      cwd: projectRoot,
      // The real address of Kolada, which cannot even be looked up there.
      env: { PATH: process.env['PATH'], PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'silent' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    await once(child, 'close');
    expect(seen.parse(JSON.parse(out))).toEqual({
      interfaces: ['lo'],
      values: 14,
      health: { status: 'degraded', source: 'snapshot', reason: 'refresh-failed: kolada-network' },
      exit: 0,
    });
    await rm(dataDir, { recursive: true, force: true });
  },
);
