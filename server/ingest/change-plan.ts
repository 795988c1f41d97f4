import { maxIdsPerList } from '../kolada/endpoints.ts';
import type { AreaQuery, BulkQuery, DataQuery } from '../kolada/types.ts';

/** What may have changed: of some KPIs and areas, in the years that anything is held for. */
export interface ChangeScope {
  readonly kpis: readonly string[];
  readonly areas: readonly string[];
  readonly firstYear: number;
  readonly lastYear: number;
  /** ISO day. */
  readonly since: string;
}

/** One of the shapes in which Kolada takes the question. */
export type ChangeQuestion = (DataQuery | BulkQuery | AreaQuery) & { readonly fromDate: string };

export interface ChangePlan {
  readonly question: ChangeQuestion;
  /** Requests, when nothing has changed. */
  readonly requests: number;
}

/**
 * The shape of fewest requests. KPIs × areas names what is held and nothing else, in all years;
 * KPIs × years drags the groups along, areas × years every other KPI: each with what has changed
 * alone. All of Kolada is 26 requests by area and year, 488 by KPI and year, 3 172 by KPI and area.
 */
export function planChanges(scope: ChangeScope): ChangePlan {
  const { kpis, areas, since: fromDate } = scope;
  const years = wholeLists(scope.firstYear, scope.lastYear);
  const shapes: readonly ChangePlan[] = [
    { question: { kpis, areas, fromDate }, requests: lists(kpis) * lists(areas) },
    { question: { kpis, years, fromDate }, requests: lists(kpis) * lists(years) },
    { question: { areas, years, fromDate }, requests: lists(areas) * lists(years) },
  ];
  const least = Math.min(...shapes.map(({ requests }) => requests));
  const [first] = shapes.filter(({ requests }) => requests === least);
  if (first === undefined) throw new Error('there is no shape');
  return first;
}

/** How many lists of ids, as long as Kolada takes them. */
export function lists(ids: readonly unknown[]): number {
  return Math.ceil(ids.length / maxIdsPerList);
}

/** The years, and as many before them as the last list has room for: those come at no cost. */
function wholeLists(first: number, last: number): readonly number[] {
  const count = Math.ceil((last - first + 1) / maxIdsPerList) * maxIdsPerList;
  return Array.from({ length: count }, (_, index) => last - count + 1 + index);
}
