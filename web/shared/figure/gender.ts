import {
  genderAlternative,
  genderGaps,
  genderHeading,
  genderSummary,
} from '../text/finding-gender.ts';
import { measureText } from '../text/measure.ts';
import { sourceLine } from '../text/source.ts';
import { emptyFigure } from './bars.ts';
import { cautionsOf } from './cautions.ts';
import type { KpiFacts } from './facts.ts';
import type { FigureInput } from './figure-context.ts';
import type { Figure } from './figure.ts';
import { chartOf, pointsOf } from './points.ts';
import { genderTable } from './table.ts';

/** Women and men in the latest year shown, and the gap. */
export function genderFigure(facts: KpiFacts, input: FigureInput): Figure {
  const year = facts.years.at(-1);
  if (year === undefined) return emptyFigure(facts, input);
  const measure = measureText(facts.kpi, [year]);
  const hasValues = genderGaps(facts, year).length > 0;
  return {
    kpi: facts.kpi,
    heading: genderHeading(facts, year),
    measure,
    summary: genderSummary(facts, year),
    alternative: genderAlternative(facts, year),
    notes: hasValues ? cautionsOf({ ...facts, gender: 'K', years: [year] }, input) : [],
    source: sourceLine([facts.kpi], input.answer.release, 'computed'),
    events: [],
    chart: chartOf(facts, 'kon', pointsOf(facts, [year], ['K', 'M'])),
    table: genderTable(facts, measure, year),
  };
}
