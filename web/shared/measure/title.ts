const lastYearMark = /\s*\(\s*[-–]\s*\d{4}\s*\)/gu;
const sourceTail = /[\s.]+Källa:.*$/u;

/** Kolada's title without stray spaces, source and the mark of its last year; `%` stands free of words. */
export function plainTitle(title: string): string {
  return title
    .slice(0, longestTitle)
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .replace(lastYearMark, '')
    .replace(sourceTail, '')
    .replace(/ – /gu, ' - ')
    .replace(/(\p{L})\(%/gu, '$1 (%')
    .replace(/(\p{L}) \/(\d)/gu, '$1/$2')
    .replace(/\b(\d+) (?=\+)/gu, '$1')
    .replace(/[\s.,:;–-]+$/u, '')
    .trim();
}

/** A hostile title is read no longer than this; Kolada's longest is 390 characters. */
const longestTitle = 600;
export const longestDescription = 6000;

const onward = /(?<!\p{L})fr? ?\.? ?o\.? ?m\.?(?= ?(?:\d|år|läsår|inkomst|val|och))/giu;
const upTo = /(?<!\p{L})t ?\.? ?o\.? ?m\.?(?= ?(?:\d|år|läsår|inkomst|val))/giu;

/** The description on one line, `fr.o.m.` in full, and no longer than a rule needs to read. */
export function plainDescription(description: string | null): string {
  return (description ?? '')
    .slice(0, longestDescription)
    .normalize('NFC')
    .replace(/\\n|\s+/gu, ' ')
    .replace(/\s{2,}/gu, ' ')
    .replace(onward, (short) => (short.startsWith('F') ? 'Från och med' : 'från och med'))
    .replace(upTo, (short) => (short.startsWith('T') ? 'Till och med' : 'till och med'))
    .trim();
}

/** The first text of `rules` whose pattern is found, or undefined. */
export function firstMatch<Value>(
  text: string,
  rules: readonly (readonly [RegExp, Value])[],
): Value | undefined {
  return rules.find(([pattern]) => pattern.test(text))?.[1];
}

/** `65+`, `65-79 år` and `16 - 64` as they are written after a noun: `65+ år`, `65–79 år`. */
export function ageText(text: string): string {
  const found = /(\d{1,3})\s*(?:[-–]\s*(\d{1,3})|(\+))(?!\s*m\b)/u.exec(text);
  if (!found) return '';
  const [, from = '', to, plus] = found;
  return plus === undefined ? `${from}–${to} år` : `${from}+ år`;
}

/** With the first letter small, unless the word is an abbreviation or a name. */
export function lowerFirst(text: string): string {
  const [first = ''] = text.split(/[\s,]/u);
  return /^\p{Lu}\p{Ll}/u.test(first) && !properName.test(first)
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text;
}

const properName =
  /^(?:Care|Brås|Kolada|Migrationsverket|Skolverket|Socialstyrelsen|Bredbandskollen|Finsam|Riket|Sverige)/u;
