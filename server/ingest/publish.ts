import { listValue } from '@duckdb/node-api';
import type { Source } from '../../web/shared/api.ts';
import { loadSnapshot } from '../data/snapshot.ts';
import type { Pointer } from '../store/pointer.ts';
import { writePointer } from '../store/pointer.ts';
import { readWatch } from '../store/watch.ts';
import type { Draft } from './draft.ts';
import { openDraft } from './draft.ts';
import type { Outcome } from './job.ts';
import { releaseIdsIn } from './release-files.ts';
import { nextReleaseId } from './release-id.ts';
import { writeSnapshot } from './snapshot.ts';
import type { Run } from './run.ts';

export interface Published {
  readonly pointer: Pointer;
  readonly outcome: Outcome;
}

interface ReleaseFacts {
  readonly source: Source;
  /** When Kolada was asked; undefined where this very run did. */
  readonly checkedAt?: string;
  readonly touchedKpis: readonly string[];
}

/** Builds and publishes the first release, from data/ alone. */
export async function publishSnapshot(run: Run): Promise<Published> {
  run.step('copy');
  const draft = await openDraft(run.dir, undefined);
  try {
    run.step('values');
    const { inserted, kpis } = await writeSnapshot(draft, run.dataFiles);
    const checkedAt = `${loadSnapshot(run.dataFiles).checkedOn}T00:00:00.000Z`;
    const pointer = await publishDraft(run, draft, {
      source: 'snapshot',
      checkedAt,
      touchedKpis: kpis,
    });
    run.step('pointer');
    await writePointer(run.dir, pointer);
    const { release } = pointer;
    return { pointer, outcome: { kind: 'published', release, inserted, closed: 0, alarms: [] } };
  } catch (error) {
    await draft.discard();
    throw error;
  }
}

/**
 * Seals the draft and names its file. Readers see it once the pointer says so.
 * @throws {IngestError} `verify` when the file read back is not what was written
 */
export async function publishDraft(run: Run, draft: Draft, facts: ReleaseFacts): Promise<Pointer> {
  const now = run.now();
  const before = draft.base?.publishedAt ?? '';
  // A clock that has been set back must not turn the history around.
  const publishedAt = now.toISOString() > before ? now.toISOString() : before;
  const used = [...(await releaseIdsIn(run.dir)), ...(draft.base ? [draft.base.release] : [])];
  const release = nextReleaseId(now, used);
  await writeWatch(run, draft);
  await draft.run('INSERT INTO release VALUES ($number, $id, $publishedAt::TIMESTAMP, $source)', {
    number: draft.number,
    id: release,
    publishedAt: publishedAt.replace('Z', ''),
    source: facts.source,
  });
  run.step('checkpoint');
  const sealed = await draft.seal(facts.touchedKpis, () => run.step('verify'));
  const file = `${release}.duckdb`;
  run.step('rename');
  await sealed.publishAs(file);
  return {
    release,
    number: draft.number,
    file,
    source: facts.source,
    publishedAt,
    checkedAt: facts.checkedAt ?? now.toISOString(),
  };
}

/** A copy in the release, so that a lost watch.json loses nothing that readers have chosen. */
async function writeWatch(run: Run, draft: Draft): Promise<void> {
  // Made anew: what has left the list must not come back from here.
  await draft.run('DELETE FROM watch');
  const watch = await readWatch(run.dir);
  if (watch.length === 0) return;
  await draft.run(
    `INSERT INTO watch
     SELECT unnest($kinds), unnest($ids), unnest($addedAt)::TIMESTAMP`,
    {
      kinds: listValue(watch.map(({ kind }) => kind)),
      ids: listValue(watch.map(({ id }) => id)),
      addedAt: listValue(watch.map(({ addedAt }) => addedAt.replace('Z', ''))),
    },
  );
}
