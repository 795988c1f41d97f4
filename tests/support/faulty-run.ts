/**
 * A run in a process of its own, on a file system that fails:
 *   node faulty-run.ts <dir> <revision> <mode> <n> [KPI to fetch on demand]
 * mode `none`; `kill` before the n-th operation that changes the folder; `tear`: write half of what
 * the n-th writes, then die; `full`: the disk is full from the n-th on; `wait`: begin when told to.
 * Prints the outcome, how many operations there were, and which of them wrote.
 */
import { once } from 'node:events';
import type { FileHandle } from 'node:fs/promises';
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { ingest } from '../../server/ingest/ingest.ts';
import { dataFiles } from '../../server/ingest/open-source.ts';
import { revisedSource } from './revised-source.ts';

const [dir = '', revision = '0', mode = 'none', at = '0', kpi = ''] = process.argv.slice(2);
let operations = 0;
/** Those that can be torn. */
const writes: number[] = [];

const die = () => {
  process.kill(process.pid, 'SIGKILL');
  // The signal comes before the next turn of the loop.
  return new Promise<never>(() => undefined);
};

/** Called before each operation; `tear` does half of it. */
async function before(name: string, needsSpace: boolean, tear?: () => Promise<unknown>) {
  operations += 1;
  if (tear !== undefined) writes.push(operations);
  const isHit = operations === Number(at);
  if (mode === 'kill' && isHit) await die();
  if (mode === 'tear' && isHit) {
    await tear?.();
    await die();
  }
  if (mode === 'full' && needsSpace && operations >= Number(at)) {
    throw Object.assign(new Error(`ENOSPC: no space left on device, ${name}`), { code: 'ENOSPC' });
  }
}

const half = (data: unknown) => String(data).slice(0, String(data).length / 2);
const real = { ...fs };

fs.open = async (path, flags, ...rest) => {
  if (flags !== undefined && flags !== 'r') await before('open', true);
  const handle = await real.open(path, flags, ...rest);
  return watched(handle);
};
fs.writeFile = async (path, data, options) => {
  await before('write', true, () => real.writeFile(path, half(data), options));
  return real.writeFile(path, data, options);
};
fs.link = async (from, to) => {
  await before('link', true);
  return real.link(from, to);
};
fs.mkdir = Object.assign(async (...[path, options]: Parameters<typeof real.mkdir>) => {
  await before('mkdir', true);
  return real.mkdir(path, options);
});
fs.copyFile = async (from, to, how) => {
  await before('copyfile', true, async () => {
    await real.copyFile(from, to);
    await real.truncate(to, Math.floor((await real.stat(to)).size / 2));
  });
  return real.copyFile(from, to, how);
};
fs.rename = async (from, to) => {
  await before('rename', false);
  return real.rename(from, to);
};
fs.unlink = async (path) => {
  await before('unlink', false);
  return real.unlink(path);
};
fs.rm = async (path, options) => {
  await before('rm', false);
  return real.rm(path, options);
};
syncBuiltinESMExports();

function watched(handle: FileHandle): FileHandle {
  const { writeFile, sync } = handle;
  handle.writeFile = async (data, options) => {
    await before('write', true, () => writeFile.call(handle, half(data), options));
    return writeFile.call(handle, data, options);
  };
  handle.sync = async () => {
    await before('sync', false);
    return sync.call(handle);
  };
  return handle;
}

if (mode === 'wait') {
  process.send?.('ready');
  await once(process, 'message');
}
const outcome = await ingest(
  kpi === '' ? { kind: 'refresh', full: true } : { kind: 'kpis', kpis: [kpi] },
  {
    dir,
    dataFiles,
    openSource: () => revisedSource(Number(revision)),
    now: () => new Date('2026-11-23T12:00:00Z'),
    onProgress: ({ phase }) => void process.send?.(phase),
  },
);
console.log(JSON.stringify({ outcome, operations, writes }));
if (process.connected) process.disconnect();
