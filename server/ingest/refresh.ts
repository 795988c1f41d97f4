import { z } from 'zod';
import type { Source } from '../../web/shared/api.ts';
import { loadCuratedKpis } from '../data/kpis.ts';
import { loadUnitOverrides } from '../data/unit.ts';
import type { Pointer } from '../store/pointer.ts';
import { createWatchList, readWatch } from '../store/watch.ts';
import { askChanges, requestsFor } from './ask-changes.ts';
import { askedOn, chooseAsking } from './asking.ts';
import { bringValues } from './bring-values.ts';
import type { IngestSource } from './catalogue.ts';
import { fetchCatalogue } from './catalogue.ts';
import type { Draft } from './draft.ts';
import { openDraft } from './draft.ts';
import { IngestError, throwIfAborted } from './errors.ts';
import type { Holds } from './holds.ts';
import { openHolds } from './holds.ts';
import type { IngestJob } from './job.ts';
import type { PlanPart } from './plan.ts';
import { planParts } from './plan.ts';
import type { Published } from './publish.ts';
import { nextState, type ValuesPlan, type ValuesReport } from './next-state.ts';
import { publishDraft } from './publish.ts';
import { readRefreshState, type RefreshState } from './refresh-state.ts';
import { assertClock } from './run-clock.ts';
import { takenKpis } from './taken.ts';
import { tendWatchList } from './watch-upkeep.ts';
import type { Run } from './run.ts';
import { writeCatalogue, type WrittenCatalogue } from './write-catalogue.ts';

/** A refresh that went well, and what the next one need not ask for again. */
export interface Refreshed extends Published {
  readonly state?: RefreshState;
}

/**
 * Brings a copy of the base up to what Kolada says now.
 * @returns what to point at: a new release, or the base with a newer `checkedAt`
 */
export async function refresh(run: Run, base: Pointer, source: IngestSource): Promise<Refreshed> {
  run.step('copy');
  const holds = await openHolds(run);
  const draft = await openDraft(run.dir, base);
  try {
    const catalogue = await bringCatalogue(run, draft, { source, holds });
    const checkClock = () => {
      assertClock({ now: run.now(), service: source.serviceTime(), newest: base });
    };
    checkClock();
    await tendWatchList(run, draft);
    await addToWatchList(run);
    const plan = await planValues(run, draft, { source, held: heldIn(holds, catalogue) });
    const report = await bringValues(run, draft, { plan, holds, catalogue });
    checkClock();
    holds.take(await takenKpis(draft, holds, catalogue));
    await holds.write();
    const published =
      catalogue.changed + report.inserted + report.closed === 0
        ? await unchanged(run, base, report)
        : await publish(run, draft, { base, plan, report });
    await draft.discard();
    return run.job.kind === 'kpis'
      ? published
      : { ...published, state: nextState(run, plan, { pointer: published.pointer, report }) };
  } catch (error) {
    await draft.discard();
    throw error;
  }
}

interface Done {
  readonly base: Pointer;
  readonly plan: ValuesPlan;
  readonly report: ValuesReport;
}

async function publish(run: Run, draft: Draft, { base, plan, report }: Done): Promise<Published> {
  const pointer = await publishDraft(run, draft, {
    source: await sourceOf(run, draft, plan.source.simulated()),
    touchedKpis: plan.parts.flatMap(({ kpis }) => kpis),
    ...(run.job.kind === 'kpis' && { checkedAt: base.checkedAt }),
  });
  const { inserted, closed, alarms, notes } = report;
  const { release } = pointer;
  return {
    pointer,
    outcome: {
      kind: 'published',
      release,
      inserted,
      closed,
      alarms,
      ...(notes.length > 0 && { notes }),
    },
  };
}

async function unchanged(run: Run, base: Pointer, { alarms }: ValuesReport): Promise<Published> {
  const { release } = base;
  return {
    pointer: run.job.kind === 'kpis' ? base : { ...base, checkedAt: run.now().toISOString() },
    outcome: { kind: 'unchanged', release, alarms },
  };
}

/** A few KPIs on demand do without a new catalogue, unless the one held does not name them. */
async function bringCatalogue(
  run: Run,
  draft: Draft,
  { source, holds }: { readonly source: IngestSource; readonly holds: Holds },
): Promise<WrittenCatalogue> {
  run.step('catalogue');
  const { job } = run;
  if (job.kind === 'kpis' && run.accept === undefined && draft.base?.source !== 'snapshot') {
    const listed = new Set((await listedKpis(draft)).map(({ id }) => id));
    if (job.kpis.every((id) => listed.has(id))) {
      return { changed: 0, titles: holds.titles(), acceptedTitles: new Map() };
    }
  }
  const catalogue = await fetchCatalogue(source, run.signal);
  throwIfAborted(run.signal);
  const unknown = job.kind === 'kpis' ? job.kpis : [];
  const ids = new Set(catalogue.kpis.map(({ id }) => id));
  const missing = unknown.filter((id) => !ids.has(id));
  if (missing.length > 0) {
    throw new IngestError('unknown-kpi', `Kolada lists no ${missing.join(', ')}`);
  }
  return writeCatalogue(draft, catalogue, {
    kpis: loadCuratedKpis(run.dataFiles),
    units: loadUnitOverrides(run.dataFiles),
    holds,
  });
}

/** Only now is it known that Kolada has them. */
async function addToWatchList({ job, dir, now, accept }: Run): Promise<void> {
  if (job.kind !== 'kpis' || accept !== undefined) return;
  await createWatchList(dir, now).add([
    ...job.kpis.map((id) => ({ kind: 'kpi', id }) as const),
    ...(job.groups ?? []).map((id) => ({ kind: 'group', id }) as const),
  ]);
}

/** Decides how to ask, and, where that is for what has changed, asks it. */
async function planValues(
  run: Run,
  draft: Draft,
  { source, held }: { readonly source: IngestSource; readonly held: ReadonlySet<string> },
): Promise<ValuesPlan> {
  const { job } = run;
  const before = withoutHeld(await readRefreshState(run.dir), held);
  const asking = chooseAsking({
    job,
    before,
    lastFailed: run.lastFailed,
    service: { url: source.about.url, simulated: source.simulated() },
    isSameHistory: before !== undefined && (await holdsRelease(draft, before.release)),
    now: run.startedAt,
  });
  // All of Kolada, once fetched, is kept up to date until somebody asks for less with --full.
  const isScheduled = job.kind === 'refresh' && job.full !== true;
  const isAll = job.kind === 'all' || (isScheduled && before?.scope === 'all');
  const parts = await planFor(run, draft, isAll ? { kind: 'all' } : job);
  const areas = new Set(parts.flatMap((part) => part.areas));
  const scope = isAll ? 'all' : 'watched';
  const changes =
    asking.kind === 'whole' ? undefined : await askChanges(run, draft, { source, parts, asking });
  const whole = changes !== undefined && asking.kind === 'changes' ? changes.unknown : parts;
  run.allow(requestsFor(whole) * pagesInBatch, source.about.requestsPerSecond);
  const isTooMuch = asking.kind !== 'whole' && changes === undefined;
  return {
    source,
    asking: isTooMuch ? { kind: 'whole', why: 'much-changed' } : asking,
    askedOn: askedOn(run.startedAt, source.serviceTime()),
    scope,
    parts,
    areas,
    whole,
    ...(changes && { changes }),
  };
}

/** Held before this run, or by its catalogue. */
function heldIn(holds: Holds, { titles }: WrittenCatalogue): ReadonlySet<string> {
  return new Set([...holds.kpisBefore(), ...titles.keys()]);
}

/** Of a KPI that is held nothing less than all of it says whether it is as it was, or mended. */
function withoutHeld(
  state: RefreshState | undefined,
  held: ReadonlySet<string>,
): RefreshState | undefined {
  if (state === undefined) return undefined;
  return { ...state, kpis: state.kpis.filter((kpi) => !held.has(kpi)) };
}

/** Pages that 25 KPIs of 25 areas take, at most: 5 000 rows are eight years of them all. */
const pagesInBatch = 5;

async function holdsRelease(draft: Draft, release: RefreshState['release']): Promise<boolean> {
  const rows = await draft.rows(
    `SELECT 1 FROM release WHERE number = $number AND id = $id
       AND published_at = $publishedAt::TIMESTAMP`,
    { ...release, publishedAt: release.publishedAt.replace('Z', '') },
  );
  return rows.length > 0;
}

async function planFor(run: Run, draft: Draft, job: IngestJob): Promise<PlanPart[]> {
  const areaRow = z.object({ id: z.string(), kind: z.string() });
  return planParts(job, {
    curated: loadCuratedKpis(run.dataFiles),
    watch: await readWatch(run.dir),
    listed: await listedKpis(draft),
    areas: z
      .array(areaRow)
      .parse(
        await draft.rows('SELECT id, any_value(kind) AS kind FROM area GROUP BY id ORDER BY id'),
      ),
  });
}

const listedKpi = z.object({ id: z.string(), municipalityType: z.string() });

async function listedKpis(draft: Draft) {
  const rows = await draft.rows(
    `SELECT id, municipality_type AS "municipalityType" FROM kpi
     WHERE until IS NULL AND listed ORDER BY id`,
  );
  return z.array(listedKpi).parse(rows);
}

/** A few KPIs fetched on top of the snapshot do not make the rest Kolada's. */
async function sourceOf(run: Run, draft: Draft, simulated: boolean): Promise<Source> {
  if (simulated) return 'simulated';
  return run.job.kind === 'kpis' && draft.base?.source === 'snapshot' ? 'snapshot' : 'kolada';
}
