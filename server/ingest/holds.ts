import type { Held, HeldEntry } from '../store/held.ts';
import { nothingHeld, readHeld, writeHeld } from '../store/held.ts';
import { StateFileError } from '../store/json-file.ts';
import type { Accepted, Choice, HeldKpi, ListChange, Titles } from './held-kpi.ts';
import { catalogueId, conflictOf, digestOf, isWhole, sampleOf, spread } from './held-kpi.ts';
import type { Alarm } from './job.ts';
import { heldRefresh } from './judge-limits.ts';

/** What one run holds, beside what was held before it. */
export interface Holds {
  /** Answers that a human has accepted, by KPI. */
  readonly accepted: ReadonlyMap<string, Accepted>;
  /** When a human last accepted an answer of this one: ISO 8601 instant, UTC. */
  readonly acceptedAt: (kpi: string) => string | undefined;
  /** What a human has said, now or before, to take of this contradiction. */
  readonly choiceOf: (kpi: string, conflict: string | undefined) => Choice | undefined;
  /** Whether a human has said no to this very answer. */
  readonly isRefused: (held: HeldKpi) => boolean;
  /** KPIs held before this run because they are called something else. */
  readonly titles: () => ReadonlyMap<string, Titles>;
  /** KPIs of which an answer was held before this run, whatever a human has said of it. */
  readonly kpisBefore: () => ReadonlySet<string>;
  readonly add: (held: readonly HeldKpi[]) => void;
  /** The run has seen all there is of these: what it does not hold is held no more. */
  readonly settle: (kpis: readonly string[]) => void;
  /** What a human has accepted of these is in the run's draft. */
  readonly take: (kpis: readonly string[]) => void;
  /** Cells of which a human has been shown old beside new, by KPI. */
  readonly samples: () => ReadonlyMap<string, HeldEntry['sample']>;
  /** KPIs held whole, but for those that a human has already said no to. */
  readonly wholeKpis: () => readonly string[];
  /** One for each fault that nobody has looked at. */
  readonly alarms: () => readonly Alarm[];
  /** Writes held.json; only for the holder of the ingest's lock. */
  readonly write: () => Promise<void>;
}

interface HoldsOptions {
  readonly dir: string;
  readonly now: () => Date;
  /** What a human has accepted just now. */
  readonly accept?: ReadonlyMap<string, Accepted> | undefined;
}

const mostFaults = 50;
const mostGone = 100;
const mostChanges = 100;
const mostText = 300;

export async function openHolds({
  dir,
  now,
  accept = new Map<string, Accepted>(),
}: HoldsOptions): Promise<Holds> {
  const before = await readOrBegin(dir);
  const found = new Map<string, HeldKpi>();
  const settled = new Set<string>();
  const taken = new Set<string>();

  const entries = (): HeldEntry[] => {
    const kept = before.entries.filter(({ kpi }) => !found.has(kpi) && !settled.has(kpi));
    const fresh = [...found.values()].map((held) => toEntry(held, before, now()));
    return [...kept, ...fresh].sort((a, b) => (a.kpi < b.kpi ? -1 : 1));
  };
  const open = () => entries().filter(({ kpi, state }) => found.has(kpi) && state === 'open');
  return {
    accepted: accept,
    acceptedAt: (kpi) =>
      before.decisions.findLast((one) => one.kpi === kpi && one.decision === 'accepted')?.at,
    choiceOf: (kpi, conflict) => {
      if (conflict === undefined) return undefined;
      const now = accept.get(kpi);
      const isNow = now?.choice !== undefined && now.conflict === conflict;
      const said = before.decisions.findLast((one) => one.kpi === kpi && one.conflict === conflict);
      return isNow ? now.choice : said?.choice;
    },
    isRefused: (held) => toEntry(held, before, now()).state === 'refused',
    titles: () =>
      new Map(
        before.entries.flatMap(({ kpi, titles }) => (titles === undefined ? [] : [[kpi, titles]])),
      ),
    kpisBefore: () => new Set(before.entries.map(({ kpi }) => kpi)),
    add: (held) => {
      for (const one of held) found.set(one.kpi, joined(found.get(one.kpi), one));
    },
    settle: (kpis) => {
      for (const kpi of kpis) settled.add(kpi);
    },
    take: (kpis) => {
      for (const kpi of kpis) taken.add(kpi);
    },
    samples: () => new Map(before.entries.map(({ kpi, sample }) => [kpi, sample])),
    wholeKpis: () =>
      open()
        .filter(({ kpi, faults }) => kpi !== catalogueId && faults.some(isWhole))
        .map(({ kpi }) => kpi),
    alarms: () =>
      open().flatMap(({ kpi, faults }) =>
        faults.map(({ code, values, area, year }) => ({
          kpi,
          code,
          values,
          ...(area !== undefined && { area }),
          ...(year !== undefined && { year }),
        })),
      ),
    write: async () => {
      const decisions = [...accept].flatMap(([kpi, { digest, conflict, choice }]) => {
        if (!taken.has(kpi)) return [];
        const chosen = conflict !== undefined && choice !== undefined && { conflict, choice };
        const at = now().toISOString();
        return [{ kpi, digest, decision: 'accepted' as const, at, ...chosen }];
      });
      await writeHeld(dir, {
        entries: entries(),
        decisions: [...before.decisions, ...decisions],
      });
    },
  };
}

/** Whether so much is held that the fault must be in the answer, and not in the KPIs. */
export function isWholeRefresh(heldKpis: number, known: number): boolean {
  const isMany = heldKpis > heldRefresh.moreThan && heldKpis > known * heldRefresh.share;
  return isMany || (heldKpis >= 2 && heldKpis === known);
}

/** A file that cannot be read says nothing: what is held is found again at every run. */
async function readOrBegin(dir: string): Promise<Held> {
  return readHeld(dir).catch((error: unknown) => {
    if (error instanceof StateFileError) return nothingHeld;
    throw error;
  });
}

/** A KPI may be held for several reasons, found at different steps of the run. */
function joined(one: HeldKpi | undefined, other: HeldKpi): HeldKpi {
  if (one === undefined) return other;
  const cells = new Map(
    [...one.cells, ...other.cells].map((cell) => [
      `${cell.area} ${cell.year} ${cell.gender}`,
      cell,
    ]),
  );
  const faults = new Map(
    [...one.faults, ...other.faults].map((fault) => [
      `${fault.code} ${fault.area ?? ''} ${fault.year ?? ''}`,
      fault,
    ]),
  );
  return { ...one, ...other, faults: [...faults.values()], cells: [...cells.values()] };
}

function toShown({ id, field, before, after, answers }: ListChange) {
  const cut = (text: string) => (text.length > mostText ? `${text.slice(0, mostText)}…` : text);
  return {
    id,
    field,
    before: cut(before),
    after: cut(after),
    ...(answers !== undefined && { answers: answers.map(cut) }),
  };
}

function toEntry(held: HeldKpi, before: Held, now: Date): HeldEntry {
  const { kpi, unit, faults, cells, titles, gone, changes } = held;
  const digest = digestOf(held);
  const conflict = conflictOf(held);
  const known = before.entries.find((entry) => entry.kpi === kpi);
  const said = before.decisions.findLast((one) => one.kpi === kpi && one.digest === digest);
  return {
    kpi,
    digest,
    since: known?.since ?? now.toISOString(),
    state: said?.decision === 'refused' ? 'refused' : 'open',
    faults: faults.slice(0, mostFaults).map((fault) => ({ ...fault })),
    values: cells.length,
    unit,
    ...(titles !== undefined && { titles: { ...titles } }),
    ...(conflict !== undefined && { conflict }),
    ...(gone !== undefined && { gone: gone.slice(0, mostGone), goneInAll: gone.length }),
    ...(changes !== undefined && {
      changes: spread(changes, mostChanges).map(toShown),
      changesInAll: changes.length,
    }),
    sample: sampleOf(held).map(({ answers, ...cell }) => ({
      ...cell,
      ...(answers !== undefined && { answers: [...answers] }),
    })),
  };
}
