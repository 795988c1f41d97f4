import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readLastRefresh, writeLastRefresh } from '../store/last-refresh.ts';
import { readPointer, writePointer, type Pointer } from '../store/pointer.ts';
import { dropUnreadableWatchList } from '../store/watch.ts';
import { startDeadline } from './deadline.ts';
import { explainFailure } from './errors.ts';
import type { IngestJob, Note, Outcome } from './job.ts';
import { acquireLock } from './lock.ts';
import { makeFolder } from './make-folder.ts';
import { writeRefreshState } from './refresh-state.ts';
import { refresh } from './refresh.ts';
import { removeLeftovers, removeOldReleases, settlePointer } from './release-files.ts';
import { compareReleaseIds } from './release-id.ts';
import { publishSnapshot } from './publish.ts';
import { isBehind } from './run-clock.ts';
import type { IngestOptions, Run } from './run.ts';

/**
 * Does one job from lock to pointer. Whatever happens, what is served is unchanged or wholly new.
 * @returns never throws: a failure is an outcome, with its code
 */
export async function ingest(job: IngestJob, options: IngestOptions): Promise<Outcome> {
  const deadline = startDeadline(options.patienceMs);
  const { signal } = options;
  const run: Run = {
    ...options,
    job,
    startedAt: options.now(),
    lastFailed: await failedLast(options.dir),
    signal: signal ? AbortSignal.any([signal, deadline.signal]) : deadline.signal,
    allow: deadline.allow,
    step: (phase, done = 0, total = 0) => options.onProgress?.({ phase, done, total }),
  };
  const outcome = await locked(run)
    .catch((error: unknown): Outcome => ({ kind: 'failed', ...explainFailure(error) }))
    .finally(deadline.clear);
  const isAccepting = options.accept !== undefined && outcome.kind !== 'failed';
  if (job.kind === 'refresh' || job.kind === 'all' || isAccepting) await note(run, outcome);
  return outcome;
}

/** One that cannot be told to have gone well counts as failed. */
async function failedLast(dir: string): Promise<boolean> {
  try {
    return (await readLastRefresh(dir))?.outcome === 'failed';
  } catch {
    return true;
  }
}

async function locked(run: Run): Promise<Outcome> {
  await makeFolder(run.dir);
  run.step('lock');
  const lock = await acquireLock(run.dir);
  try {
    await removeLeftovers(run.dir);
    const isRestored = await dropUnreadableWatchList(run.dir);
    const outcome = withNote(await work(run), isRestored ? restoredNote : undefined);
    run.step('clean');
    return outcome;
  } finally {
    await removeLeftovers(run.dir).catch(() => undefined);
    await lock.release();
  }
}

async function work(run: Run): Promise<Outcome> {
  const named = await readPointer(run.dir).catch(() => undefined);
  const held = await withoutFutureSnapshot(run, await settlePointer(run.dir));
  if (run.job.kind === 'snapshot' && held) {
    return { kind: 'unchanged', release: held.release, alarms: [] };
  }
  const snapshot = held ? undefined : await publishSnapshot(run);
  if (run.job.kind === 'snapshot' && snapshot) return snapshot.outcome;
  const base = held ?? snapshot?.pointer;
  if (base === undefined) throw new Error('there is neither a release nor a snapshot');

  const source = run.openSource();
  try {
    const { pointer, outcome, state } = await refresh(run, base, source);
    run.step('pointer');
    await writePointer(run.dir, pointer);
    // Should it fail to be written, the one before tells of less: then more is asked for.
    if (state) await writeRefreshState(run.dir, state).catch(() => undefined);
    await removeOldReleases(run.dir, pointer);
    return withNote(outcome, newerNote(named, base));
  } finally {
    await source.close();
  }
}

const restoredNote: Note = {
  code: 'watch-list-restored',
  detail: 'watch.json was damaged: the copy in the newest release has taken its place',
};

/** Says what is built on where that is not what the pointer named. */
function newerNote(named: Pointer | undefined, base: Pointer): Note | undefined {
  if (named === undefined || compareReleaseIds(base.release, named.release) <= 0) return undefined;
  const detail = `the pointer named ${named.release}, and the folder holds ${base.release}: built on that`;
  return { code: 'newer-files', detail };
}

function withNote(outcome: Outcome, note: Note | undefined): Outcome {
  if (note === undefined || outcome.kind === 'failed') return outcome;
  return { ...outcome, notes: [...(outcome.notes ?? []), note] };
}

/**
 * A first release holds what the product carries with it and no more. One that a clock ahead has
 * dated is made anew, or no other could ever come after it.
 */
async function withoutFutureSnapshot(
  run: Run,
  held: Pointer | undefined,
): Promise<Pointer | undefined> {
  const isLone = held?.source === 'snapshot' && held.number === 1;
  if (!isLone || !isBehind(run.now(), held.publishedAt)) return held;
  await rm(join(run.dir, held.file), { force: true });
  return undefined;
}

/** `/health` reads this. A run that was refused says nothing of how Kolada's figures are. */
async function note(run: Run, outcome: Outcome): Promise<void> {
  if (outcome.kind === 'failed' && outcome.reason === 'locked') return;
  const finishedAt = run.now().toISOString();
  const startedAt = run.startedAt.toISOString();
  const all = outcome.kind === 'failed' ? [] : outcome.alarms;
  const alarms = [
    ...new Map(all.map(({ kpi, code }) => [`${kpi} ${code}`, { kpi, code }])).values(),
  ];
  const notes = outcome.kind === 'failed' ? [] : (outcome.notes ?? []);
  const detail = notes.map((one) => one.detail).join('; ');
  await writeLastRefresh(run.dir, {
    startedAt,
    finishedAt,
    outcome: outcome.kind,
    ...(outcome.kind === 'failed' && { reason: outcome.reason, detail: outcome.detail }),
    ...(detail !== '' && { detail }),
    // What was built on is settled with the run; what a sweep found is worth a look.
    ...(notes.some(({ code }) => code === 'sweep-disagreed') && { reason: 'sweep-disagreed' }),
    ...(alarms.length > 0 && { reason: 'kept-old-values' }),
    alarms,
  }).catch(() => undefined);
}
