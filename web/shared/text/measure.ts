import type { ComparedKpi, Kpi } from '../api.ts';
import type { Gender } from '../comparison/comparison.ts';
import { cleanTitle } from './kpi-names.ts';
import { joinAnd } from './list.ts';
import { pricesOf } from './prices.ts';

/** Measure, unit and years: `Kostnad hemtjänst äldreomsorg, kr per hemtjänsttagare, 2024`. */
export function measureText(
  kpi: Pick<Kpi, 'title'> & Pick<Partial<ComparedKpi>, 'prices'>,
  years: readonly number[],
  gender: Gender = 'T',
): string {
  return [cleanTitle(kpi.title), genderWord(gender), yearsText(years), pricesOf(kpi.prices)]
    .filter((part) => part !== '')
    .join(', ');
}

/** `2024`, `2022 och 2024`, `2012–2025` for more than two. */
export function yearsText(years: readonly number[]): string {
  const [first, last] = [years.at(0), years.at(-1)];
  if (first === undefined || last === undefined) return '';
  return years.length > 2 ? `${first}–${last}` : joinAnd(years.map(String));
}

/** `kvinnor`, `män`; nothing for everyone. */
export function genderWord(gender: Gender): string {
  return { T: '', K: 'kvinnor', M: 'män' }[gender];
}

/** Column heading: `Totalt`, `Kvinnor`, `Män`. */
export function genderLabel(gender: Gender): string {
  return { T: 'Totalt', K: 'Kvinnor', M: 'Män' }[gender];
}
