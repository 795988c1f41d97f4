import type { KoladaValue, ValuePage } from '../kolada/types.ts';
import type { IngestSource } from './catalogue.ts';
import type { ChangePlan } from './change-plan.ts';
import { throwIfAborted } from './errors.ts';
import type { FetchedPart } from './fetch-values.ts';
import type { PlanPart } from './plan.ts';
import { createStagedValues, type StagedValues } from './staged-values.ts';

export interface ChangeLimits {
  /** More pages than it would take to ask for everything. */
  readonly pages: number;
  /** More values than are worth bringing in without a look at what is absent. */
  readonly values: number;
}

interface Options {
  readonly signal?: AbortSignal | undefined;
  /** What is wanted of the answers; rows of other KPIs and areas are no faults. */
  readonly parts: readonly PlanPart[];
  readonly limits: ChangeLimits;
}

/**
 * Asks what has changed, and sorts it into the parts of a plan.
 * @returns parts in which anything has, in the order of the plan; undefined when so much came that
 *   it is better to ask for everything
 */
export async function fetchChanges(
  client: IngestSource,
  { question }: ChangePlan,
  { signal, parts, limits }: Options,
): Promise<readonly FetchedPart[] | undefined> {
  const sorter = createSorter(parts);
  let rejected = 0;
  let pages = 0;
  for await (const page of ask(client, question, signal)) {
    throwIfAborted(signal);
    pages += 1;
    rejected += page.rejected;
    if (sorter.add(page.values) > limits.values || pages > limits.pages) return undefined;
  }
  return sorter.staged().map((staged) => ({ staged, rejected, isWhole: false }));
}

function ask(
  client: IngestSource,
  question: ChangePlan['question'],
  signal: AbortSignal | undefined,
): AsyncIterable<ValuePage> {
  if ('kpis' in question && 'areas' in question) return client.values(question, signal);
  return client.bulkValues(question, signal);
}

function createSorter(parts: readonly PlanPart[]) {
  const partOf = new Map(parts.flatMap((part) => part.kpis.map((kpi) => [kpi, part] as const)));
  const areasOf = new Map(parts.map((part) => [part, new Set(part.areas)]));
  const stagedOf = new Map<PlanPart, StagedValues>();
  let count = 0;
  return {
    /** @returns how many values have been kept so far */
    add: (values: readonly KoladaValue[]): number => {
      for (const [part, wanted] of Map.groupBy(values, ({ kpi }) => partOf.get(kpi))) {
        const areas = part && areasOf.get(part);
        const kept = wanted.filter(({ area }) => areas?.has(area));
        if (part === undefined || kept.length === 0) continue;
        const staged = stagedOf.get(part) ?? createStagedValues(part.kpis, part.areas);
        stagedOf.set(part, staged);
        staged.add(kept);
        count += kept.length;
      }
      return count;
    },
    staged: () => parts.flatMap((part) => stagedOf.get(part) ?? []),
  };
}
