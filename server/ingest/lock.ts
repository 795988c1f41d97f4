import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { IngestError } from './errors.ts';

const holderSchema = z.object({
  token: z.string(),
  pid: z.number().int(),
  host: z.string(),
  /** When the process began, as the kernel says it: a pid alone may be another's by now. */
  started: z.string(),
});
type Holder = z.infer<typeof holderSchema>;

const unreadable = 'unreadable';

export interface Lock {
  readonly release: () => Promise<void>;
}

export const lockFile = 'ingest.lock';

const heartbeatMs = 5_000;
/** A holder on another machine or in another container cannot be looked up; it must show life. */
const foreignSilenceMs = 30_000;

/**
 * Only one run at a time may write in a folder. The lock of a process that has died is taken over.
 * @param dir DATA_DIR
 * @throws {IngestError} `locked` while a living process holds it
 */
export async function acquireLock(dir: string): Promise<Lock> {
  const path = join(dir, lockFile);
  const me: Holder = {
    token: randomUUID(),
    pid: process.pid,
    host: hostname(),
    started: startOf(process.pid) ?? '',
  };
  // Linking a finished file is atomic and fails where the name is taken: no lock is ever half written.
  const mine = join(dir, nameOfOwn(me));
  await writeFile(mine, JSON.stringify(me), { flag: 'wx' });
  try {
    await take(path, mine, 0);
  } finally {
    await rm(mine, { force: true });
  }
  const heartbeat = setInterval(() => {
    const now = new Date();
    void utimes(path, now, now).catch(() => undefined);
  }, heartbeatMs);
  heartbeat.unref();
  return {
    release: async () => {
      clearInterval(heartbeat);
      const holder = await readHolder(path);
      if (holder?.token === me.token) await rm(path, { force: true });
    },
  };
}

/**
 * Whether a file that a run makes on its way to the lock belongs to one that has died. Its content
 * says whose it is; its name does too, should the run have died while writing.
 */
export async function isAbandoned(path: string): Promise<boolean> {
  const holder = await readHolder(path);
  if (holder === undefined) return false;
  return !(await isAlive(holder.token === unreadable ? ownerByName(path) : holder, path));
}

function nameOfOwn({ token, pid, started, host }: Holder): string {
  return `${lockFile}.${token}.${pid}.${started}.${encodeURIComponent(host)}.tmp`;
}

function ownerByName(path: string): Holder {
  const parts = /^ingest\.lock\.([^.]+)\.(\d+)\.(\d*)\.(.+)\.tmp$/.exec(basename(path));
  const [, token = unreadable, pid = '0', started = '', host = encodeURIComponent(hostname())] =
    parts ?? [];
  return { token, pid: Number(pid), started, host: decodeURIComponent(host) };
}

/**
 * Takes `path`, or takes it over from a dead holder. Who may take over is settled by a second lock
 * named after the dead one, so that two that find it dead at once cannot both win.
 */
async function take(path: string, mine: string, depth: number): Promise<void> {
  for (let attempt = 0; attempt < 5; attempt++) {
    if (await linked(mine, path)) return;
    const holder = await readHolder(path);
    if (holder === undefined) continue;
    if (depth > 3 || (await isAlive(holder, path))) {
      throw new IngestError('locked', `another run holds ${path} (process ${holder.pid})`);
    }
    const succession = `${path}.${holder.token}`;
    await take(succession, mine, depth + 1);
    try {
      if ((await readHolder(path))?.token !== holder.token) continue;
      const copy = `${succession}.tmp`;
      await rm(copy, { force: true });
      await link(mine, copy);
      await rename(copy, path);
      return;
    } finally {
      await rm(succession, { force: true });
    }
  }
  throw new IngestError('locked', `${path} keeps changing hands`);
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** @returns undefined when there is no lock; a lock that cannot be read counts as a dead one's */
async function readHolder(path: string): Promise<Holder | undefined> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  try {
    return holderSchema.parse(JSON.parse(text));
  } catch {
    return { token: unreadable, pid: 0, host: hostname(), started: '' };
  }
}

async function isAlive(holder: Holder, path: string): Promise<boolean> {
  if (holder.host !== hostname()) {
    const touched = await stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    );
    return Math.abs(Date.now() - touched) < foreignSilenceMs;
  }
  if (holder.pid <= 0) return false;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    // EPERM: it lives, and is another user's.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  const started = startOf(holder.pid);
  return started === undefined || holder.started === '' || started === holder.started;
}

/** Start time of a process in kernel ticks; undefined where /proc does not tell. */
function startOf(pid: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in parentheses, may hold spaces; start time is field 22, the 20th after it.
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
