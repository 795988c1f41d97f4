import type { FetchProgress } from '../../web/shared/api.ts';
import { ProblemError } from '../errors.ts';
import type { Fetcher } from '../http/services.ts';
import { phases, type Outcome, type Progress } from '../ingest/job.ts';
import type { IngestQueue } from './ingest-queue.ts';

interface FetcherOptions {
  readonly queue: Pick<IngestQueue, 'run'>;
  readonly now: () => Date;
  readonly limits?: Partial<FetchLimits>;
}

export interface FetchLimits {
  /** KPIs that may wait at the same time. */
  readonly waiting: number;
  /** KPIs that may be started in an hour. */
  readonly hourly: number;
  /** Groups not asked for lately that may be taken up in an hour: each is fetched for good. */
  readonly hourlyGroups: number;
  /** For so long a finished fetch is the answer to being asked again. */
  readonly freshMs: number;
}

const standardLimits: FetchLimits = {
  waiting: 50,
  hourly: 300,
  hourlyGroups: 120,
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
export function createFetcher({ queue, now, limits }: FetcherOptions): Fetcher {
  const { waiting, hourly, hourlyGroups, freshMs } = { ...standardLimits, ...limits };
  const entries = new Map<string, Entry>();
  const starts: number[] = [];
  const admitGroups = createGroupGate(hourlyGroups, now);
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

  const admit = () => {
    const time = now().getTime();
    while (starts[0] !== undefined && starts[0] <= time - 3_600_000) starts.shift();
    if (queued().length >= waiting || starts.length >= hourly) throw tooMany();
    starts.push(time);
    forgetOld(entries, time - 3_600_000);
  };

  return {
    start: (kpi, groups = []) => {
      const known = entries.get(kpi);
      const covered = known !== undefined && groups.every((group) => known.groups.has(group));
      if (known !== undefined && covered && isCurrent(known, now().getTime() - freshMs)) {
        return toProgress(known);
      }
      admitGroups(groups);
      if (known?.state === 'queued') {
        for (const group of groups) known.groups.add(group);
        return toProgress(known);
      }
      admit();
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

/** @returns lets groups through, or throws when they are too many for an hour */
function createGroupGate(limit: number, now: () => Date): (groups: readonly string[]) => void {
  const lastAsked = new Map<string, number>();
  return (groups) => {
    const time = now().getTime();
    for (const [group, at] of lastAsked) {
      if (at <= time - 3_600_000) lastAsked.delete(group);
    }
    const all = new Set([...lastAsked.keys(), ...groups]);
    if (all.size > limit) throw tooMany();
    for (const group of groups) lastAsked.set(group, time);
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
  const alarm = outcome.alarms.find(({ kpi }) => kpi === entry.kpi);
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
