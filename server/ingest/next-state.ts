import type { Pointer } from '../store/pointer.ts';
import type { Changes } from './ask-changes.ts';
import type { Asking } from './asking.ts';
import type { IngestSource } from './catalogue.ts';
import type { Alarm, Note } from './job.ts';
import type { PlanPart } from './plan.ts';
import { serviceName, type RefreshState } from './refresh-state.ts';
import type { Run } from './run.ts';

/** How a run asks for values, and for which. */
export interface ValuesPlan {
  readonly source: IngestSource;
  readonly asking: Asking;
  /** ISO day. */
  readonly askedOn: string;
  readonly scope: RefreshState['scope'];
  /** All that is to be known when the run is over. */
  readonly parts: readonly PlanPart[];
  readonly areas: ReadonlySet<string>;
  /** Those of it that are fetched whole. */
  readonly whole: readonly PlanPart[];
  readonly changes?: Changes;
}

/** What came of it. */
export interface ValuesReport {
  readonly inserted: number;
  readonly closed: number;
  readonly alarms: readonly Alarm[];
  readonly notes: readonly Note[];
  /** KPIs fetched whole of which rows were refused. */
  readonly incomplete: readonly string[];
  /** Whether rows were refused among what has changed: it is to be asked again. */
  readonly missedChanges: boolean;
}

/** A KPI that was kept as it was, or of which rows were refused, is asked for whole next time. */
export function nextState(
  run: Run,
  { source, asking, askedOn: day, parts, areas, scope }: ValuesPlan,
  { pointer, report }: { readonly pointer: Pointer; readonly report: ValuesReport },
): RefreshState {
  const doubted = new Set([...report.alarms.map(({ kpi }) => kpi), ...report.incomplete]);
  const { release: id, number, publishedAt } = pointer;
  const isDaily = asking.kind === 'changes';
  return {
    url: serviceName(source.about.url),
    simulated: source.simulated(),
    scope,
    askedOn: isDaily && report.missedChanges ? asking.before.askedOn : day,
    startedAt: run.startedAt.toISOString(),
    release: { id, number, publishedAt },
    sinceSweep: isDaily ? asking.before.sinceSweep + 1 : 0,
    kpis: parts.flatMap(({ kpis }) => kpis).filter((kpi) => !doubted.has(kpi)),
    areas: [...areas],
  };
}
