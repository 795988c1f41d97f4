import type { ComparedKpi, ComparisonAnswer } from '../api.ts';

/** Share of the areas that have ever reported which must have a value for a year to count. */
const enough = 2 / 3;

/**
 * The year that `senaste` means for an answer: the latest of its KPIs' latest years, each by the
 * two-thirds rule. Undefined when the answer holds no value.
 */
export function latestYear(answer: ComparisonAnswer): number | undefined {
  const years = answer.kpis
    .map((kpi) =>
      answer.query.years === 'senaste' ? kpi.years.at(-1) : latestSharedYear(answer, kpi),
    )
    .filter((year) => year !== undefined);
  return years.length === 0 ? undefined : Math.max(...years);
}

/** One KPI's latest year by the two-thirds rule, however many years the answer holds. */
export function latestSharedYear(answer: ComparisonAnswer, kpi: ComparedKpi): number | undefined {
  const areasByYear = new Map<number, Set<string>>();
  const reporting = new Set<string>();
  for (const { kpi: id, year, municipality, value } of answer.observations) {
    if (id !== kpi.id || value === null) continue;
    reporting.add(municipality);
    areasByYear.set(year, (areasByYear.get(year) ?? new Set()).add(municipality));
  }
  const shared = [...areasByYear].filter(([, areas]) => areas.size >= reporting.size * enough);
  return shared.length === 0 ? kpi.years.at(-1) : Math.max(...shared.map(([year]) => year));
}
