import { ageText } from './title.ts';

/** What a title divides by. */
export interface Denominator {
  /** What stands before the slash: `kr`, `antal`, `minuter`. */
  readonly counted: string;
  /** 1 000 in `antal/1000 inv`; 1 where each is meant. */
  readonly scale: number;
  /** One of what is divided by, or the people of an age: `brukare`, `invånare 80+ år`. */
  readonly per: string;
  /** The same as it stands after a scale: `disponibla vårdplatser`. */
  readonly plural: string;
}

const measured =
  'antal(?: [\\p{L}-]+){0,2}|1 ?000 kr|kr|tkr|mkr|kronor|kg|gram|ton[^,/]{0,25}|liter|kbm|[kMGT]Wh|meter|mil|km|kvm(?: BRA)?|minuter|timmar|dagar|dygn|recept|resor|produktion|vårdgivare|inv';
const bySlash = new RegExp(
  `(?:^|[\\s,(])(${measured}) ?/ ?([^,/(]+(?:\\(justerat\\)|\\([^)]*befolkning\\)[^,]*)?)`,
  'u',
);
const byPer = /\b(antal|) ?per (\d[\d ]* ?(?:\p{L}+\.?)(?: \d+[-–]\d+ år)?|invånare)/u;
const lastAge = /, (\d{1,3}(?:[-–]\d{1,3}|\+)(?: år)?)$/u;

/**
 * @param title as `plainTitle` gives it
 * @param description as `plainDescription` gives it, where the age of the people may stand
 */
export function denominatorOf(title: string, description = ''): Denominator | undefined {
  const found = bySlash.exec(title) ?? byPer.exec(title);
  const [, counted = '', raw = ''] = found ?? [];
  if (!found || raw === '') return undefined;
  const noun = raw
    .replace(/ ?1 nov(?!\p{L}).*$/u, '')
    .replace(/\([^)]*befolkning\)/u, '')
    .trim();
  const scaled = /^(\d[\d ]*\d|\d)(?=[ \p{L}]|$)/u.exec(noun)?.[1] ?? '';
  const scale = scaled === '' ? 1 : Number(scaled.replaceAll(' ', ''));
  const written = ageText(noun.slice(scaled.length)) || ageText(lastAge.exec(title)?.[1] ?? '');
  const age =
    written === '' && isMoney.test(counted) ? '' : written || peopleAge(title, description);
  const rest = noun
    .slice(scaled.length)
    .replace(/\d{1,3}\s*(?:[-–]\s*\d{1,3}|\+)(?:\s*år)?/u, '')
    .trim();
  return { counted: counted.trim(), scale, ...wordsOf(rest, age) };
}

const isMoney = /^(?:kr|tkr|mkr|kronor|1 ?000 kr)$/u;
const dividedByAge =
  /(?:dividerat med|delat (?:med|på)|per \d[\d ]*) ?(?:antal(?:et)? )?(?:invånare|personer|befolkning\p{L}*)(?: i åldern)? (\d{1,3}(?:[-–]\d{1,3}|\+))/u;
const titleAge = /(?<!\d)(?:\d{1,3}[-–]\d{1,3} år|\d{1,3}\+)/u;

/** The age that a title speaks of is the age of those it divides by. */
function peopleAge(title: string, description: string): string {
  return ageText(dividedByAge.exec(description)?.[1] ?? titleAge.exec(title)?.[0] ?? '');
}

function wordsOf(raw: string, age: string): Pick<Denominator, 'per' | 'plural'> {
  const text =
    raw
      .replace(/(?<!\p{L})inv(?!\p{L})\.?/u, 'invånare')
      .replace(/\s+/gu, ' ')
      .trim() || 'invånare';
  const [one, many] = nouns[text] ?? [text, text];
  return { per: join(one, age), plural: join(many, age) };
}

function join(noun: string, age: string): string {
  return age === '' ? noun : `${noun} ${age}`;
}

/** As titles write it → one, and many. */
const nouns: Readonly<Record<string, readonly [string, string]>> = {
  'disponibla vårdplatser': ['disponibel vårdplats', 'disponibla vårdplatser'],
  elever: ['elev', 'elever'],
  personer: ['person', 'personer'],
  patienter: ['patient', 'patienter'],
  hushåll: ['hushåll', 'hushåll'],
  kvm: ['kvadratmeter', 'kvadratmeter'],
  'kvm BRA': ['kvadratmeter BRA', 'kvadratmeter BRA'],
  'kvm BRA i egna lokaler': ['kvadratmeter BRA', 'kvadratmeter BRA'],
};
