import { join } from 'node:path';
import type { ReleaseFile } from './release-file.ts';
import type { Pointer } from './pointer.ts';

/** The release being served, which a newer one may replace while questions are being answered. */
export interface ReleaseSwitch {
  readonly current: () => ServedRelease;
  /** Answers from one release to the end, however many switches happen meanwhile. */
  use: <T>(work: (served: ServedRelease) => Promise<T>) => Promise<T>;
  /** Keeps a release open until the function returned is called. */
  hold: () => { readonly served: ServedRelease; readonly letGo: () => void };
  /** Looks at the pointer now; resolves when what it says is served, or refused. */
  refresh: () => Promise<void>;
  /** Code of why the release that the pointer names is not the one being served. */
  readonly problem: () => string | undefined;
  /** Resolves when every question has been answered and the file is closed. */
  close: () => Promise<void>;
}

export interface ServedRelease {
  readonly file: ReleaseFile;
  readonly checkedAt: string;
}

export interface SwitchOptions {
  readonly dataDir: string;
  readonly readPointer: () => Promise<Pointer | undefined>;
  readonly open: (path: string, pointer: Pointer) => Promise<ReleaseFile>;
  /** Told of each attempt to serve another release. */
  readonly onSwitch: (release: string, error?: unknown) => void;
}

/** No release has been published in DATA_DIR, so there is nothing to serve. */
export class NoReleaseError extends Error {
  override readonly name = 'NoReleaseError';
}

/** @throws {NoReleaseError} @throws {ReleaseFileError} @throws {StateFileError} */
export async function openReleaseSwitch(options: SwitchOptions): Promise<ReleaseSwitch> {
  const pointer = await options.readPointer();
  if (pointer === undefined) throw new NoReleaseError(`no release in ${options.dataDir}`);
  let lease = createLease(await open(options, pointer), pointer.checkedAt);
  const draining = new Set<Promise<void>>();
  let problem: string | undefined;
  let turn = Promise.resolve();

  const follow = async () => {
    try {
      const next = await options.readPointer();
      if (next === undefined) throw new NoReleaseError(`no release in ${options.dataDir}`);
      if (next.release !== lease.served.file.newest.id) {
        const opened = createLease(await open(options, next), next.checkedAt);
        const old = lease;
        lease = opened;
        const drained = old.retire();
        draining.add(drained);
        void drained.then(() => draining.delete(drained));
        options.onSwitch(next.release);
      } else lease.served = { ...lease.served, checkedAt: next.checkedAt };
      problem = undefined;
    } catch (error) {
      problem = codeOf(error);
      options.onSwitch(lease.served.file.newest.id, error);
    }
  };

  return {
    current: () => lease.served,
    use: async (work) => {
      const held = lease.take();
      try {
        return await work(held.served);
      } finally {
        held.letGo();
      }
    },
    hold: () => lease.take(),
    refresh: () => {
      turn = turn.then(follow);
      return turn;
    },
    problem: () => problem,
    close: async () => {
      await turn;
      draining.add(lease.retire());
      await Promise.all(draining);
    },
  };
}

function open({ dataDir, open: openFile }: SwitchOptions, pointer: Pointer): Promise<ReleaseFile> {
  return openFile(join(dataDir, pointer.file), pointer);
}

interface Lease {
  served: ServedRelease;
  take: () => { readonly served: ServedRelease; readonly letGo: () => void };
  /** Closes the file when the last holder has let go. */
  retire: () => Promise<void>;
}

function createLease(file: ReleaseFile, checkedAt: string): Lease {
  const closed = Promise.withResolvers<void>();
  let holders = 1;
  const letGo = () => {
    holders -= 1;
    if (holders > 0) return;
    file.close();
    closed.resolve();
  };
  const letGoOnce = () => {
    let holding = true;
    return () => {
      if (holding) letGo();
      holding = false;
    };
  };
  const retire = letGoOnce();
  const lease: Lease = {
    served: { file, checkedAt },
    take: () => {
      if (holders === 0) throw new Error('the store is closed');
      holders += 1;
      return { served: lease.served, letGo: letGoOnce() };
    },
    retire: () => {
      retire();
      return closed.promise;
    },
  };
  return lease;
}

function codeOf(error: unknown): string {
  if (error instanceof NoReleaseError) return 'pointer-missing';
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    return error.code;
  }
  return 'pointer-unreadable';
}
