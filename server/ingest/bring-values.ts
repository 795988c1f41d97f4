import type { Draft } from './draft.ts';
import { IngestError } from './errors.ts';
import { fetchParts, type FetchedPart } from './fetch-values.ts';
import type { Holds } from './holds.ts';
import { isWholeRefresh } from './holds.ts';
import { yearsAhead } from './judge-limits.ts';
import { judgeWhole } from './judge-whole.ts';
import { mergeValues } from './merge-values.ts';
import type { ValuesPlan, ValuesReport } from './next-state.ts';
import type { Run } from './run.ts';
import { ensureFetchSource } from './sources.ts';
import { keepTold, sweepNote } from './sweep.ts';
import { createTally } from './tally.ts';
import type { WrittenCatalogue } from './write-catalogue.ts';

interface Bringing {
  readonly plan: ValuesPlan;
  readonly holds: Holds;
  readonly catalogue: Pick<WrittenCatalogue, 'titles' | 'acceptedTitles'>;
}

/**
 * Fetches what is planned into the draft, and judges it.
 * @throws {IngestError} `implausible` when nothing came, or so much is held that none of it is believed
 */
export async function bringValues(
  run: Run,
  draft: Draft,
  { plan, holds, catalogue }: Bringing,
): Promise<ValuesReport> {
  const total = { inserted: 0, closed: 0, known: 0, came: 0, missedChanges: false };
  const incomplete: string[] = [];
  const tally = createTally();
  run.step('values', 0, 1000);
  const isSweep = plan.asking.kind === 'sweep';
  if (isSweep && plan.changes) await keepTold(draft, plan.changes);
  // A run for some groups sees but a part of each KPI.
  const seesAll = run.job.kind !== 'kpis' || run.job.kpis.length > 0;
  let sourceId: number | undefined;
  for await (const { staged, rejected, isWhole } of partsOf(run, plan)) {
    // Asked when the first answer has come: only answers say whether their figures are invented.
    sourceId ??= await ensureFetchSource(draft, plan.source.simulated());
    total.came += staged.size();
    if (rejected > 0 && isWhole) incomplete.push(...staged.kpis);
    if (rejected > 0 && !isWhole) total.missedChanges = true;
    const report = await mergeValues(draft, staged, {
      source: sourceId,
      judgeVanished: rejected === 0 && isWhole,
      verdicts: { ...catalogue, accepted: holds.accepted },
      lastYear: run.now().getUTCFullYear() + yearsAhead.years,
      tally,
      choiceOf: holds.choiceOf,
    });
    total.inserted += report.inserted;
    total.closed += report.closed;
    total.known += report.known;
    holds.add(report.held);
    holds.take(report.chosen);
    if (seesAll) holds.settle(report.settled);
  }
  // Where only what has changed was asked for, all that was asked about counts as known.
  if (plan.asking.kind === 'changes') total.known = plan.parts.flatMap(({ kpis }) => kpis).length;
  const isWholeRun = run.job.kind !== 'kpis' && plan.asking.kind !== 'changes';
  if (isWholeRun && plan.parts.length > 0 && total.came === 0) {
    throw new IngestError('implausible', 'not one value came');
  }
  const back = await judgeWhole(draft, tally, total.known);
  holds.add(back.held);
  await assertPlausible(holds, total.known);
  const note = isSweep && plan.changes ? await sweepNote(draft, plan.changes) : undefined;
  return {
    inserted: total.inserted - back.inserted,
    closed: total.closed - back.closed,
    alarms: holds.alarms(),
    notes: note === undefined ? [] : [note],
    incomplete,
    missedChanges: total.missedChanges,
  };
}

/** What has changed, which has come already, and then what is fetched whole. */
async function* partsOf(run: Run, plan: ValuesPlan): AsyncGenerator<FetchedPart> {
  if (plan.asking.kind === 'changes') yield* plan.changes?.parts ?? [];
  yield* fetchParts(plan.source, plan.whole, {
    signal: run.signal,
    onShare: (share) => run.step('values', Math.floor(share * 1000), 1000),
  });
}

/** So much that cannot be believed, and nothing of it is; a human can see what, and accept it. */
async function assertPlausible(holds: Holds, known: number): Promise<void> {
  const kpis = holds.wholeKpis();
  if (!isWholeRefresh(kpis.length, known)) return;
  await holds.write();
  const some = holds.alarms().slice(0, 5);
  const codes = some.map(({ kpi, code }) => `${kpi} ${code}`);
  throw new IngestError(
    'implausible',
    `${kpis.length} of ${known} known KPIs: ${codes.join(', ')}`,
  );
}
