import type { Direction, MeasureKind } from './measure-types.ts';
import { shareDirection } from './share-direction.ts';
import { firstMatch } from './title.ts';

type Rules = readonly (readonly [RegExp, Direction])[];

/** Whatever the kind: figures about the survey, about uncertainty, about who lives there. */
const always: Rules = [
  [/^osäkerhetstal/iu, 'neutral'],
  [/svarsfrekvens|antal svar\b|svarande|själv svarat/iu, 'neutral'],
  [/^framskrivning/iu, 'neutral'],
];

const ofCode: Rules = [[/färre än \d+ svarande|politiskt styre|organisation/iu, 'neutral']];

const ofMoney: Rules = [[/resultat|lönegap|eget kapital|soliditet/iu, 'unknown']];

const ofDeviation: Rules = [[/nettokostnad|kostnad|budget/iu, 'neutral']];

const ofTime: Rules = [
  [/tillgänglighet|öppettid|öppethållande|öppettimmar|medellivslängd/iu, 'high'],
  [
    /ohälso|väntetid|väntande|handläggning|mediantid|responstid|larmbehandling|utredningstid|utskrivningsklar|avbrottstid|tid från/iu,
    'low',
  ],
];

const ofAmount: Rules = [
  [/bredbandskollen/iu, 'high'],
  [/utsläpp|avfall|svinn/iu, 'low'],
  [
    /slutanvändning|energi|körsträcka|vattenanvändning|vattenförbrukning|leverans|förbrukning/iu,
    'unknown',
  ],
];

const ofIndex: Rules = [
  [/ginikoefficient/iu, 'unknown'],
  [/care need|sorteringsnyckel/iu, 'low'],
  [/modellberäkn/iu, 'neutral'],
  [/resursindex|referens/iu, 'neutral'],
];

const ofRate: Rules = [
  [
    /fallskador|fraktur|överbeläggning|utlokaliserade|avlidna|döda|dödlighet|självmord|suicid|infarkt|stroke|skador|skadade|våld|övergrepp|brott|stöld|skadegörelse|bränder|brand|olyck|vräkning|avhysning|cancer|sjukdom|diagnos|konkurs|missbruk|narkotika|alkohol|incidens|förekomst|åtgärdbar|undvikbar|återinskriv|självskada|utskrivningsklara|antibiotika|aborter|kariesskad/iu,
    'low',
  ],
  [/företagsamhet|nystartade|nyregistrerade/iu, 'high'],
];

const lowCounts: Rules = [[/avlidna|vräkning/iu, 'neutral']];

const byKind: Partial<Record<MeasureKind, readonly [Rules, Direction]>> = {
  code: [ofCode, 'unknown'],
  money: [ofMoney, 'neutral'],
  deviation: [ofDeviation, 'high'],
  time: [ofTime, 'neutral'],
  amount: [ofAmount, 'neutral'],
  index: [ofIndex, 'high'],
  score: [ofIndex, 'high'],
  rate: [ofRate, 'neutral'],
  count: [lowCounts, 'neutral'],
  change: [[], 'neutral'],
};

const ofRatio: Rules = [
  [
    /andel av mäns|andel av männens|elever\/|barn\/|resultat|nettokostnad|finansnetto|\/lärare|\/anställd|per lärare|per årsarbetare|per barngrupp/iu,
    'unknown',
  ],
];

/** Which end of a measure is good, where its own words make it plain. */
export function directionOf(title: string, kind: MeasureKind): Direction {
  const known = firstMatch(title, always);
  if (known !== undefined) return known;
  if (kind === 'ratio') return firstMatch(title, ofRatio) ?? 'neutral';
  if (kind === 'share') return shareDirection(title);
  if (kind === 'other') return 'unknown';
  const [rules, otherwise] = byKind[kind] ?? [[], 'unknown' as const];
  return firstMatch(title, rules) ?? otherwise;
}
