import { z } from 'zod';
import type { Source } from '../../web/shared/api.ts';
import { loadCuratedKpis } from '../data/kpis.ts';
import { loadUnitOverrides } from '../data/unit.ts';
import type { Pointer } from '../store/pointer.ts';
import { createWatchList, readWatch } from '../store/watch.ts';
import type { IngestSource } from './catalogue.ts';
import { fetchCatalogue } from './catalogue.ts';
import type { Draft } from './draft.ts';
import { openDraft } from './draft.ts';
import { IngestError, throwIfAborted } from './errors.ts';
import { fetchParts } from './fetch-values.ts';
import type { MergeReport } from './merge-values.ts';
import { mergeValues } from './merge-values.ts';
import type { PlanPart } from './plan.ts';
import { planParts } from './plan.ts';
import type { Published } from './publish.ts';
import { publishDraft } from './publish.ts';
import { ensureFetchSource } from './sources.ts';
import { tendWatchList } from './watch-upkeep.ts';
import { writeCatalogue } from './write-catalogue.ts';
import type { Run } from './run.ts';

/** More than this share of the known KPIs kept for safety's sake, and the whole run is not believed. */
const tolerableAlarms = 0.2;
const tolerableAlarmCount = 2;

/**
 * Brings a copy of the base up to what Kolada says now.
 * @returns what to point at: a new release, or the base with a newer `checkedAt`
 */
export async function refresh(run: Run, base: Pointer, source: IngestSource): Promise<Published> {
  run.step('copy');
  const draft = await openDraft(run.dir, base);
  try {
    const changedRows = await bringCatalogue(run, draft, source);
    await tendWatchList(run, draft);
    await addToWatchList(run);
    const parts = await planFor(run, draft);
    const report = await bringValues(run, draft, { source, parts });
    const checked = run.job.kind !== 'kpis';
    if (changedRows + report.inserted + report.closed === 0) {
      await draft.discard();
      return unchanged(run, base, report, checked);
    }
    const pointer = await publishDraft(run, draft, {
      source: await sourceOf(run, draft, source.simulated()),
      touchedKpis: parts.flatMap(({ kpis }) => kpis),
      ...(!checked && { checkedAt: base.checkedAt }),
    });
    const { inserted, closed, alarms } = report;
    const { release } = pointer;
    return { pointer, outcome: { kind: 'published', release, inserted, closed, alarms } };
  } catch (error) {
    await draft.discard();
    throw error;
  }
}

function unchanged(run: Run, base: Pointer, report: MergeReport, checked: boolean): Published {
  const { release } = base;
  return {
    pointer: checked ? { ...base, checkedAt: run.now().toISOString() } : base,
    outcome: { kind: 'unchanged', release, alarms: report.alarms },
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

async function planFor(run: Run, draft: Draft): Promise<PlanPart[]> {
  const areaRow = z.object({ id: z.string(), kind: z.string() });
  return planParts(run.job, {
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

interface ValuesPlan {
  readonly source: IngestSource;
  readonly parts: readonly PlanPart[];
}

async function bringValues(run: Run, draft: Draft, plan: ValuesPlan): Promise<MergeReport> {
  const total: { -readonly [Key in keyof MergeReport]: MergeReport[Key] } = {
    inserted: 0,
    closed: 0,
    alarms: [],
    known: 0,
  };
  let came = 0;
  run.step('values', 0, 1000);
  const parts = fetchParts(plan.source, plan.parts, {
    signal: run.signal,
    onShare: (share) => run.step('values', Math.floor(share * 1000), 1000),
  });
  let sourceId: number | undefined;
  for await (const { staged, rejected } of parts) {
    // Asked when the first answer has come: only answers say whether their figures are invented.
    sourceId ??= await ensureFetchSource(draft, plan.source.simulated());
    came += staged.size();
    const judgeVanished = rejected === 0;
    const report = await mergeValues(draft, staged, { source: sourceId, judgeVanished });
    total.inserted += report.inserted;
    total.closed += report.closed;
    total.alarms = [...total.alarms, ...report.alarms];
    total.known += report.known;
  }
  assertPlausible(total, came, run.job.kind !== 'kpis' && plan.parts.length > 0);
  return total;
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
