import { z } from 'zod';
import { loadCuratedKpis } from '../data/kpis.ts';
import { daysBefore, keptDays, readAsked, type Asked } from '../store/asked.ts';
import {
  hasWatchList,
  readLeft,
  readWatch,
  watchEntries,
  writeLeft,
  writeWatch,
  type LeftEntry,
  type WatchEntry,
} from '../store/watch.ts';
import type { Draft } from './draft.ts';
import type { Run } from './run.ts';

/**
 * Puts the watch list in order before a run goes by it. Only ingest, holding its lock, may call this.
 * - One that is lost comes back from the release's copy.
 * - What nobody has asked for in `keptDays` days leaves; its values stay in the release. Whoever asks
 *   for it again brings it back with the next refresh.
 */
export async function tendWatchList(run: Run, draft: Draft): Promise<void> {
  if (!(await hasWatchList(run.dir))) {
    const copy = await copyIn(draft);
    if (copy.length > 0) await writeWatch(run.dir, copy);
  }
  if (run.job.kind === 'kpis') return;
  const asked = await readAsked(run.dir);
  if (asked === undefined) return;
  const now = run.now().toISOString();
  const curated = new Set(loadCuratedKpis(run.dataFiles).map(({ id }) => id));
  const before = { watch: await readWatch(run.dir), left: await readLeft(run.dir) };
  const after = judge(before, { asked, now, curated });
  if (after.leaving.length === 0 && after.returning.length === 0) return;
  await writeLeft(run.dir, after.left);
  await writeWatch(run.dir, after.watch);
}

interface Lists {
  readonly watch: readonly WatchEntry[];
  readonly left: readonly LeftEntry[];
}

interface Facts {
  readonly asked: Asked;
  /** ISO 8601 instant. */
  readonly now: string;
  readonly curated: ReadonlySet<string>;
}

/** @returns both lists as they should be, and what differs */
export function judge({ watch, left }: Lists, { asked, now, curated }: Facts) {
  const watched = new Set(watch.map(keyOf));
  const returning = left.filter(
    (entry) =>
      !watched.has(keyOf(entry)) && (asked.last[entry.id] ?? '') >= entry.leftAt.slice(0, 10),
  );
  const oldest = daysBefore(now, keptDays);
  const isWanted = ({ id, addedAt }: WatchEntry) =>
    [addedAt.slice(0, 10), asked.since, asked.last[id] ?? ''].some((on) => on >= oldest) ||
    curated.has(id);
  const leaving = watch.filter((entry) => !isWanted(entry));
  const gone = new Set([...returning, ...watch].map(keyOf));
  return {
    leaving,
    returning,
    watch: [
      ...watch.filter(isWanted),
      ...returning.map(({ kind, id }) => ({ kind, id, addedAt: now })),
    ],
    left: [
      ...left.filter((entry) => !gone.has(keyOf(entry))),
      ...leaving.map((entry) => ({ ...entry, leftAt: now })),
    ],
  };
}

function keyOf({ kind, id }: Pick<WatchEntry, 'kind' | 'id'>): string {
  return `${kind} ${id}`;
}

/** What the release says that readers have chosen. */
async function copyIn(draft: Draft): Promise<readonly WatchEntry[]> {
  const rows = await draft.rows(
    `SELECT kind, id, strftime(added_at, '%Y-%m-%dT%H:%M:%S.%gZ') AS "addedAt"
     FROM watch ORDER BY kind, id`,
  );
  return watchEntries.parse(z.array(z.unknown()).parse(rows));
}
