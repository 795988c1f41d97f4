import type { HeldEntry } from '../store/held.ts';
import { readHeld, writeHeld } from '../store/held.ts';
import { readLastRefresh, writeLastRefresh } from '../store/last-refresh.ts';
import { explainFailure } from '../ingest/errors.ts';
import type { Accepted, Choice } from '../ingest/held-kpi.ts';
import { catalogueId } from '../ingest/held-kpi.ts';
import { ingest } from '../ingest/ingest.ts';
import type { IngestJob, Outcome } from '../ingest/job.ts';
import { acquireLock } from '../ingest/lock.ts';
import type { IngestOptions } from '../ingest/run.ts';

type Failed = Extract<Outcome, { readonly kind: 'failed' }>;

/** What came of a human's decision. */
export type Reviewed =
  | {
      readonly kind: 'done';
      readonly settled: readonly string[];
      /** Kolada answers as before again: there was nothing to publish. */
      readonly mended: readonly string[];
      /** Kolada says something else by now: held anew, to be looked at again. */
      readonly changed: readonly string[];
      /** Kolada says several things of one and the same, and nobody has chosen which to take. */
      readonly contradicted: readonly string[];
    }
  | Failed;

/**
 * Fetches the KPIs again, and publishes each whose answer is still the one that was looked at.
 * @param entries as they were shown to the human
 * @returns never throws: a failure is an outcome, with its code
 */
export async function acceptHeld(
  entries: readonly HeldEntry[],
  options: IngestOptions,
  choices: ReadonlyMap<string, Choice> = new Map(),
): Promise<Reviewed> {
  const accept = new Map(
    entries.map((entry) => [entry.kpi, toAccepted(entry, choices.get(entry.kpi))]),
  );
  const startedAt = options.now().toISOString();
  const unpublished = new Set<string>();
  for (const { job, kpis } of jobsFor(entries)) {
    const outcome = await ingest(job, { ...options, accept });
    if (outcome.kind !== 'failed') continue;
    if (outcome.reason !== 'implausible') return outcome;
    for (const kpi of kpis) unpublished.add(kpi);
  }
  const held = await readHeld(options.dir);
  const left = new Map(held.entries.map((entry) => [entry.kpi, entry]));
  const isAccepted = (kpi: string) =>
    held.decisions.some(
      (one) => one.kpi === kpi && one.decision === 'accepted' && one.at >= startedAt,
    );
  const by = Object.groupBy(entries, (entry) => {
    const now = left.get(entry.kpi);
    if (now === undefined && !unpublished.has(entry.kpi)) {
      return isAccepted(entry.kpi) ? 'settled' : 'mended';
    }
    const isSame = now?.conflict !== undefined && now.conflict === entry.conflict;
    return isSame && !choices.has(entry.kpi) ? 'contradicted' : 'changed';
  });
  const kpis = (list: readonly HeldEntry[] = []) => list.map(({ kpi }) => kpi);
  return {
    kind: 'done',
    settled: kpis(by.settled),
    mended: kpis(by.mended),
    changed: kpis(by.changed),
    contradicted: kpis(by.contradicted),
  };
}

/** Keeps the old figures, and asks no more about these answers; another answer is judged anew. */
export async function refuseHeld(
  entries: readonly HeldEntry[],
  { dir, now }: Pick<IngestOptions, 'dir' | 'now'>,
): Promise<Reviewed> {
  try {
    const lock = await acquireLock(dir);
    try {
      return await refuse(entries, { dir, now });
    } finally {
      await lock.release();
    }
  } catch (error) {
    return { kind: 'failed', ...explainFailure(error) };
  }
}

async function refuse(
  entries: readonly HeldEntry[],
  { dir, now }: Pick<IngestOptions, 'dir' | 'now'>,
): Promise<Reviewed> {
  const held = await readHeld(dir);
  const isRefused = ({ kpi, digest }: HeldEntry) =>
    entries.some((entry) => entry.kpi === kpi && entry.digest === digest);
  const at = now().toISOString();
  const refused = held.entries.filter(isRefused);
  await writeHeld(dir, {
    entries: held.entries.map((entry) =>
      isRefused(entry) ? { ...entry, state: 'refused' } : entry,
    ),
    decisions: [
      ...held.decisions,
      ...refused.map(({ kpi, digest }) => ({ kpi, digest, decision: 'refused' as const, at })),
    ],
  });
  const isOpen = held.entries.some((entry) => entry.state === 'open' && !isRefused(entry));
  const last = await readLastRefresh(dir).catch(() => undefined);
  if (!isOpen && last?.reason === 'kept-old-values') {
    const { startedAt, finishedAt, outcome } = last;
    await writeLastRefresh(dir, { startedAt, finishedAt, outcome, alarms: [] });
  }
  const settled = refused.map(({ kpi }) => kpi);
  const changed = entries.map(({ kpi }) => kpi).filter((kpi) => !settled.includes(kpi));
  return { kind: 'done', settled, changed, mended: [], contradicted: [] };
}

function toAccepted({ digest, titles, conflict }: HeldEntry, choice: Choice | undefined): Accepted {
  return {
    digest,
    ...(titles !== undefined && { title: titles.after.title }),
    ...(conflict !== undefined && { conflict }),
    ...(choice !== undefined && { choice }),
  };
}

/** The lists first: a KPI may be one of those that they name. */
function jobsFor(
  entries: readonly HeldEntry[],
): { readonly job: IngestJob; readonly kpis: readonly string[] }[] {
  const kpis = entries.map(({ kpi }) => kpi).filter((kpi) => kpi !== catalogueId);
  const isListed = entries.length > kpis.length;
  return [
    ...(isListed ? [{ job: { kind: 'refresh' } as const, kpis: [catalogueId] }] : []),
    ...(kpis.length > 0 ? [{ job: { kind: 'kpis', kpis } as const, kpis }] : []),
  ];
}
