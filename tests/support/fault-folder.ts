import { fork, type ChildProcess } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ingest } from '../../server/ingest/ingest.ts';
import type { IngestJob, Outcome } from '../../server/ingest/job.ts';
import { dataFiles } from '../../server/ingest/open-source.ts';
import type { TestSource } from './ingest-source.ts';
import { revisedSource } from './revised-source.ts';

const faultyRun = join(import.meta.dirname, 'faulty-run.ts');

/** A run in this process, with nothing in its way. */
export function runIn(
  dir: string,
  source: TestSource,
  {
    job = { kind: 'refresh', full: true },
    now = new Date('2026-11-23T12:00:00Z'),
  }: RunOptions = {},
): Promise<Outcome> {
  return ingest(job, { dir, dataFiles, openSource: () => source, now: () => now });
}

interface RunOptions {
  readonly job?: IngestJob;
  readonly now?: Date;
}

/** Folders that hold the same two releases: the snapshot, and revision 0. */
export interface FaultFolders {
  /** The folder that the others are copies of. */
  readonly begun: string;
  readonly take: () => Promise<string>;
  /** One in which nothing has been published. */
  readonly takeEmpty: () => Promise<string>;
  readonly close: () => Promise<void>;
}

export async function createFaultFolders(): Promise<FaultFolders> {
  const root = await mkdtemp(join(tmpdir(), 'faults-'));
  const begun = join(root, 'begun');
  await runIn(begun, revisedSource(0), { now: new Date('2026-11-23T08:00:00Z') });
  let taken = 0;
  return {
    begun,
    takeEmpty: () => mkdtemp(join(root, 'empty-')),
    take: async () => {
      const dir = join(root, String((taken += 1)));
      await cp(begun, dir, { recursive: true });
      return dir;
    },
    close: () => rm(root, { recursive: true }),
  };
}

/** How `faulty-run.ts` is to fail: before or within which of its operations on the folder. */
export interface FaultyRun {
  readonly revision: number;
  readonly mode: 'none' | 'kill' | 'tear' | 'full' | 'wait';
  readonly at?: number;
  /** Fetched on demand; a refresh when left out. */
  readonly kpi?: string;
}

export interface EndedRun {
  readonly signal: NodeJS.Signals | null;
  /** Undefined when it was killed. */
  readonly said:
    | {
        readonly outcome: Outcome;
        readonly operations: number;
        /** Which of the operations wrote bytes. */
        readonly writes: readonly number[];
      }
    | undefined;
}

/** Does a run in a process of its own, on a file system that fails. */
export async function runFaulty(dir: string, run: FaultyRun): Promise<EndedRun> {
  return startFaulty(dir, run).ended;
}

export function startFaulty(
  dir: string,
  { revision, mode, at = 0, kpi = '' }: FaultyRun,
): { readonly child: ChildProcess; readonly ended: Promise<EndedRun> } {
  const child = fork(faultyRun, [dir, String(revision), mode, String(at), kpi], { silent: true });
  let out = '';
  let errors = '';
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const { promise: ended, resolve, reject } = Promise.withResolvers<EndedRun>();
  child.once('close', (code, signal) => {
    if (code !== 0 && signal === null) reject(new Error(errors));
    else resolve({ signal, said: out === '' ? undefined : JSON.parse(out) });
  });
  return { child, ended };
}
