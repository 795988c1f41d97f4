import {
  barAlternative,
  barHeading,
  barSummary,
  fewestRanked,
  noValuesHeading,
} from '../text/finding.ts';
import { measureText } from '../text/measure.ts';
import { notHeld, tooFewNote } from '../text/notes.ts';
import { sourceLine } from '../text/source.ts';
import { cautionsOf } from './cautions.ts';
import { yearFacts, type KpiFacts } from './facts.ts';
import type { FigureInput } from './figure-context.ts';
import type { Figure } from './figure.ts';
import { chartOf, pointsOf } from './points.ts';
import { yearTable } from './table.ts';

/** One year's values as bars, or as a table alone. */
export function barFigure(facts: KpiFacts, input: FigureInput): Figure {
  const year = facts.years.at(-1);
  if (year === undefined) return emptyFigure(facts, input);
  const finding = yearFacts(facts, year);
  const measure = measureText(facts.kpi, [year], facts.gender);
  const chart = chartOf(facts, 'stapel', pointsOf(facts, [year]));
  const few = finding.ranking.n < fewestRanked && finding.ranking.n < finding.peerCount;
  return {
    kpi: facts.kpi,
    heading: barHeading(finding),
    measure,
    summary: barSummary(finding),
    alternative: barAlternative(finding),
    notes: [
      ...(few && finding.ranking.n > 0 ? [tooFewNote(finding.ranking.n, finding.peerKind)] : []),
      ...cautionsOf(facts, input),
    ],
    source: sourceLine([facts.kpi], input.answer.release, 'raw'),
    events: [],
    chart: input.answer.query.view === 'tabell' ? undefined : chart,
    table: yearTable(facts, measure),
  };
}

/** When the release holds no value at all for what was asked. */
export function emptyFigure(facts: KpiFacts, input: FigureInput): Figure {
  const measure = measureText(facts.kpi, facts.years, facts.gender);
  const asked = /^\d{4}(,\d{4})*$/.test(input.answer.query.years)
    ? input.answer.query.years.split(',').map(Number)
    : [];
  return {
    kpi: facts.kpi,
    heading: noValuesHeading(facts.years.length > 0 ? facts.years : asked, facts.kpi.prices),
    measure,
    summary: '',
    alternative: '',
    notes: [...(facts.kpi.held ? [] : [notHeld]), ...cautionsOf(facts, input)],
    source: sourceLine([facts.kpi], input.answer.release, 'raw'),
    events: [],
    chart: undefined,
    table: yearTable(facts, measure),
  };
}
