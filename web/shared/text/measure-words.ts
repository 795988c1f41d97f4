import type { NameWords } from '../measure/catalogue-names.ts';
import { joinAnd } from './list.ts';
import type { Direction, MeasureKind, Rhythm } from '../measure/measure-types.ts';

/** What is added to a measure's name when another would be called the same. */
export const nameWords: NameWords = {
  until: (year) => `till och med ${year}`,
  areas: { K: 'kommuner', L: 'regioner', A: 'kommuner och regioner' },
  split: (genderSplit) => (genderSplit ? 'könsuppdelat' : 'ej könsuppdelat'),
};

/** What kind of figure a measure is, to be read after "Slags mått". */
export const kindWords: Readonly<Record<MeasureKind, string>> = {
  share: 'andel',
  rate: 'antal i förhållande till något annat',
  amount: 'mängd',
  money: 'belopp',
  count: 'antal',
  index: 'index',
  score: 'poäng eller medelvärde',
  ratio: 'kvot',
  time: 'tid',
  change: 'förändring',
  deviation: 'avvikelse från ett väntat värde',
  code: 'kod för ett svar, som inte kan rangordnas',
  rank: 'plats i en ordning',
  other: 'annat mått',
};

/** Which end is good, to be read after "Riktning". */
export const directionWords: Readonly<Record<Direction, string>> = {
  high: 'ett högt värde är bra',
  low: 'ett lågt värde är bra',
  neutral: 'varken högt eller lågt är bra i sig',
  unknown: 'ingen riktning är given',
};

/** How often it is measured, to be read after "Mäts". */
export const rhythmWords: Readonly<Record<Rhythm, string>> = {
  yearly: 'varje år',
  'two-year': 'vartannat år',
  'three-year': 'vart tredje år',
  'four-year': 'vart fjärde år',
  irregular: 'med längre eller ojämna mellanrum',
  unknown: 'framgår inte av definitionen',
};

/** `varje år, utom 2021`. */
export const rhythmExcept = (rhythm: Rhythm, years: readonly number[]): string =>
  years.length === 0
    ? rhythmWords[rhythm]
    : `${rhythmWords[rhythm]}, utom ${joinAnd(years.map(String))}`;

export const measureTerms = {
  kind: 'Slags mått',
  per: 'Räknas per',
  /** A share is of a whole. */
  of: 'Andel av',
  direction: 'Riktning',
  rhythm: 'Mäts',
} as const;
