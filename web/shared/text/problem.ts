/** Sentences for everything that can be wrong with a request. The server sends codes; these speak. */
import type { Area } from '../area.ts';
import type { QueryProblem } from '../comparison/query.ts';
import { comparisonKeys } from '../comparison/query.ts';
import { limits } from '../comparison/comparison.ts';
import { formatNumber } from './number.ts';
import { offlineText } from './offline.ts';

interface ProblemText {
  readonly title: string;
  readonly detail: string;
}

const problemTexts = {
  'bad-query': {
    title: 'Frågan går inte att läsa',
    detail: 'Något i adressen går inte att läsa.',
  },
  'bad-request': {
    title: 'Begäran går inte att läsa',
    detail: 'Begäran är felaktigt utformad. Kontrollera adressen och försök igen.',
  },
  'foreign-origin': {
    title: 'Hämtningen begärdes från en annan webbplats',
    detail:
      'Hämtningar startas bara från tjänstens egna sidor eller av ett program. Öppna jämförelsen här och försök igen.',
  },
  'not-found': {
    title: 'Sidan finns inte',
    detail: 'Det finns inget på den här adressen.',
  },
  'unknown-kpi': {
    title: 'Nyckeltalet finns inte',
    detail:
      'Nyckeltalet finns inte i Koladas katalog. Kontrollera beteckningen, till exempel N21006.',
  },
  'unknown-offline': {
    title: offlineText.unknownKpiTitle,
    detail: `Det går inte att säga om nyckeltalet finns, för Koladas katalog är inte hämtad än. ${offlineText.remedy}`,
  },
  'unknown-release': {
    title: 'Utgåvan finns inte',
    detail: 'Utgåvan har aldrig publicerats här. Alla utgåvor räknas upp på /api/v1/releases.',
  },
  'no-fetch': {
    title: 'Ingen hämtning pågår',
    detail: 'Nyckeltalet hämtas inte just nu. Starta en hämtning med POST på samma adress.',
  },
  'method-not-allowed': {
    title: 'Adressen går bara att läsa',
    detail: 'Adressen finns, men det går inte att skicka något till den på det här sättet.',
  },
  'address-too-long': {
    title: 'Adressen är för lång',
    detail:
      'Adressen är för lång, eller så skickar webbläsaren för mycket med den. Välj färre kommuner eller nyckeltal, eller börja om från startsidan.',
  },
  'too-large': {
    title: 'Begäran är för stor',
    detail: 'Begäran innehåller mer än vad som tas emot. Här behövs inget innehåll alls.',
  },
  'too-many-values': {
    title: 'Urvalet är för stort',
    detail:
      'Svaret skulle bli för stort för JSON. Välj färre nyckeltal, kommuner eller år, eller hämta urvalet som fil.',
  },
  'too-many-requests': {
    title: 'För många hämtningar på en gång',
    detail: 'Många hämtningar från Kolada pågår redan. Vänta en stund och försök igen.',
  },
  busy: {
    title: 'Mycket att göra just nu',
    detail: 'Tjänsten hinner inte svara på allt på en gång. Försök igen om en liten stund.',
  },
  'not-ready': {
    title: 'Uppgifterna är inte klara',
    detail: 'Det finns ännu inga uppgifter att visa. Försök igen om en stund.',
  },
  internal: {
    title: 'Något gick fel hos oss',
    detail: 'Felet är noterat. Försök igen om en stund.',
  },
} as const satisfies Record<string, ProblemText>;

export type ProblemCode = keyof typeof problemTexts;

/** Title and sentence for a problem as a whole. */
export function describeProblem(code: ProblemCode): ProblemText {
  return problemTexts[code];
}

const shownProblems = 8;

/** The first sentences of a list of faults and, where there are more, how many: `och 1 792 till`. */
export function someProblems(sentences: readonly string[]): string[] {
  const left = sentences.length - shownProblems;
  if (left <= 0) return [...sentences];
  return [...sentences.slice(0, shownProblems), `och ${formatNumber(left)} till`];
}

/** A sentence for each fault of an address, to be shown as a list; a long list is cut, and says so. */
export function listQueryProblems(
  problems: readonly QueryProblem[],
  known: readonly string[] = comparisonKeys,
): string[] {
  return someProblems(problems.map((problem) => describeQueryProblem(problem, known)));
}

/** The same as one text. */
export function describeQueryProblems(problems: readonly QueryProblem[]): string {
  return listQueryProblems(problems).join(' ');
}

/** One whole sentence that says what is wrong with one part of an address, and what would be right. */
export function describeQueryProblem(
  { key, code, value, candidates = [], release }: QueryProblem,
  known: readonly string[] = comparisonKeys,
): string {
  const shown = quote(value);
  const there = release === undefined ? '' : ` i utgåva ${release}`;
  switch (code) {
    case 'unknown-key':
      return `Adressen innehåller ${shown}, som inte betyder något här. ${known.length === 0 ? 'Adressen tar inga tillägg.' : `Det som kan anges är ${list(known)}.`}`;
    case 'repeated-key':
      return `${quote(key)} står mer än en gång i adressen. Skriv alla värden efter varandra med kommatecken emellan.`;
    case 'empty':
      return key === 'nyckeltal'
        ? 'Inget nyckeltal är valt. Välj minst ett.'
        : key === 'kommuner'
          ? 'Ingen kommun är vald. Välj minst en.'
          : `${quote(key)} saknar värde.`;
    case 'unknown-kpi':
      return `Nyckeltalet ${shown} finns inte i Koladas katalog${there}.`;
    case 'unknown-offline':
      return offlineText.unknownKpi(value);
    case 'unknown-area':
      return `Det finns ingen kommun, region eller grupp som heter ${shown}${there}.`;
    case 'ambiguous-area':
      return describeAmbiguousArea(value, candidates);
    case 'too-many':
      return key === 'nyckeltal'
        ? `För många nyckeltal är valda. Högst ${limits.kpis} kan jämföras på en gång.`
        : `För många kommuner är valda. Högst ${limits.areas} kan jämföras på en gång.`;
    case 'focus-not-chosen':
      return `Den egna kommunen ${shown} är inte med bland de valda kommunerna.`;
    case 'bad-year':
      return `Året ${shown} går inte att läsa. Skriv ”senaste”, ”alla”, ett år, flera år med kommatecken eller ett spann som 2012-2024.`;
    case 'unknown-gender':
      return `Könet ${shown} finns inte. Skriv T (totalt), K (kvinnor) eller M (män).`;
    case 'unknown-view':
      return `Vyn ${shown} finns inte. Välj stapel, linje, tabell, samband, spridning eller kon.`;
    case 'bad-release':
      return `Utgåvan ${shown} finns inte här.`;
    case 'bad-prices':
      return `Priserna ${shown} går inte att läsa. Skriv ”lopande” eller till exempel ”fasta-2022”.`;
    case 'no-price-index':
      return `Prisindex (SCB:s KPI) har inget årsvärde för ${value} här, så beloppen kan inte räknas om till det årets priser.`;
  }
}

/** A name that several have or have had: which of them is meant is for the reader to say. */
export function describeAmbiguousArea(value: string, candidates: readonly Area[]): string {
  const choices = candidates.map(({ name, slug }) => `${name} (${slug})`);
  return `${quote(value)} kan betyda flera. Menade du ${list(choices, 'eller')}?`;
}

/** Faults in parts that are not of the comparison: a number that is no number, a word not on the list. */
export function describeBadParameter(key: string, value: string): string {
  return `${quote(key)} kan inte vara ${quote(value.slice(0, 60))}.`;
}

/** A part that must be there and is not. */
export function describeMissingParameter(key: string): string {
  return `${quote(key)} måste anges.`;
}

/** The reader's own text between quotation marks; control characters are shown as a box. */
function quote(text: string): string {
  return `”${text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '\u25a1')}”`;
}

function list(words: readonly string[], and: 'och' | 'eller' = 'och'): string {
  const [last = '', ...others] = words.toReversed();
  return others.length === 0 ? last : `${others.toReversed().join(', ')} ${and} ${last}`;
}
