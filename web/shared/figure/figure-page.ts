import type { ComparedKpi, ComparisonAnswer } from '../api.ts';
import { axisNote } from '../charts/axis-note.ts';
import { chooseArea, pageText } from '../text/finding-page.ts';
import { relationNeedsTwo } from '../text/notes.ts';
import { barFigure } from './bars.ts';
import { changeFigure } from './change.ts';
import { factsOf, yearFacts, type KpiFacts } from './facts.ts';
import type { FigureContext, FigureInput } from './figure-context.ts';
import type { Figure, FigurePage } from './figure.ts';
import { genderFigure } from './gender.ts';
import { lineFigure } from './lines.ts';
import { relationFigure } from './relation.ts';
import { spreadFigure } from './spread.ts';

export type { FigureContext };

/**
 * What a comparison says, from the API's answer: the page's finding and one figure per KPI
 * (`samband`: one for the first two) and gender. Pure, and the same on server and in browser.
 */
export function figurePage(answer: ComparisonAnswer, context: FigureContext): FigurePage {
  const steps = figurePageInSteps(answer, context);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** As `figurePage`, pausing after each figure and finding: all of a large one would stall a server. */
export function* figurePageInSteps(
  answer: ComparisonAnswer,
  context: FigureContext,
): Generator<undefined, FigurePage> {
  if (answer.municipalities.length === 0) return { heading: chooseArea, lede: '', figures: [] };
  const figures: Figure[] = [];
  for (const figure of figuresOf({ answer, context })) {
    figures.push(besideChart(figure));
    yield;
  }
  const findings = [];
  for (const kpi of answer.kpis) {
    findings.push(...latestFinding(answer, kpi));
    yield;
  }
  return { ...pageText(findings, figures, answer.query.view), figures };
}

function* figuresOf(input: FigureInput): Generator<Figure> {
  const { answer } = input;
  const { view, genders } = answer.query;
  if (view === 'samband') yield* relationFigures(input);
  else if (view === 'kon')
    for (const kpi of answer.kpis) yield genderFigure(factsOf(answer, kpi, 'T'), input);
  else
    for (const kpi of answer.kpis)
      for (const gender of genders) yield figureOf(factsOf(answer, kpi, gender), input);
}

/** A cut axis is said in words beside the chart; where there is no chart, neither is its alternative. */
function besideChart(figure: Figure): Figure {
  if (figure.chart === undefined) return { ...figure, alternative: '' };
  const note = axisNote(figure.chart);
  return note === undefined ? figure : { ...figure, notes: [...figure.notes, note] };
}

function figureOf(facts: KpiFacts, input: FigureInput): Figure {
  switch (input.answer.query.view) {
    case 'linje':
      return lineFigure(facts, input);
    case 'spridning':
      return spreadFigure(facts, input);
    case 'tabell':
      return facts.years.length > 2 ? lineFigure(facts, input) : barsOf(facts, input);
    default:
      return barsOf(facts, input);
  }
}

function barsOf(facts: KpiFacts, input: FigureInput): Figure {
  return facts.years.length > 1 ? changeFigure(facts, input) : barFigure(facts, input);
}

function relationFigures(input: FigureInput): Figure[] {
  const { answer } = input;
  const gender = answer.query.genders[0] ?? 'T';
  const [first, second] = answer.kpis.map((kpi) => factsOf(answer, kpi, gender));
  if (first === undefined) return [];
  if (second !== undefined) return [relationFigure(first, second, input)];
  const figure = barFigure(first, input);
  return [{ ...figure, notes: [relationNeedsTwo(), ...figure.notes] }];
}

/**
 * The year that sums up a KPI: the latest in which at least two thirds of the areas that ever
 * reported it have a value, so that a page over many years is not told by an early few.
 */
function latestFinding(answer: ComparisonAnswer, kpi: ComparedKpi) {
  const facts = factsOf(answer, kpi, answer.query.genders[0] ?? 'T');
  const reported = (year: number) =>
    facts.areas.filter((area) => facts.value(area.id, year) !== null).length;
  const ever = facts.areas.filter((area) =>
    facts.years.some((year) => facts.value(area.id, year) !== null),
  ).length;
  const year =
    facts.years.findLast((one) => reported(one) > 0 && reported(one) * 3 >= ever * 2) ??
    facts.years.findLast((one) => reported(one) > 0);
  return year === undefined ? [] : [yearFacts(facts, year)];
}
