import type { KpiReview } from '../api.ts';

/** Whether what is held of a KPI is that it is called, or measured in, something else. */
export function isRename({ faults }: KpiReview): boolean {
  return faults.some(({ code }) => code === 'retitled');
}
