import { lineAlternative, lineHeading, lineSummary } from '../text/finding-line.ts';
import { measureText } from '../text/measure.ts';
import { sourceLine } from '../text/source.ts';
import { trendNote } from '../text/trend.ts';
import { barFigure, emptyFigure } from './bars.ts';
import { cautionsOf, unmeasuredYears } from './cautions.ts';
import { eventsWithin } from './event-time.ts';
import type { KpiFacts } from './facts.ts';
import type { FigureInput } from './figure-context.ts';
import type { Figure } from './figure.ts';
import { chartOf, pointsOf } from './points.ts';
import { yearTable } from './table.ts';

/** Values over the years, with the reform events of the chosen areas; a single year is bars. */
export function lineFigure(facts: KpiFacts, input: FigureInput): Figure {
  const chart = chartOf(facts, 'linje', pointsOf(facts));
  if (chart === undefined) return emptyFigure(facts, input);
  if (facts.years.length === 1) return barFigure(facts, input);
  const measure = measureText(facts.kpi, facts.years, facts.gender);
  const { drawn, told } = eventsWithin(facts, input.context.events);
  return {
    kpi: facts.kpi,
    heading: lineHeading(facts),
    measure,
    summary: lineSummary(facts),
    alternative: lineAlternative(facts),
    notes: [...cautionsOf(facts, input), trendNote(facts)].filter((note) => note !== ''),
    source: sourceLine([facts.kpi], input.answer.release, 'raw'),
    events: told,
    chart:
      input.answer.query.view === 'tabell'
        ? undefined
        : { ...chart, events: drawn, unmeasuredYears: unmeasuredYears(facts) },
    table: yearTable(facts, measure),
  };
}
