import type { FetchProgress } from '../../web/shared/api.ts';
import { ProblemError } from '../errors.ts';
import type { Fetcher } from '../http/services.ts';
import { isWhole } from '../ingest/held-kpi.ts';
import { phases, type Outcome, type Progress } from '../ingest/job.ts';
import {
  createFetchQuota,
  hourMs,
  standardQuota,
  type FetchQuota,
  type QuotaLimits,
} from './fetch-quota.ts';
import type { IngestQueue } from './ingest-queue.ts';

interface FetcherOptions {
  readonly queue: Pick<IngestQueue, 'run'>;
  readonly now: () => Date;
  readonly limits?: Partial<FetchLimits>;
  /** Counted in memory alone when left out. */
  readonly quota?: FetchQuota;
}

export interface FetchLimits extends QuotaLimits {
  /** KPIs that may wait at the same time. */
  readonly waiting: number;
  /** For so long a finished fetch is the answer to being asked again. */
  readonly freshMs: number;
}

const standardLimits: FetchLimits = {
  ...standardQuota,
  waiting: 50,
  freshMs: 600_000,
};

/** Kolada takes so many KPIs in one question, so they share one run. */
const batchSize = 25;

interface Entry {
  readonly kpi: string;
  readonly groups: Set<string>;
  state: FetchProgress['state'];
  progress: number;
  reason?: string;
  endedAt?: number;
}

/** Fetches KPIs when readers choose them: each once, those that wait together in one run. */
export function createFetcher(options: FetcherOptions): Fetcher {
  const { queue, now, quota = createFetchQuota(options) } = options;
  const { waiting, freshMs } = { ...standardLimits, ...options.limits };
  const entries = new Map<string, Entry>();
  let pumping = false;

  const queued = () => [...entries.values()].filter(({ state }) => state === 'queued');

  const pump = async () => {
    if (pumping) return;
    pumping = true;
    for (let batch = queued(); batch.length > 0; batch = queued()) {
      await runBatch(batch.slice(0, batchSize), queue, now);
    }
    pumping = false;
  };

  const admit = (kpi: string, address: string | undefined) => {
    if (queued().length >= waiting) throw tooMany();
    quota.takeKpi(kpi, address);
    forgetOld(entries, now().getTime() - hourMs);
  };

  return {
    start: (kpi, groups = [], address = undefined) => {
      const known = entries.get(kpi);
      const covered = known !== undefined && groups.every((group) => known.groups.has(group));
      if (known !== undefined && covered && isCurrent(known, now().getTime() - freshMs)) {
        return toProgress(known);
      }
      quota.takeGroups(groups, address);
      if (known?.state === 'queued') {
        for (const group of groups) known.groups.add(group);
        return toProgress(known);
      }
      admit(kpi, address);
      const wanted = new Set([...(known?.groups ?? []), ...groups]);
      const entry: Entry = { kpi, groups: wanted, state: 'queued', progress: 0 };
      entries.delete(kpi);
      entries.set(kpi, entry);
      void pump();
      return toProgress(entry);
    },
    progress: (kpi) => {
      const entry = entries.get(kpi);
      return entry && toProgress(entry);
    },
  };
}

function tooMany(): ProblemError {
  return new ProblemError(429, 'too-many-requests', { headers: { 'Retry-After': '60' } });
}

async function runBatch(
  batch: readonly Entry[],
  queue: Pick<IngestQueue, 'run'>,
  now: () => Date,
): Promise<void> {
  for (const entry of batch) entry.state = 'running';
  const groups = [...new Set(batch.flatMap((entry) => [...entry.groups]))];
  const kpis = batch.map(({ kpi }) => kpi);
  const outcome = await queue.run(
    { kind: 'kpis', kpis, ...(groups.length > 0 && { groups }) },
    (progress) => {
      for (const entry of batch) entry.progress = Math.max(entry.progress, shareDone(progress));
    },
  );
  for (const entry of batch) finish(entry, outcome, now().getTime());
}

function finish(entry: Entry, outcome: Outcome, endedAt: number): void {
  entry.endedAt = endedAt;
  if (outcome.kind === 'failed') {
    entry.state = 'failed';
    entry.reason = outcome.reason;
    return;
  }
  const alarm = outcome.alarms.find((one) => one.kpi === entry.kpi && isWhole(one));
  if (alarm !== undefined) entry.reason = alarm.code;
  entry.state = alarm === undefined ? 'done' : 'failed';
  entry.progress = alarm === undefined ? 1 : entry.progress;
}

/** Under way, or done so lately that asking Kolada again would be impolite. */
function isCurrent({ state, endedAt }: Entry, fresh: number): boolean {
  if (state === 'running' || state === 'queued') return true;
  return state === 'done' && endedAt !== undefined && endedAt >= fresh;
}

function forgetOld(entries: Map<string, Entry>, before: number): void {
  for (const [kpi, { endedAt }] of entries) {
    if (endedAt !== undefined && endedAt < before) entries.delete(kpi);
  }
}

function toProgress({ kpi, state, progress, reason }: Entry): FetchProgress {
  return { kpi, state, progress, ...(reason !== undefined && { reason }) };
}

/** Fetching the values is nearly all the work: it fills 10–90 % of the bar. */
export function shareDone({ phase, done, total }: Progress): number {
  const valuesAt = phases.indexOf('values');
  const at = phases.indexOf(phase);
  if (at < valuesAt) return (0.1 * at) / valuesAt;
  if (phase === 'values') return 0.1 + 0.8 * (total > 0 ? Math.min(1, done / total) : 0);
  return 0.9 + (0.09 * (at - valuesAt)) / (phases.length - valuesAt);
}
