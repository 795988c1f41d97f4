import type { ComparisonAnswer, ListAnswer, Observation, ReformEvent } from '../shared/api.ts';
import type { Comparison } from '../shared/comparison/comparison.ts';
import { formatInFull } from '../shared/comparison/query.ts';
import { withQuery } from '../shared/figure/links.ts';
import { readingDay } from '../shared/swedish-day.ts';
import { supportKpisOf } from '../shared/text/support-kpis.ts';
import type { PageData } from '../shared/figure/page-data.ts';
import { getJson, isAbort } from './api.ts';

/**
 * What figures need beside the answer: events, everyone's values for `spridning`, how many answered.
 * Any of it may be out of reach; the figures then say less, never something else.
 */
export async function loadContext(
  answer: ComparisonAnswer,
  signal: AbortSignal,
): Promise<PageData['context']> {
  const [events, support, spread] = await Promise.all([
    loadEvents(answer, signal),
    loadSupport(answer, signal),
    loadSpread(answer, signal),
  ]);
  return { events, support, spread, today: readingDay(answer, new Date()) };
}

let allEvents: Promise<readonly ReformEvent[]> | undefined;

async function loadEvents(
  { municipalities }: ComparisonAnswer,
  signal: AbortSignal,
): Promise<readonly ReformEvent[]> {
  allEvents ??= getJson<ListAnswer<ReformEvent>>('/api/v1/events').then(({ items }) => items);
  allEvents.catch(() => (allEvents = undefined));
  const events = await orEmpty(allEvents, signal);
  return events.filter((event) => municipalities.some(({ id }) => id === event.municipality));
}

async function loadSupport(
  { query, kpis }: ComparisonAnswer,
  signal: AbortSignal,
): Promise<readonly Observation[]> {
  const years = [...new Set(kpis.flatMap((kpi) => kpi.years))].toSorted((a, b) => a - b);
  const supporting = supportKpisOf(kpis);
  if (years.length === 0 || supporting.length === 0) return [];
  const comparison: Comparison = {
    kpis: supporting,
    areas: query.municipalities,
    focus: query.focus,
    years: { kind: 'years', years },
    genders: ['T'],
    view: 'stapel',
    release: query.release ?? undefined,
  };
  const path = withQuery('/api/v1/comparison', formatInFull(comparison));
  const rows = getJson<ComparisonAnswer>(path, signal).then(({ observations }) => observations);
  return orEmpty(rows, signal);
}

async function loadSpread(
  { query, kpis }: ComparisonAnswer,
  signal: AbortSignal,
): Promise<Readonly<Record<string, readonly Observation[]>>> {
  if (query.view !== 'spridning') return {};
  const lists = kpis.map(async ({ id, years }) => {
    const year = years.at(-1);
    if (year === undefined) return [id, []] as const;
    const release = query.release === null ? '' : `utgava=${query.release}`;
    const path = withQuery(`/api/v1/kpis/${id}/spread`, `ar=${year}`, release);
    const rows = getJson<ListAnswer<Observation>>(path, signal).then(({ items }) => items);
    return [id, await orEmpty(rows, signal)] as const;
  });
  return Object.fromEntries(await Promise.all(lists));
}

async function orEmpty<Item>(
  rows: Promise<readonly Item[]>,
  signal: AbortSignal,
): Promise<readonly Item[]> {
  try {
    return await rows;
  } catch (error) {
    if (signal.aborted || isAbort(error)) throw error;
    return [];
  }
}
