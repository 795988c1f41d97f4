import { spearman } from '../statistics/correlation.ts';
import { median } from '../statistics/quantile.ts';
import { relationAlternative, relationHeading, relationSummary } from '../text/finding-relation.ts';
import type { RelationFacts, RelationSide } from '../text/finding-relation.ts';
import { measureText } from '../text/measure.ts';
import { mixedYearsNote, relationIsNotCause, relationShowsFirstTwo } from '../text/notes.ts';
import { sourceLine } from '../text/source.ts';
import { cautionsOf } from './cautions.ts';
import type { KpiFacts } from './facts.ts';
import type { FigureInput } from './figure-context.ts';
import type { Figure } from './figure.ts';
import { chartOf, pointsOf } from './points.ts';
import { tableOf, valueCell } from './table.ts';

/** Fewer areas than this are never said to show a correlation, or to lack one. */
const fewestCorrelated = 10;

/** Two KPIs against each other; the second one's figure is part of this. */
export function relationFigure(first: KpiFacts, second: KpiFacts, input: FigureInput): Figure {
  const relation = relationFacts(first, second);
  const [x, y] = [relation.x, relation.y];
  const measure = [x, y].map(({ facts, year }) => measureText(facts.kpi, year > 0 ? [year] : []));
  return {
    kpi: first.kpi,
    heading: relationHeading(relation),
    measure: measure.join(' · '),
    summary: relationSummary(relation),
    alternative: relation.both.length === 0 ? '' : relationAlternative(relation),
    notes: relation.both.length === 0 ? [] : notesOf(relation, input),
    source: sourceLine([first.kpi, second.kpi], input.answer.release, 'computed'),
    events: [],
    chart: relation.both.length === 0 ? undefined : chartParts(relation),
    table: tableOf(first, measure.join(' · '), {
      columns: [x, y].map(({ facts, year }) => `${facts.words.short}${year > 0 ? ` ${year}` : ''}`),
      cells: (area) => [valueCell(first, area, x.year), valueCell(second, area, y.year)],
    }),
  };
}

function relationFacts(first: KpiFacts, second: KpiFacts): RelationFacts {
  const common = first.years.filter((year) => second.years.includes(year)).at(-1);
  const yearOf = (facts: KpiFacts) => common ?? facts.years.at(-1) ?? 0;
  const [xYear, yYear] = [yearOf(first), yearOf(second)];
  const kind = first.focus?.kind === 'region' ? 'region' : 'municipality';
  const both = first.areas.filter(
    (area) =>
      area.kind === kind &&
      first.value(area.id, xYear) !== null &&
      second.value(area.id, yYear) !== null,
  );
  const values = (facts: KpiFacts, year: number) =>
    both.map((area) => facts.value(area.id, year) ?? 0);
  const [xs, ys] = [values(first, xYear), values(second, yYear)];
  const side = (facts: KpiFacts, year: number, all: readonly number[]): RelationSide => ({
    facts,
    year,
    median: median(all) ?? 0,
  });
  return {
    x: side(first, xYear, xs),
    y: side(second, yYear, ys),
    both,
    kind,
    correlation:
      both.length < fewestCorrelated ? undefined : spearman(xs.map((x, i) => [x, ys[i] ?? 0])),
  };
}

function chartParts({ x, y, both }: RelationFacts): Figure['chart'] {
  const chart = chartOf(x.facts, 'samband', pointsOf(x.facts, [x.year]));
  if (chart === undefined) return undefined;
  return {
    ...chart,
    secondPoints: pointsOf(y.facts, [y.year]),
    secondUnit: y.facts.kpi.form,
    secondAxisTitle: y.facts.words.short,
    ...(both.length >= 3 ? { medians: { first: x.median, second: y.median } } : {}),
  };
}

function notesOf({ x, y }: RelationFacts, input: FigureInput): string[] {
  const sides = [x, y].map(({ facts, year }) => ({ short: facts.words.short, year }));
  const cautions = [x, y].flatMap(({ facts, year }) =>
    cautionsOf({ ...facts, years: year > 0 ? [year] : [] }, input).map((note) => ({ facts, note })),
  );
  const seen = new Set<string>();
  const told = cautions.flatMap(({ facts, note }) => {
    if (seen.has(note)) return [];
    seen.add(note);
    const isShared = cautions.filter((other) => other.note === note).length > 1;
    return [isShared ? note : `${facts.words.short}: ${note}`];
  });
  return [
    relationIsNotCause,
    input.answer.kpis.length > 2 ? relationShowsFirstTwo() : '',
    mixedYearsNote(sides),
    ...told,
  ].filter((note) => note !== '');
}
