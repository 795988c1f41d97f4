import { writeLastRefresh } from '../store/last-refresh.ts';
import { writePointer } from '../store/pointer.ts';
import { dropUnreadableWatchList } from '../store/watch.ts';
import { explainFailure } from './errors.ts';
import type { IngestJob, Outcome } from './job.ts';
import { acquireLock } from './lock.ts';
import { makeFolder } from './make-folder.ts';
import { refresh } from './refresh.ts';
import { removeLeftovers, removeOldReleases, settlePointer } from './release-files.ts';
import { publishSnapshot } from './publish.ts';
import type { IngestOptions, Run } from './run.ts';

/**
 * Does one job from lock to pointer. Whatever happens, what is served is unchanged or wholly new.
 * @returns never throws: a failure is an outcome, with its code
 */
export async function ingest(job: IngestJob, options: IngestOptions): Promise<Outcome> {
  const startedAt = options.now().toISOString();
  const run: Run = {
    ...options,
    job,
    step: (phase, done = 0, total = 0) => options.onProgress?.({ phase, done, total }),
  };
  const outcome = await locked(run).catch((error: unknown): Outcome => {
    return { kind: 'failed', ...explainFailure(error) };
  });
  if (job.kind === 'refresh' || job.kind === 'all') await note(run, startedAt, outcome);
  return outcome;
}

async function locked(run: Run): Promise<Outcome> {
  await makeFolder(run.dir);
  run.step('lock');
  const lock = await acquireLock(run.dir);
  try {
    await removeLeftovers(run.dir);
    await dropUnreadableWatchList(run.dir);
    const outcome = await work(run);
    run.step('clean');
    return outcome;
  } finally {
    await removeLeftovers(run.dir).catch(() => undefined);
    await lock.release();
  }
}

async function work(run: Run): Promise<Outcome> {
  const held = await settlePointer(run.dir);
  if (run.job.kind === 'snapshot' && held) {
    return { kind: 'unchanged', release: held.release, alarms: [] };
  }
  const snapshot = held ? undefined : await publishSnapshot(run);
  if (run.job.kind === 'snapshot' && snapshot) return snapshot.outcome;
  const base = held ?? snapshot?.pointer;
  if (base === undefined) throw new Error('there is neither a release nor a snapshot');

  const source = run.openSource();
  try {
    const { pointer, outcome } = await refresh(run, base, source);
    run.step('pointer');
    await writePointer(run.dir, pointer);
    await removeOldReleases(run.dir, pointer);
    return outcome;
  } finally {
    await source.close();
  }
}

/** `/health` reads this. A run that was refused says nothing of how Kolada's figures are. */
async function note(run: Run, startedAt: string, outcome: Outcome): Promise<void> {
  if (outcome.kind === 'failed' && outcome.reason === 'locked') return;
  const finishedAt = run.now().toISOString();
  const alarms = outcome.kind === 'failed' ? [] : outcome.alarms.map((alarm) => ({ ...alarm }));
  await writeLastRefresh(run.dir, {
    startedAt,
    finishedAt,
    outcome: outcome.kind,
    ...(outcome.kind === 'failed' && { reason: outcome.reason, detail: outcome.detail }),
    ...(alarms.length > 0 && { reason: 'kept-old-values' }),
    alarms,
  }).catch(() => undefined);
}
