import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const largeBytes = 64 * 2 ** 20;

/** A disk of its own in memory. */
export interface SmallDisk {
  readonly path: string;
  /** Shrinks it until so many bytes are left; undefined makes it large again. */
  readonly leave: (bytes: number | undefined) => void;
  readonly close: () => Promise<void>;
}

/** Whether this user may mount disks; where not, that is said once. */
export function mayMount(): boolean {
  const path = mkdtempSync(join(tmpdir(), 'mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', path], { stdio: 'ignore' });
    execFileSync('umount', [path]);
    return true;
  } catch {
    console.warn(
      'may not mount a disk here: only stand-ins for full and read-only disks are tried',
    );
    return false;
  } finally {
    rmSync(path, { recursive: true });
  }
}

export async function mountSmallDisk(): Promise<SmallDisk> {
  const path = await mkdtemp(join(tmpdir(), 'small-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${largeBytes}`, 'tmpfs', path]);
  return {
    path,
    leave: (bytes) => {
      const { blocks, bavail, bsize } = statfsSync(path);
      const size = bytes === undefined ? largeBytes : (blocks - bavail) * bsize + bytes;
      execFileSync('mount', ['-o', `remount,size=${size}`, path]);
    },
    close: async () => {
      execFileSync('umount', [path]);
      await rm(path, { recursive: true });
    },
  };
}

/** @returns what lets the folder be written in again */
export function mountReadOnly(dir: string): () => void {
  execFileSync('mount', ['--bind', dir, dir]);
  execFileSync('mount', ['-o', 'remount,bind,ro', dir]);
  return () => void execFileSync('umount', [dir]);
}
