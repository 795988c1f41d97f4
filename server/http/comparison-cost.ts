import {
  effectiveGenders,
  effectiveYears,
  type Comparison,
} from '../../web/shared/comparison/comparison.ts';

/** As many years as Kolada has of anything. */
const mostYears = 30;
/** `spridning` draws every kommun, whichever were chosen. */
const everyKommun = 290;

/** What was measured on one quiet core, in milliseconds. */
const measured = { value: 0.01, drawing: 3, point: 0.02 } as const;

/**
 * What an answer for a comparison will cost in milliseconds of a quiet processor, told from the
 * address alone. Rough: for the order in which work is done, and how much of it at a time.
 *
 * @param drawings of each figure; 0 for an answer of data or text
 */
export function costOf(comparison: Comparison, drawings: number): number {
  const { kpis, areas, view } = comparison;
  const years = yearCount(comparison);
  const values = kpis.length * areas.length * years * effectiveGenders(comparison).length;
  const points =
    view === 'spridning' ? everyKommun : areas.length * years * (view === 'kon' ? 2 : 1);
  const drawing = drawings * (measured.drawing + measured.point * points);
  return values * measured.value + figureCount(comparison) * drawing;
}

function figureCount({ kpis, genders, view }: Comparison): number {
  if (view === 'tabell') return 0;
  if (view === 'samband') return 1;
  return view === 'kon' ? kpis.length : kpis.length * genders.length;
}

function yearCount(comparison: Comparison): number {
  const years = effectiveYears(comparison);
  if (years === 'all') return mostYears;
  switch (years.kind) {
    case 'latest':
      return 1;
    case 'years':
      return Math.min(years.years.length, mostYears);
    case 'range':
      return Math.min(years.to - years.from + 1, mostYears);
  }
}
