import type { Area } from '../area.ts';
import type { Gender } from '../comparison/comparison.ts';
import { formatValue } from '../text/number.ts';
import { missingText } from '../text/table-text.ts';
import type { KpiFacts } from './facts.ts';
import type { ChartInput, ChartPoint } from './figure.ts';

/** One point per area and year in the order asked; gaps keep their place with `value` null. */
export function pointsOf(
  facts: KpiFacts,
  years: readonly number[] = facts.years,
  genders: readonly Gender[] = [facts.gender],
): ChartPoint[] {
  return facts.areas.flatMap((area) =>
    years.flatMap((year) => genders.map((gender) => pointOf(facts, area, { year, gender }))),
  );
}

export function pointOf(
  facts: KpiFacts,
  area: Area,
  { year, gender }: { readonly year: number; readonly gender: Gender },
): ChartPoint {
  const value = facts.value(area.id, year, gender);
  const label = value === null ? missingText : formatValue(value, facts.kpi.form);
  return { area: area.id, name: area.name, year, gender, value, label };
}

/** The parts of a chart that every view has; undefined when no point holds a value. */
export function chartOf(
  facts: KpiFacts,
  view: ChartInput['view'],
  points: readonly ChartPoint[],
): ChartInput | undefined {
  if (points.every((point) => point.value === null)) return undefined;
  return {
    view,
    unit: facts.kpi.form,
    axisTitle: facts.words.short,
    focus: facts.focus?.id ?? '',
    order: facts.kpi.goodDirection === 'higher' ? 'descending' : 'ascending',
    points,
    events: [],
    unmeasuredYears: [],
  };
}
