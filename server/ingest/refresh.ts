import { z } from 'zod';
import type { Source } from '../../web/shared/api.ts';
import { loadCuratedKpis } from '../data/kpis.ts';
import { loadUnitOverrides } from '../data/unit.ts';
import type { Pointer } from '../store/pointer.ts';
import { createWatchList, readWatch } from '../store/watch.ts';
import { askChanges, requestsFor } from './ask-changes.ts';
import { askedOn, chooseAsking } from './asking.ts';
import type { IngestSource } from './catalogue.ts';
import { fetchCatalogue } from './catalogue.ts';
import type { Draft } from './draft.ts';
import { openDraft } from './draft.ts';
import { IngestError, throwIfAborted } from './errors.ts';
import { fetchParts, type FetchedPart } from './fetch-values.ts';
import type { IngestJob } from './job.ts';

import { mergeValues, type MergeReport } from './merge-values.ts';
import type { PlanPart } from './plan.ts';
import { planParts } from './plan.ts';
import type { Published } from './publish.ts';
import { nextState, type ValuesPlan, type ValuesReport } from './next-state.ts';
import { publishDraft } from './publish.ts';
import { readRefreshState, type RefreshState } from './refresh-state.ts';
import { assertClock } from './run-clock.ts';
import { tendWatchList } from './watch-upkeep.ts';
import type { Run } from './run.ts';
import { ensureFetchSource } from './sources.ts';
import { keepTold, sweepNote } from './sweep.ts';
import { writeCatalogue } from './write-catalogue.ts';

/** More than this share of the known KPIs kept for safety's sake, and the whole run is not believed. */
const tolerableAlarms = 0.2;
const tolerableAlarmCount = 2;

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
  const draft = await openDraft(run.dir, base);
  try {
    const changedRows = await bringCatalogue(run, draft, source);
    const checkClock = () => {
      assertClock({ now: run.now(), service: source.serviceTime(), newest: base });
    };
    checkClock();
    await tendWatchList(run, draft);
    await addToWatchList(run);
    const plan = await planValues(run, draft, source);
    const report = await bringValues(run, draft, plan);
    checkClock();
    const published =
      changedRows + report.inserted + report.closed === 0
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
async function bringCatalogue(run: Run, draft: Draft, source: IngestSource): Promise<number> {
  run.step('catalogue');
  const { job } = run;
  if (job.kind === 'kpis' && draft.base?.source !== 'snapshot') {
    const listed = new Set((await listedKpis(draft)).map(({ id }) => id));
    if (job.kpis.every((id) => listed.has(id))) return 0;
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
  });
}

/** Only now is it known that Kolada has them. */
async function addToWatchList({ job, dir, now }: Run): Promise<void> {
  if (job.kind !== 'kpis') return;
  await createWatchList(dir, now).add([
    ...job.kpis.map((id) => ({ kind: 'kpi', id }) as const),
    ...(job.groups ?? []).map((id) => ({ kind: 'group', id }) as const),
  ]);
}

/** Decides how to ask, and, where that is for what has changed, asks it. */
async function planValues(run: Run, draft: Draft, source: IngestSource): Promise<ValuesPlan> {
  const { job } = run;
  const before = await readRefreshState(run.dir);
  const asking = chooseAsking({
    job,
    before,
    lastFailed: run.lastFailed,
    service: { url: source.about.url, simulated: source.simulated() },
    isSameHistory: before !== undefined && (await holds(draft, before.release)),
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

/** Pages that 25 KPIs of 25 areas take, at most: 5 000 rows are eight years of them all. */
const pagesInBatch = 5;

async function holds(draft: Draft, release: RefreshState['release']): Promise<boolean> {
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

async function bringValues(run: Run, draft: Draft, plan: ValuesPlan): Promise<ValuesReport> {
  const total: { -readonly [Key in keyof ValuesReport]: ValuesReport[Key] } = {
    inserted: 0,
    closed: 0,
    alarms: [],
    known: 0,
    notes: [],
    incomplete: [],
    missedChanges: false,
  };
  let came = 0;
  run.step('values', 0, 1000);
  const isSweep = plan.asking.kind === 'sweep';
  if (isSweep && plan.changes) await keepTold(draft, plan.changes);
  let sourceId: number | undefined;
  for await (const { staged, rejected, isWhole } of partsOf(run, plan)) {
    // Asked when the first answer has come: only answers say whether their figures are invented.
    sourceId ??= await ensureFetchSource(draft, plan.source.simulated());
    came += staged.size();
    const judgeVanished = rejected === 0 && isWhole;
    if (rejected > 0 && isWhole) total.incomplete = [...total.incomplete, ...staged.kpis];
    if (rejected > 0 && !isWhole) total.missedChanges = true;
    const report = await mergeValues(draft, staged, { source: sourceId, judgeVanished });
    total.inserted += report.inserted;
    total.closed += report.closed;
    total.alarms = [...total.alarms, ...report.alarms];
    total.known += report.known;
  }
  // Where only what has changed was asked for, all that was asked about counts as known.
  if (plan.asking.kind === 'changes') total.known = plan.parts.flatMap(({ kpis }) => kpis).length;
  const isWholeRun = run.job.kind !== 'kpis' && plan.asking.kind !== 'changes';
  assertPlausible(total, came, isWholeRun && plan.parts.length > 0);
  if (isSweep && plan.changes) {
    const note = await sweepNote(draft, plan.changes);
    if (note) total.notes = [...total.notes, note];
  }
  return total;
}

/** What has changed, which has come already, and then what is fetched whole. */
async function* partsOf(run: Run, plan: ValuesPlan): AsyncGenerator<FetchedPart> {
  if (plan.asking.kind === 'changes') yield* plan.changes?.parts ?? [];
  yield* fetchParts(plan.source, plan.whole, {
    signal: run.signal,
    onShare: (share) => run.step('values', Math.floor(share * 1000), 1000),
  });
}

function assertPlausible(report: MergeReport, came: number, whole: boolean): void {
  if (whole && came === 0) throw new IngestError('implausible', 'not one value came');
  const { length } = report.alarms;
  if (length > tolerableAlarmCount && length > report.known * tolerableAlarms) {
    const kpis = report.alarms.slice(0, 5).map(({ kpi, code }) => `${kpi} ${code}`);
    const detail = `${length} of ${report.known} known KPIs: ${kpis.join(', ')}`;
    throw new IngestError('implausible', detail);
  }
}

/** A few KPIs fetched on top of the snapshot do not make the rest Kolada's. */
async function sourceOf(run: Run, draft: Draft, simulated: boolean): Promise<Source> {
  if (simulated) return 'simulated';
  return run.job.kind === 'kpis' && draft.base?.source === 'snapshot' ? 'snapshot' : 'kolada';
}
