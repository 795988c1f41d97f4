import type { Figure } from './measure-types.ts';
import { firstMatch } from './title.ts';
import { wholeOf } from './whole.ts';

const percent = /\(%|%\)|%$|\bprocent\b|\bandel\b|\banel\b|svarsfrekvens|tätortsgrad/iu;

const scores: readonly (readonly [RegExp, Figure])[] = [
  [/av maxpoäng/iu, { kind: 'score', unit: '%', per: 'maxpoäng' }],
  [/^brukarbedömning.*medelvärde/iu, { kind: 'score', unit: '%', per: '' }],
  [/patientupplevd.*medelvärde/iu, { kind: 'score', unit: 'poäng', per: '' }],
  [
    /^(?!.*%)(?!.*avvikelse).*(?:betygspoäng|meritvärde|total poäng|(?<![\p{L}-])poäng$|sorteringsnyckel)/iu,
    { kind: 'score', unit: 'poäng', per: '' },
  ],
];

/** Points, and means of survey answers. */
export function scoreFigure(title: string): Figure | undefined {
  return firstMatch(title, scores);
}

/** So much of a whole, which is named where the title names it. */
export function shareFigure(title: string): Figure | undefined {
  if (/promille/iu.test(title)) return { kind: 'share', unit: 'promille', per: wholeOf(title) };
  if (!percent.test(title) || /uppräkningsfaktor/iu.test(title)) return undefined;
  if (/index/iu.test(title) && !/andel|%|svarsfrekvens/iu.test(title)) return undefined;
  return { kind: 'share', unit: '%', per: wholeOf(title) };
}

export function indexFigure(title: string): Figure | undefined {
  if (/ginikoefficient/iu.test(title)) return { kind: 'index', unit: '', per: '' };
  return /index(?:et)?\b|\bNKI\b/iu.test(title)
    ? { kind: 'index', unit: 'index', per: '' }
    : undefined;
}
