import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectRoot } from './source-file.ts';

const places = [
  '/usr/sbin/nginx',
  '/usr/local/sbin/nginx',
  '/usr/bin/nginx',
  '/opt/homebrew/bin/nginx',
];

/** The machine's own nginx; undefined where there is none. */
export const nginx = places.find((path) => existsSync(path));

export interface RunningNginx {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/**
 * The product's own nginx.conf on loopback: only names, ports, certificates and folders differ.
 * @param upstream port of the server behind
 */
export async function startNginx(upstream: number): Promise<RunningNginx> {
  if (nginx === undefined) throw new Error('there is no nginx');
  const folder = await mkdtemp(join(tmpdir(), 'nginx-'));
  const port = await freePort();
  await mkdir(join(folder, 'temp'));
  const example = await readFile(join(projectRoot, 'server/deploy/nginx.conf'), 'utf8');
  const config = join(folder, 'nginx.conf');
  await writeFile(config, mainConfig(folder, adapt(example, { folder, port, upstream })));
  const args = ['-p', folder, '-c', config, '-e', join(folder, 'error.log')];
  const check = spawnSync(nginx, [...args, '-t'], { encoding: 'utf8' });
  if (check.status !== 0) throw new Error(check.stderr);
  const child = spawn(nginx, args, { stdio: 'ignore' });
  await answering(port);
  return {
    port,
    close: async () => {
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      await exit;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface Adaptation {
  readonly folder: string;
  readonly port: number;
  readonly upstream: number;
}

/** @throws {Error} where the example no longer has what is to be replaced */
function adapt(example: string, { folder, port, upstream }: Adaptation): string {
  const changes: [RegExp, string][] = [
    [/server \{\s+listen 80;[^}]+\}/, ''],
    [/listen 443 ssl http2;/, `listen 127.0.0.1:${port};`],
    [/listen \[::\]:443 ssl http2;/, ''],
    [/ssl_certificate \S+;/, ''],
    [/ssl_certificate_key \S+;/, ''],
    [/\/var\/cache\/nginx\/omvarld/, join(folder, 'cache')],
    [/server 127\.0\.0\.1:3000;/g, `server 127.0.0.1:${upstream};`],
  ];
  return changes.reduce((text, [from, to]) => {
    if (text.search(from) === -1) throw new Error(`nginx.conf has no ${String(from)}`);
    return text.replace(from, to);
  }, example);
}

function mainConfig(folder: string, http: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `${kind}_temp_path ${join(folder, 'temp', kind)};`)
    .join('\n');
  return `daemon off; master_process off; pid ${join(folder, 'pid')};
events { worker_connections 256; }
http { access_log off; ${temporary}
${http} }`;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function answering(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const answered = await fetch(`http://127.0.0.1:${port}/health`).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await sleep(50);
  }
  throw new Error('nginx does not answer');
}
