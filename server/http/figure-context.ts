import type { ComparisonAnswer, Observation } from '../../web/shared/api.ts';
import type { Comparison } from '../../web/shared/comparison/comparison.ts';
import type { FigureContext } from '../../web/shared/figure/figure-context.ts';
import { readingDay } from '../../web/shared/swedish-day.ts';
import { supportKpisOf } from '../../web/shared/text/support-kpis.ts';
import type { ReleaseCatalogue } from '../store/store.ts';
import type { Services } from './services.ts';

/**
 * What the figures need beside the comparison's own answer: events of the chosen areas, everyone's
 * values for `spridning`, and how many answered. The same for server and browser.
 */
export async function figureContext(
  services: Pick<Services, 'store' | 'events' | 'now'>,
  comparison: Comparison,
  answer: ComparisonAnswer,
): Promise<FigureContext> {
  const { store, events } = services;
  const { directory, knowsKpi } = await store.catalogueAt(comparison.release);
  const [support, spread] = await Promise.all([
    readSupport(services, comparison, { answer, knowsKpi }),
    readSpread(services, comparison, answer),
  ]);
  return {
    events: events.filter((event) => comparison.areas.includes(event.municipality)),
    today: readingDay(answer, services.now()),
    support,
    spread,
    areaName: (id) => directory.find(id)?.name,
  };
}

interface Supported extends Pick<ReleaseCatalogue, 'knowsKpi'> {
  readonly answer: ComparisonAnswer;
}

async function readSupport(
  { store }: Pick<Services, 'store'>,
  comparison: Comparison,
  { answer, knowsKpi }: Supported,
): Promise<readonly Observation[]> {
  const { kpis } = answer;
  const wanted = supportKpisOf(kpis).filter(knowsKpi);
  const years = [...new Set(kpis.flatMap((kpi) => kpi.years))].sort((a, b) => a - b);
  if (wanted.length === 0 || years.length === 0) return [];
  const { observations } = await store.compare({
    ...comparison,
    kpis: wanted,
    years: { kind: 'years', years },
    genders: ['T'],
  });
  return observations;
}

async function readSpread(
  { store }: Pick<Services, 'store'>,
  { view, release }: Comparison,
  { kpis }: ComparisonAnswer,
): Promise<Readonly<Record<string, readonly Observation[]>>> {
  if (view !== 'spridning') return {};
  const lists = await Promise.all(
    kpis.map(async (kpi) => {
      const year = kpi.years.at(-1);
      return [kpi.id, year === undefined ? [] : await store.spread(kpi.id, year, release)] as const;
    }),
  );
  return Object.fromEntries(lists);
}
