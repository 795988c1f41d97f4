import { countedNoun } from './counted.ts';
import { denominatorOf, type Denominator } from './denominator.ts';
import { firstMatch } from './title.ts';
import type { MeasureKind } from './measure-types.ts';
import { wholeOf } from './whole.ts';

/** What a number is, what stands after it, and what it is divided by. */
export interface Figure {
  readonly kind: MeasureKind;
  readonly unit: string;
  readonly per: string;
}

/** Answers written as numbers: `(Ja=1, Nej=0)`, `(1=vänster, …)`, but not `(max = 100)`. */
const coded = /\d\s*=\s*\p{L}|(?<!max)\s*\p{L}\s*=\s*\d(?!\d)|kodade svar/u;
const percent = /\(%|%\)|%$|\bprocent\b|\bandel\b|\banel\b|svarsfrekvens|tätortsgrad/iu;

type Rule = (title: string, description: string) => Figure | undefined;

/** Read from the top: what names itself first, then what is divided, then the bare units. */
const rules: readonly Rule[] = [
  uncertainty,
  contradiction,
  code,
  deviation,
  change,
  ratio,
  score,
  share,
  index,
  divided,
  plain,
  told,
];

/**
 * Kind, unit and denominator of a measure.
 * @param title as `plainTitle` gives it
 * @param description as `plainDescription` gives it; used where the title is silent
 */
export function figureOf(title: string, description: string): Figure {
  for (const rule of rules) {
    const found = rule(title, description);
    if (found) return found;
  }
  return { kind: 'other', unit: '', per: '' };
}

function uncertainty(title: string): Figure | undefined {
  return /^osäkerhetstal/iu.test(title)
    ? { kind: 'other', unit: 'procentenheter', per: '' }
    : undefined;
}

/** A title that calls the same figure both a number and a share says neither. */
function contradiction(title: string): Figure | undefined {
  return /(?:^|- )antal [^-]*, andel \(%\)/iu.test(title) && !/andel av antal/u.test(title)
    ? { kind: 'other', unit: '', per: '' }
    : undefined;
}

function code(title: string): Figure | undefined {
  return coded.test(title) && !/\(skala /iu.test(title)
    ? { kind: 'code', unit: '', per: '' }
    : undefined;
}

function deviation(title: string): Figure | undefined {
  if (!/avvikelse/iu.test(title)) return undefined;
  if (/nettokostnadsavvikelse/iu.test(title) && /%/u.test(title))
    return { kind: 'deviation', unit: '%', per: 'referenskostnaden' };
  const unit = firstMatch(title, deviationUnits) ?? '';
  return { kind: 'deviation', unit, per: denominatorOf(title)?.per ?? '' };
}

const deviationUnits: readonly (readonly [RegExp, string])[] = [
  [/procentenheter/iu, 'procentenheter'],
  [/miljoner kr|mkr|mnkr/iu, 'miljoner kr'],
  [/\bkr\b/iu, 'kr'],
  [/meritvärde|poäng/iu, 'poäng'],
  [/andel|%|frekvens|behörig|examen|uppnått/iu, 'procentenheter'],
];

function change(title: string): Figure | undefined {
  if (!/^\p{L}*förändring|(?:årlig|förväntad) förändring|^kostnadsutveckling/iu.test(title))
    return undefined;
  if (/procent$|%/u.test(title)) return { kind: 'change', unit: '%', per: '' };
  return title.endsWith('antal')
    ? { kind: 'change', unit: countedNoun(title), per: '' }
    : undefined;
}

const persons =
  /^(?:genomsnittligt )?(?:antal )?([\p{L} ]+?) ?(?:\/|per (?:en )?)(lärare|anställd|årsarbetare|barngrupp|omsorgspersonal|enhet|förtroendevald|ställföreträdare|sjuksköterska|plats)\b( \(heltidstjänst(?:er)?\))?/iu;

const moneyWhole = / av +(?:skatt|nettokostnad)/u;

function ratio(title: string): Figure | undefined {
  if (/balanstal|försörjningskvot|programvalsfaktor|\bkvot\b/iu.test(title) && !/%/u.test(title))
    return { kind: 'ratio', unit: '', per: '' };
  const income = /andel av (mäns?|männens|rikets) (.+?)(?:,| kommun| region| \(%|$)/u.exec(title);
  if (income) {
    const whose = income[1] === 'männens' ? 'mäns' : (income[1] ?? '');
    return { kind: 'ratio', unit: '%', per: `${whose} ${income[2] ?? ''}` };
  }
  if (/inv\/k(?:vm|m2)/u.test(title))
    return { kind: 'ratio', unit: 'invånare', per: 'kvadratkilometer' };
  if (
    /^(?:[\p{L}]+ )?(?:resultat|finansnetto|nettokostnad)/iu.test(title) &&
    moneyWhole.test(title)
  )
    return { kind: 'ratio', unit: '%', per: wholeOf(title) };
  const found = persons.exec(title.split(/ - |täthet, /u).at(-1) ?? title);
  const [, counted = '', person = '', fullTime] = found ?? [];
  if (!found || /%|MW\b/u.test(title)) return undefined;
  const unit = (
    counted
      .split(/ (?:vid|i|på|med|för) /u)[0]
      ?.split(' ')
      .at(-1) ?? ''
  ).toLowerCase();
  const per = fullTime === undefined ? person : `${person} (heltidstjänst)`;
  return { kind: 'ratio', unit, per };
}

const scores: readonly (readonly [RegExp, Figure])[] = [
  [/av maxpoäng/iu, { kind: 'score', unit: '%', per: 'maxpoäng' }],
  [/^brukarbedömning.*medelvärde/iu, { kind: 'score', unit: '%', per: '' }],
  [/patientupplevd.*medelvärde/iu, { kind: 'score', unit: 'poäng', per: '' }],
  [
    /^(?!.*%)(?!.*avvikelse).*(?:betygspoäng|meritvärde|total poäng|(?<![\p{L}-])poäng$|sorteringsnyckel)/iu,
    { kind: 'score', unit: 'poäng', per: '' },
  ],
];

function score(title: string): Figure | undefined {
  return firstMatch(title, scores);
}

function share(title: string): Figure | undefined {
  if (/promille/iu.test(title)) return { kind: 'share', unit: 'promille', per: wholeOf(title) };
  if (!percent.test(title) || /uppräkningsfaktor/iu.test(title)) return undefined;
  if (/index/iu.test(title) && !/andel|%|svarsfrekvens/iu.test(title)) return undefined;
  return { kind: 'share', unit: '%', per: wholeOf(title) };
}

function index(title: string): Figure | undefined {
  if (/ginikoefficient/iu.test(title)) return { kind: 'index', unit: '', per: '' };
  return /index(?:et)?\b|\bNKI\b/iu.test(title)
    ? { kind: 'index', unit: 'index', per: '' }
    : undefined;
}

/** What stands before a slash, as kind and unit. */
const dividedUnits: readonly (readonly [RegExp, MeasureKind, string])[] = [
  [/^(?:tkr|1 ?000 kr)$/u, 'money', 'tkr'],
  [/^mkr$/u, 'money', 'miljoner kr'],
  [/^(?:kr|kronor)$/u, 'money', 'kr'],
  [/^(?:antal dagar|dagar|antal vårddygn|dygn)$/u, 'time', 'dagar'],
  [/^timmar$/u, 'time', 'timmar'],
  [/^minuter$/u, 'time', 'minuter'],
];

function divided(title: string, description: string): Figure | undefined {
  const below = denominatorOf(title, description);
  if (!below) return undefined;
  const { counted, per, scale } = below;
  const known = dividedUnits.find(([pattern]) => pattern.test(counted));
  if (known && scale === 1) return { kind: known[1], unit: known[2], per };
  const amount = amountUnit(counted);
  if (amount !== undefined && scale === 1) return { kind: 'amount', unit: amount, per };
  return { kind: 'rate', unit: rateUnit(title, below), per };
}

function rateUnit(title: string, { scale, plural, counted }: Denominator): string {
  const [, named] = /^antal (\p{L}+)/u.exec(counted) ?? [];
  const first = (title.split(/[\s,/]/u)[0] ?? '').toLowerCase();
  const noun = /^(?:recept|resor)$/u.test(counted)
    ? counted
    : (named ?? (countedNoun(title) || first));
  if (scale > 1) return `per ${scale.toLocaleString('sv-SE').replace(/\s/gu, ' ')} ${plural}`;
  return `${noun} per ${plural}`.trim();
}

const amounts: readonly (readonly [RegExp, string])[] = [
  [/^ton CO2/iu, 'ton CO2-ekvivalenter'],
  [/^ton NMVOC/iu, 'ton NMVOC'],
  [/^ton\b/iu, 'ton'],
  [/^kvm BRA/u, 'kvadratmeter BRA'],
  [/^(?:kvm|m2)$/u, 'kvadratmeter'],
  [/^(?:kbm|m3)$/u, 'kubikmeter'],
  [/^(?:antal )?hektar$/u, 'hektar'],
];

function amountUnit(text: string): string | undefined {
  if (/^(?:kg|gram|liter|meter|mil|km|[kMGT]Wh|MW|kW|Mbit\/s)$/u.test(text)) return text;
  return firstMatch(text, amounts);
}

const plainUnits: readonly (readonly [RegExp, MeasureKind, string])[] = [
  [/miljoner kr|\bmkr\b|\bmnkr\b/iu, 'money', 'miljoner kr'],
  [/\btkr\b|1 ?000 kr/iu, 'money', 'tkr'],
  [/\bkr\b|kronor|^strukturjusterad kostnad|^kostnad per/iu, 'money', 'kr'],
  [/mediantid i minuter|, minuter$/iu, 'time', 'minuter'],
  [/i månader|, månader$/iu, 'time', 'månader'],
  [/timmar\/vecka|tim\/vecka|öppettid/iu, 'time', 'timmar'],
  [/antal (?:vård)?dagar|, dagar$|\bvårdtid i dagar/iu, 'time', 'dagar'],
  [/hemtjänsttimmar|antal timmar/iu, 'time', 'timmar'],
  [/medelålder|medellivslängd|, år$/iu, 'time', 'år'],
];

function plain(title: string): Figure | undefined {
  const known = plainUnits.find(([pattern]) => pattern.test(title));
  if (known) return { kind: known[1], unit: known[2], per: plainPer(title, known[1]) };
  const last = /(?:, | \(|\bantal )([^,(]+?)\)?$/u.exec(title)?.[1] ?? '';
  const amount = amountUnit(last);
  if (amount !== undefined) {
    const [, each = ''] = /^[\p{L} ]+ per ([\p{L}]+), [^,]+$/u.exec(title) ?? [];
    return { kind: 'amount', unit: amount, per: each };
  }
  if (/\bantal\b|netto$/iu.test(title)) return { kind: 'count', unit: countedNoun(title), per: '' };
  return undefined;
}

function plainPer(title: string, kind: MeasureKind): string {
  if (/\/vecka|per bibliotek och vecka/u.test(title)) return 'vecka';
  if (/^ohälsotal/iu.test(title)) {
    const [, age] = /(\d+[-–]\d+) år/u.exec(title) ?? [];
    return age === undefined ? 'invånare' : `invånare ${age.replace('-', '–')} år`;
  }
  if (kind !== 'money') return '';
  if (/lönegap|medianlön|månadslön|månadsutbetalning/iu.test(title)) return 'månad';
  const [, one = ''] = /kostnad per (?:producerad )?([\p{L}-]+)/iu.exec(title) ?? [];
  return one;
}

/** Where the title names no unit, the description's own words do. */
function told(_title: string, description: string): Figure | undefined {
  if (coded.test(description)) return { kind: 'code', unit: '', per: '' };
  if (/andel|procent|%/iu.test(description)) return { kind: 'share', unit: '%', per: '' };
  if (/antal /iu.test(description)) return { kind: 'count', unit: countedNoun(_title), per: '' };
  return undefined;
}
