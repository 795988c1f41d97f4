import type { Kpi } from '../api.ts';

/** Fewer than 30 answered the home care survey (1 = yes), and HME's response rate in home care. */
export const fewAnswersKpi = 'N23590';
export const responseRateKpi = 'N21898';

/** The KPI that says how well another is founded, where Kolada has one. */
export function supportKpiOf({ id, title }: Pick<Kpi, 'id' | 'title'>): string | undefined {
  if (title.startsWith('Brukarbedömning hemtjänst') && id !== fewAnswersKpi) return fewAnswersKpi;
  const isHomeCareEngagement = /\bHME\b/.test(title) && /hemtjänst/.test(title);
  return isHomeCareEngagement && id !== responseRateKpi ? responseRateKpi : undefined;
}

/** What must be known beside these KPIs for their cautions; empty for most. */
export function supportKpisOf(kpis: readonly Pick<Kpi, 'id' | 'title'>[]): string[] {
  return [...new Set(kpis.flatMap((kpi) => supportKpiOf(kpi) ?? []))];
}
