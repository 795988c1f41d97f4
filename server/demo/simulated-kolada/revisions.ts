import type { Gender } from '../../../web/shared/comparison/comparison.ts';
import type { Figure } from './figures.ts';

export interface FigureKey {
  readonly kpi: string;
  readonly area: string;
  readonly year: number;
  readonly gender: Gender;
}

/**
 * What has been changed on command since the simulation started, and on which day.
 * @param today ISO day
 */
export function createRevisions(today: () => string) {
  const byKpi = new Map<string, Map<string, Figure>>();
  const rows = new Set<string>();
  const row = (kpi: string, area: string, year: number) => `${kpi} ${area} ${year}`;
  /** Day of the latest change of a row, by KPI and then area and year. */
  const changed = new Map<string, Map<string, string>>();
  /** Day on which a year came for every KPI and area: too many rows to name each. */
  const addedYears = new Map<number, string>();

  /** The row's values are others than before, without a value of its own having been set. */
  const touch = (kpi: string, area: string, year: number) => {
    const days = changed.get(kpi) ?? new Map<string, string>();
    changed.set(kpi, days.set(`${area} ${year}`, today()));
  };

  return {
    set: ({ kpi, area, year, gender }: FigureKey, figure: Figure) => {
      const figures = byKpi.get(kpi) ?? new Map<string, Figure>();
      byKpi.set(kpi, figures.set(`${area} ${year} ${gender}`, figure));
      rows.add(row(kpi, area, year));
      touch(kpi, area, year);
    },
    touch,
    touchYear: (year: number) => void addedYears.set(year, today()),
    figure: (kpi: string, area: string, year: number, gender: Gender): Figure | undefined =>
      byKpi.size === 0 ? undefined : byKpi.get(kpi)?.get(`${area} ${year} ${gender}`),
    hasRow: (kpi: string, area: string, year: number): boolean =>
      rows.size > 0 && rows.has(row(kpi, area, year)),
    /** Whether any row of the KPI has changed. */
    isTouched: (kpi: string): boolean => addedYears.size > 0 || changed.has(kpi),
    changedSince: (kpi: string, area: string, year: number, day: string): boolean =>
      (changed.get(kpi)?.get(`${area} ${year}`) ?? '') >= day ||
      (addedYears.get(year) ?? '') >= day,
  };
}

export type Revisions = ReturnType<typeof createRevisions>;
