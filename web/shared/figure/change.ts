import {
  changeAlternative,
  changeFacts,
  changeHeading,
  changeSummary,
} from '../text/finding-change.ts';
import { measureText } from '../text/measure.ts';
import { emptyYearsNote, missingNote } from '../text/notes.ts';
import { sourceLine } from '../text/source.ts';
import { barFigure, emptyFigure } from './bars.ts';
import { cautionsOf } from './cautions.ts';
import type { KpiFacts } from './facts.ts';
import type { FigureInput } from './figure-context.ts';
import type { Figure } from './figure.ts';
import { chartOf, pointsOf } from './points.ts';
import { yearTable } from './table.ts';

/** Two years or more as grouped bars with the change from the first to the last. */
export function changeFigure(facts: KpiFacts, input: FigureInput): Figure {
  const held = facts.years.filter((year) =>
    facts.areas.some((area) => facts.value(area.id, year) !== null),
  );
  // A year without a price index has values, and another note says why they are not shown.
  const empty = facts.years.filter(
    (year) => !held.includes(year) && !facts.kpi.prices?.withoutIndex.includes(year),
  );
  const [first, last] = [held.at(0), held.at(-1)];
  if (first === undefined || last === undefined) return emptyFigure(facts, input);
  if (first === last) {
    const figure = barFigure({ ...facts, years: held }, input);
    const note = emptyYearsNote(empty);
    const notes = [note, ...figure.notes.filter((other) => other !== note)];
    return { ...figure, notes: notes.filter((text) => text !== '') };
  }
  const shown = { ...facts, years: held };
  const finding = changeFacts(shown, first, last);
  const lacking = facts.areas.filter((area) => facts.value(area.id, first) === null);
  const measure = measureText(facts.kpi, held, facts.gender);
  const chart = chartOf(shown, 'stapel', pointsOf(shown));
  return {
    kpi: facts.kpi,
    heading: changeHeading(finding),
    measure,
    summary: changeSummary(finding),
    alternative: changeAlternative(finding),
    notes: [
      emptyYearsNote(empty),
      missingNote(lacking, facts.areas.length, first),
      ...cautionsOf(shown, input),
    ].filter((text) => text !== ''),
    source: sourceLine([facts.kpi], input.answer.release, 'computed'),
    events: [],
    chart: input.answer.query.view === 'tabell' ? undefined : chart,
    table: yearTable(shown, measure),
  };
}
