import type { Gender } from '../../../web/shared/comparison/comparison.ts';
import type { Figure } from './figures.ts';

export interface FigureKey {
  readonly kpi: string;
  readonly area: string;
  readonly year: number;
  readonly gender: Gender;
}

/** What has been changed on command since the simulation started. */
export function createRevisions() {
  const byKpi = new Map<string, Map<string, Figure>>();
  const rows = new Set<string>();
  const row = (kpi: string, area: string, year: number) => `${kpi} ${area} ${year}`;

  return {
    set: ({ kpi, area, year, gender }: FigureKey, figure: Figure) => {
      const figures = byKpi.get(kpi) ?? new Map<string, Figure>();
      byKpi.set(kpi, figures.set(`${area} ${year} ${gender}`, figure));
      rows.add(row(kpi, area, year));
    },
    figure: (kpi: string, area: string, year: number, gender: Gender): Figure | undefined =>
      byKpi.size === 0 ? undefined : byKpi.get(kpi)?.get(`${area} ${year} ${gender}`),
    hasRow: (kpi: string, area: string, year: number): boolean =>
      rows.size > 0 && rows.has(row(kpi, area, year)),
  };
}

export type Revisions = ReturnType<typeof createRevisions>;
