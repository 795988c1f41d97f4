import { mkdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

/** A bound on the memory of processes, as systemd's MemoryMax= and a container have it. */
export interface MemoryCgroup {
  /** To be called as soon as the process has started. */
  readonly take: (pid: number) => Promise<void>;
  /** Megabytes at most, what the kernel keeps of files for it included. */
  readonly peakMb: () => Promise<number>;
  /** Once its processes have been told to end. */
  readonly close: () => Promise<void>;
}

interface Version {
  readonly root: string;
  readonly limit: string;
  readonly peak: string;
}

const versions: readonly Version[] = [
  {
    root: '/sys/fs/cgroup/memory',
    limit: 'memory.limit_in_bytes',
    peak: 'memory.max_usage_in_bytes',
  },
  { root: '/sys/fs/cgroup', limit: 'memory.max', peak: 'memory.peak' },
];

/** Undefined where this user may make none: the caller says so, and measures without. */
export async function openMemoryCgroup(megabytes: number): Promise<MemoryCgroup | undefined> {
  for (const { root, limit, peak } of versions) {
    const folder = `${root}/omvarld-test-${process.pid}`;
    try {
      await mkdir(folder);
      await writeFile(`${folder}/${limit}`, String(megabytes * 2 ** 20));
      return {
        take: (pid) => writeFile(`${folder}/cgroup.procs`, String(pid)),
        peakMb: async () => Number(await readFile(`${folder}/${peak}`, 'utf8')) / 2 ** 20,
        close: () => closeWhenEmpty(folder),
      };
    } catch {
      await rmdir(folder).catch(() => undefined);
    }
  }
  return undefined;
}

/** A helper of a process that has ended is a moment later. @throws {Error} when one stays */
async function closeWhenEmpty(folder: string): Promise<void> {
  for (let left = 200; ; left--) {
    try {
      await rmdir(folder);
      return;
    } catch (error) {
      if (left === 0) throw error;
      await wait(50);
    }
  }
}
