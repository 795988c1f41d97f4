import { countedNoun } from './counted.ts';
import { denominatorOf } from './denominator.ts';
import { dividedFigure, plainFigure } from './divided.ts';
import type { Figure } from './measure-types.ts';
import { ratioFigure } from './ratio.ts';
import { indexFigure, scoreFigure, shareFigure } from './share.ts';
import { firstMatch } from './title.ts';

/** Answers written as numbers: `(Ja=1, Nej=0)`, `(1=vänster, …)`, but not `(max = 100)`. */
const coded = /\d\s*=\s*\p{L}|(?<!max)\s*\p{L}\s*=\s*\d(?!\d)|kodade svar/u;

type Rule = (title: string, description: string) => Figure | undefined;

/** Read from the top: what names itself first, then what is divided, then the bare units. */
const rules: readonly Rule[] = [
  uncertainty,
  contradiction,
  code,
  deviation,
  change,
  ratioFigure,
  scoreFigure,
  shareFigure,
  indexFigure,
  dividedFigure,
  plainFigure,
  told,
];

/**
 * Kind, unit and denominator of a measure.
 * @param title as `plainTitle` gives it
 * @param description as `plainDescription` gives it; used where the title is silent
 */
export function figureOf(title: string, description: string): Figure {
  for (const rule of rules) {
    const found = rule(title, description);
    if (found) return found;
  }
  return { kind: 'other', unit: '', per: '' };
}

function uncertainty(title: string): Figure | undefined {
  return /^osäkerhetstal/iu.test(title)
    ? { kind: 'other', unit: 'procentenheter', per: '' }
    : undefined;
}

/** A title that calls the same figure both a number and a share says neither. */
function contradiction(title: string): Figure | undefined {
  return /(?:^|- )antal [^-]*, andel \(%\)/iu.test(title) && !/andel av antal/u.test(title)
    ? { kind: 'other', unit: '', per: '' }
    : undefined;
}

function code(title: string): Figure | undefined {
  return coded.test(title) && !/\(skala /iu.test(title)
    ? { kind: 'code', unit: '', per: '' }
    : undefined;
}

function deviation(title: string): Figure | undefined {
  if (!/avvikelse/iu.test(title)) return undefined;
  if (/nettokostnadsavvikelse/iu.test(title) && /%/u.test(title))
    return { kind: 'deviation', unit: '%', per: 'referenskostnaden' };
  const unit = firstMatch(title, deviationUnits) ?? '';
  return { kind: 'deviation', unit, per: denominatorOf(title)?.per ?? '' };
}

const deviationUnits: readonly (readonly [RegExp, string])[] = [
  [/procentenheter/iu, 'procentenheter'],
  [/miljoner kr|mkr|mnkr/iu, 'miljoner kr'],
  [/\bkr\b/iu, 'kr'],
  [/meritvärde|poäng/iu, 'poäng'],
  [/andel|%|frekvens|behörig|examen|uppnått/iu, 'procentenheter'],
];

function change(title: string): Figure | undefined {
  if (!/^\p{L}*förändring|(?:årlig|förväntad) förändring|^kostnadsutveckling/iu.test(title))
    return undefined;
  if (/procent$|%/u.test(title)) return { kind: 'change', unit: '%', per: '' };
  return title.endsWith('antal')
    ? { kind: 'change', unit: countedNoun(title), per: '' }
    : undefined;
}

/** Where the title names no unit, the description's own words do. */
function told(title: string, description: string): Figure | undefined {
  if (coded.test(description)) return { kind: 'code', unit: '', per: '' };
  if (/andel|procent|%/iu.test(description)) return { kind: 'share', unit: '%', per: '' };
  if (/antal /iu.test(description)) return { kind: 'count', unit: countedNoun(title), per: '' };
  return undefined;
}
