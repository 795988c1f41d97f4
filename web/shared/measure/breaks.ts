import type { BreakKind, MeasureBreak } from './measure-types.ts';
import { firstMatch, plainDescription } from './title.ts';

/** `t.o.m.` and `fr.o.m.` are in full by then, and end no sentence. */
const sentenceEnd = /(?<=[.!?]['"”)]?)\s+(?=["'”(]?(?:\p{Lu}|\d{4}))/u;

/** How a sentence dates a change, and how far from the year written the new rule's first year is. */
const datings: readonly (readonly [RegExp, number])[] = [
  [
    /(?:från och med|från|sedan|efter)(?: redovisnings)?(?: och med)? ?(?:inkomst|val)?(?:året|år|valet|referenskostnaden)? ?(\d{4})(?![-–/]\d)/giu,
    0,
  ],
  [
    /(?:till och med|fram ?till(?: och med)?|fram till)(?: och med)? ?(?:läs)?(?:året|år)? ?(\d{4})(?!\/)/giu,
    1,
  ],
  [/(?<!mellan )(\d{4}) och (?:tidigare|bakåt)/giu, 1],
  [/mellan (\d{4}) och tidigare/giu, 0],
  [/(?:innan|före) ?(?:år(?:et)? )?(\d{4})/giu, 0],
  [
    /(?:ändrad|ändringar?|förändrad|ny(?:tt|a)?|omgjord|gjordes om|byte|trendbrott|korrigering|definition)[^.]{0,60}? (?:år )?(\d{4})/giu,
    0,
  ],
  [/(\d{4}) (?:ändrades|gjordes (?:en|om)|ersattes|införde|exkluderades|lades)/giu, 0],
  [/(?:^|[.;:] )(\d{4}) (?:baserades|avsågs)/giu, 1],
  [/(\d{4}) ska beaktas/giu, 1],
  [/(?:jämför\p{L}*|åren) [^.]{0,40}\d{4} och (\d{4})/giu, 0],
  [/[-–]\d{4}[,)]* [^.]{0,60}?(?<!\d[-–])(\d{4})[-–](?![\d])/giu, 0],
  [
    /(?<!för åren |från åren )(?<!\d)(\d{4})[-–]\d{4},? (?:så )?(?:avse[rs]|hämtas|ingick|används|användes)/giu,
    0,
  ],
  [
    /(?<!från åren )(?<!\d)\d{4}[-–](\d{4}),? (?:så )?(?:avse[rs]|hämtas|ingick|används|användes)/giu,
    1,
  ],
];

/** Words that say that a year changed what is counted, and not only when it is published. */
const change =
  /utgör|krävdes|förekommer|kategori|baserades|reviderad metod|beaktas|RAMS|till SCB|ingår|ingick|inkluder|exklusive|inklusive|exkluder|räknas|räknades|avse[rs]|avsåg|ny(?:tt|a)? |ändrad|ändringar|ändrades|förändr|istället|i stället|tidigare|definition|metod|beräkn|hämta|källa|byt[es]|byten|omformul|svarsalternativ|svarsskala|jämför|medräkn|utgå|ersatt|ersätt|trendbrott|uppdaterats|viktad|skala|används|användes|median|redovisas(?: bara| endast| enbart| inte)|tas resultat|mätt|omfatt|justera|dras|ställdes|med hänsyn|hänsyn tagits|mätte?s|begrepp|krav|kom från|kommer från|bygger/iu;

/** Sentences about when figures come, go or are mended, which change nothing of what is counted. */
const onlyPublished =
  /publiceras(?! inte)|finns (?:endast |bara )?(?:data |uppgifter )?(?:från|sedan)|uppdateras|reviderad?[es]? |har reviderats|saknas|saknar|vartannat|vart tredje|genomförs undersökningen|exempelvis slås|referensperiod|intjänad|nytt nyckeltal|ersätts detta nyckeltal|normalår|på försök/iu;

const kinds: readonly (readonly [RegExp, BreakKind])[] = [
  [
    /källa|hämta|statistiken? (?:kommer|hämtas)|från SCB|register|RAMS|\bBAS\b|vårdinformationssystem/iu,
    'source',
  ],
  [
    /elever|personer|patienter|åldersgrupp|\d{2}[-–]\d{2} år|asyl|ensamkommande|personal |IB/iu,
    'population',
  ],
  [
    /metod|beräkn|modell|utjämning|median|snitt|viktad|läsår|kalenderår|svarsalternativ|vet ej/iu,
    'method',
  ],
];

/**
 * The breaks that a definition itself states, oldest first, each with the sentence that states it.
 * A year outside 1990–2035 is no year of a break.
 * @param description as `plainDescription` gives it
 */
export function breaksOf(description: string): MeasureBreak[] {
  const found = new Map<number, MeasureBreak>();
  for (const sentence of description.split(sentenceEnd)) {
    if (!/\d{4}/u.test(sentence) || !change.test(sentence) || isOnlyPublished(sentence)) continue;
    for (const year of yearsOf(sentence)) {
      const known = found.get(year);
      if (known === undefined)
        found.set(year, { year, kind: kindOf(sentence), text: told(sentence) });
    }
  }
  return [...found.values()].sort((a, b) => a.year - b.year);
}

/**
 * The breaks of a measure, oldest first: those that a reader has found, and those that its definition
 * states of other years.
 * @param description as Kolada gives it
 */
export function breaksWith(
  known: readonly MeasureBreak[],
  description: string | null,
): MeasureBreak[] {
  const years = new Set(known.map(({ year }) => year));
  const told = breaksOf(plainDescription(description)).filter(({ year }) => !years.has(year));
  return [...known, ...told].sort((a, b) => a.year - b.year);
}

function isOnlyPublished(sentence: string): boolean {
  return onlyPublished.test(sentence) && !stillCounts.test(sentence);
}

const stillCounts =
  /ingår|ingick|räknas|exkluder|inkluder|reviderad metod|beaktas|ny (?:källa|metod)/iu;

function yearsOf(sentence: string): Set<number> {
  const years = datings.flatMap(([pattern, shift]) =>
    [...sentence.matchAll(pattern)].map(([, year]) => Number(year) + shift),
  );
  // "Until 2021 from RAMS, from 2023 from BAS" is one break, in 2023.
  const between = years.filter(
    (year) => !isNamed(sentence, year) && years.some((later) => later === year + 1),
  );
  return new Set(years.filter((year) => year > 1990 && year <= 2035 && !between.includes(year)));
}

function isNamed(sentence: string, year: number): boolean {
  return sentence.includes(String(year));
}

function kindOf(sentence: string): BreakKind {
  return firstMatch(sentence, kinds) ?? 'definition';
}

const longestText = 300;

function told(sentence: string): string {
  const text = sentence.trim();
  if (text.length <= longestText) return text;
  return `${text.slice(0, text.lastIndexOf(' ', longestText - 1)).replace(/[\s,;]+$/u, '')} …`;
}
