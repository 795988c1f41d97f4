import { join } from 'node:path';
import { listReleaseFiles } from './newer-files.ts';
import { NoReleaseError } from './no-release-error.ts';
import type { Pointer } from './pointer.ts';
import { problemCode } from './problem-code.ts';
import { ReleaseFileError, type ExpectedRelease, type ReleaseFile } from './release-file.ts';

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
  /** `onDamage` is called whenever reading shows that the file, though opened, is damaged. */
  readonly open: (
    path: string,
    expected: ExpectedRelease,
    onDamage: () => void,
  ) => Promise<ReleaseFile>;
  /** Told of each attempt to serve another release. */
  readonly onSwitch: (release: string, error?: unknown) => void;
}

type Open = (path: string, expected: ExpectedRelease) => Promise<ReleaseFile>;
type Opening = Omit<SwitchOptions, 'open'> & { readonly open: Open };

/**
 * Where the release that the pointer names cannot be served, the newest other one in the folder is;
 * so too where it turns out damaged while it is being served.
 * @throws {NoReleaseError} while there is no pointer
 * @throws {ReleaseFileError} @throws {StateFileError} when nothing in the folder can be served
 */
export async function openReleaseSwitch(given: SwitchOptions): Promise<ReleaseSwitch> {
  const distrusted = new Set<string>();
  const distrust = (release: string) => {
    if (distrusted.has(release)) return;
    distrusted.add(release);
    turn = turn.then(giveWay);
  };
  const options: Opening = {
    ...given,
    open: async (path, expected) => {
      const { release } = expected;
      if (distrusted.has(release)) throw new ReleaseFileError('unreadable', `${path} is damaged`);
      return given.open(path, expected, () => distrust(release));
    },
  };
  let turn = Promise.resolve();
  const first = await openFirst(options);
  let { lease, problem } = first;
  const draining = new Set<Promise<void>>();

  const replace = (opened: Lease) => {
    const drained = lease.retire();
    lease = opened;
    draining.add(drained);
    void drained.then(() => draining.delete(drained));
  };

  const giveWay = async () => {
    if (!distrusted.has(lease.served.file.newest.id)) return;
    problem = 'unreadable';
    const file = await openAny(options);
    if (file !== undefined) replace(createLease(file, file.newest.publishedAt));
  };

  const follow = async () => {
    try {
      const next = await options.readPointer();
      if (next === undefined) throw new NoReleaseError(`no release in ${options.dataDir}`);
      const { id, number } = lease.served.file.newest;
      if (next.release !== id || next.number !== number || distrusted.has(id)) {
        replace(createLease(await open(options, next), next.checkedAt));
        options.onSwitch(next.release);
      } else lease.served = { ...lease.served, checkedAt: next.checkedAt };
      problem = undefined;
    } catch (error) {
      problem = problemCode(error);
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

async function openFirst(
  options: Opening,
): Promise<{ readonly lease: Lease; readonly problem: string | undefined }> {
  try {
    const pointer = await options.readPointer();
    if (pointer === undefined) throw new NoReleaseError(`no release in ${options.dataDir}`);
    const lease = createLease(await open(options, pointer), pointer.checkedAt);
    return { lease, problem: undefined };
  } catch (error) {
    if (error instanceof NoReleaseError) throw error;
    const file = await openAny(options);
    if (file === undefined) throw error;
    options.onSwitch(file.newest.id, error);
    return { lease: createLease(file, file.newest.publishedAt), problem: problemCode(error) };
  }
}

async function openAny(options: Opening): Promise<ReleaseFile | undefined> {
  for (const { release, file } of await listReleaseFiles(options.dataDir)) {
    try {
      return await options.open(join(options.dataDir, file), { release });
    } catch (error) {
      options.onSwitch(release, error);
    }
  }
  return undefined;
}

function open({ dataDir, open: openFile }: Opening, pointer: Pointer): Promise<ReleaseFile> {
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
