import type { NameWords } from '../measure/catalogue-names.ts';

/** What is added to a measure's name when another would be called the same. */
export const nameWords: NameWords = {
  until: (year) => `till och med ${year}`,
  areas: { K: 'kommuner', L: 'regioner', A: 'kommuner och regioner' },
  split: (genderSplit) => (genderSplit ? 'könsuppdelat' : 'ej könsuppdelat'),
};
