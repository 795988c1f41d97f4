import { countedNoun } from './counted.ts';
import { denominatorOf, type Denominator } from './denominator.ts';
import type { Figure, MeasureKind } from './measure-types.ts';
import { firstMatch } from './title.ts';

/** What stands before a slash, as kind and unit. */
const dividedUnits: readonly (readonly [RegExp, MeasureKind, string])[] = [
  [/^(?:tkr|1 ?000 kr)$/u, 'money', 'tkr'],
  [/^mkr$/u, 'money', 'miljoner kr'],
  [/^(?:kr|kronor)$/u, 'money', 'kr'],
  [/^(?:antal dagar|dagar|antal vårddygn|dygn)$/u, 'time', 'dagar'],
  [/^timmar$/u, 'time', 'timmar'],
  [/^minuter$/u, 'time', 'minuter'],
];

/** Money, time, amount or number that a title divides by something: `kr/inv`. */
export function dividedFigure(title: string, description: string): Figure | undefined {
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

/** Money, time, amount or number as it is. */
export function plainFigure(title: string): Figure | undefined {
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
