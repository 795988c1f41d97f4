/** Numerals and ordinals as words, up to twelve; figures above that. */

const cardinals = ['noll', 'en', 'två', 'tre', 'fyra', 'fem', 'sex', 'sju'].concat([
  'åtta',
  'nio',
  'tio',
  'elva',
  'tolv',
]);

const ordinals = ['första', 'andra', 'tredje', 'fjärde', 'femte', 'sjätte', 'sjunde'].concat([
  'åttonde',
  'nionde',
  'tionde',
  'elfte',
  'tolfte',
]);

/** `7` → `sju`, `13` → `13`, `1` → `en` (`ett` for a neuter noun). */
export function numeral(count: number, gender: 'common' | 'neuter' = 'common'): string {
  if (count === 1 && gender === 'neuter') return 'ett';
  return cardinals[count] ?? String(count);
}

/** `4` → `fjärde`; undefined above twelve, where a place is better said as a number. */
export function ordinal(place: number): string | undefined {
  return ordinals[place - 1];
}

/** First letter as a capital: `sju` → `Sju`. */
export function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase('sv') + text.slice(1);
}
