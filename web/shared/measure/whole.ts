import { ageText, lowerFirst } from './title.ts';

/** Where a title names the whole that its share is of. */
const places: readonly RegExp[] = [
  /(?:andel|promille) ?(?:\(%\) ?)?av (.+?)(?: ?\(%\)|,? andel|, region|, kommun|,? \(|$)/u,
  / av (nybörjare .+?)(?:, |$)/u,
  /^Vuxna (biståndsmottagare med försörjningshinder), \p{Ll}/u,
  / av (befolkningen|arbetslösa|arbetskraften)\b/u,
  /\(% av (.+?)\)/u,
];

/** The whole as titles write it → as it is said. */
const said: readonly (readonly [RegExp, string])[] = [
  [/^bef(?:olkningen)?(?!\p{L})\.?/u, 'invånare'],
  [/^biståndsmottagare med försörjningshinder$/u, 'vuxna biståndsmottagare med försörjningshinder'],
  [/\bvuxna bef\b/u, 'vuxna invånare'],
  [/ totalt$/u, ''],
  [/^skatt(?:er)? (?:&|och) /u, 'skatter och '],
  [/ (?:kommun(?:en|koncern)?|region(?:en|koncern)?)$/u, ''],
  [/^inv(?!\p{L})/u, 'invånare'],
  [/^nybörjare (?!i sfi)/u, 'nybörjare i sfi '],
  [/^(?=\d{2}\+)/u, 'invånare '],
  [/(\d\+)(?! år)/u, '$1 år'],
];

/** The whole that a share is of, where the title names it; else empty. */
export function wholeOf(title: string): string {
  const raw = places.map((place) => place.exec(title)?.[1]).find((text) => text !== undefined);
  if (raw === undefined) return '';
  const named = said.reduce((text, [pattern, words]) => text.replace(pattern, words), raw.trim());
  const [subject = ''] = title.split(/[\s,]/u);
  const spaced = named.replace(/\s+/gu, ' ');
  const whole = spaced.replace(/^de(?: deltagare)? som/u, `${lowerFirst(subject)} som`);
  const age = ageText(whole) === '' && isPeople(whole) ? ageText(title) : '';
  return [whole.replace(/(\d)-(\d)/gu, '$1–$2'), age].filter((part) => part !== '').join(' ');
}

function isPeople(text: string): boolean {
  return /^(?:invånare|arbetslösa|arbetskraften|registerbaserad arbetskraft)$/u.test(text);
}
