import type { ComparisonAnswer } from '../api.ts';
import { pageText } from '../text/finding-page.ts';
import { barFigure } from './bars.ts';
import { factsOf, yearFacts, type KpiFacts } from './facts.ts';
import type { FigureContext, FigureInput } from './figure-context.ts';
import type { Figure, FigurePage } from './figure.ts';

/**
 * What a comparison says, from the API's answer: the page's finding and one figure per KPI
 * (`samband`: one for the first two) and gender. Pure, and the same on server and in browser.
 */
export function figurePage(answer: ComparisonAnswer, context: FigureContext): FigurePage {
  const input = { answer, context };
  const facts = answer.kpis.flatMap((kpi) =>
    answer.query.genders.map((gender) => factsOf(answer, kpi, gender)),
  );
  const figures = facts.map((one) => figureOf(one, input));
  return { ...pageText(pageParts(answer, facts), figures), figures };
}

function figureOf(facts: KpiFacts, input: FigureInput): Figure {
  return barFigure(facts, input);
}

function pageParts(answer: ComparisonAnswer, facts: readonly KpiFacts[]) {
  return answer.kpis.flatMap((kpi) => {
    const one = facts.find((candidate) => candidate.kpi === kpi);
    const year = one?.years.at(-1);
    return one === undefined || year === undefined ? [] : [yearFacts(one, year)];
  });
}
