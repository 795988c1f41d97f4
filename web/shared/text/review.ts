/** What `npm run review` says in the terminal. */
import { ingestAlarmText } from './ingest.ts';
import { formatNumber, formatValue } from './number.ts';

const genders = { T: 'totalt', K: 'kvinnor', M: 'män' } as const;

const shown = (value: number | null, unit: string) =>
  value === null ? 'inget värde' : formatValue(value, unit);

/** What a human may answer, and what it means. */
export type Said = 'accept' | 'refuse' | 'wait' | 'first' | 'last';

const answers: ReadonlyMap<string, Said> = new Map([
  ...['g', 'godta', 'godkänn', 'ja', 'j'].map((word) => [word, 'accept'] as const),
  ...['n', 'neka', 'nej'].map((word) => [word, 'refuse'] as const),
  ...['v', 'vänta', 'vanta'].map((word) => [word, 'wait'] as const),
]);

/** Of several answers about one and the same. */
const choices: ReadonlyMap<string, 'first' | 'last'> = new Map([
  ...['f', 'första', 'forsta'].map((word) => [word, 'first'] as const),
  ...['s', 'sista'].map((word) => [word, 'last'] as const),
]);

const listFields = {
  name: 'namn',
  type: 'slag',
  members: 'medlemmar',
  description: 'beskrivning',
  genders: 'uppdelat på kön',
  areas: 'gäller',
  sector: 'område',
  row: '',
} as const;

/** What stands for itself in a list. */
const listValues: ReadonlyMap<string, string> = new Map([
  ['municipality', 'kommun'],
  ['region', 'region'],
  ['country', 'riket'],
  ['true', 'ja'],
  ['false', 'nej'],
  ['K', 'kommuner'],
  ['L', 'regioner'],
  ['A', 'kommuner och regioner'],
]);

/** What is kept: of a list or a name there are no values. */
function kept(values: number): string {
  if (values === 0) return 'Allt är kvar som det var';
  return values === 1
    ? 'Ett värde är kvar som det var'
    : `${formatNumber(values)} värden är kvar som de var`;
}

/** `många värden har blivit 0 (9 864 av 9 864).` */
function counted(sentence: string, values: number, of: number): string {
  if (of === 0) return sentence;
  return `${sentence.replace(/\.$/, '')} (${formatNumber(values)} av ${formatNumber(of)}).`;
}

export const reviewText = {
  nothing: 'Inget hålls tillbaka: det som visas är vad Kolada senast svarade.',
  summary: (count: number) =>
    count === 1
      ? 'Ett svar från Kolada hålls tillbaka.'
      : `${formatNumber(count)} svar från Kolada hålls tillbaka.`,
  heading: (kpi: string, title: string) => `${kpi}  ${title}`,
  catalogueTitle: 'Koladas listor över nyckeltal, kommuner och grupper',
  since: (day: string, values: number, isRefused: boolean) =>
    `  Sedan ${day}. ${kept(values)}.${isRefused ? ' Nekat: frågas inte om igen.' : ''}`,
  fault: (code: string, place: string, values: number, of: number) =>
    `  – ${place === '' ? '' : `${place}: `}${counted(ingestAlarmText(code), values, of)}`,
  titles: (before: string, after: string) => `  Namn: ${before}\n    →   ${after}`,
  /** Before those that it names, one a line. */
  gone: '  Saknas i listan:',
  named: (id: string, name: string) => `    ${name === '' ? id : `${id} ${name}`}`,
  /** What a list says of one id; an empty text is nothing. */
  listChange: (change: {
    readonly id: string;
    readonly name: string;
    readonly field: keyof typeof listFields;
    readonly before: string;
    readonly after: string;
    readonly answers?: readonly string[];
  }) => {
    const say = (text: string) => (text === '' ? 'inget' : (listValues.get(text) ?? text));
    const after = (change.answers ?? [change.after]).map(say).join(' eller ');
    const field = listFields[change.field];
    const own = change.name === '' ? '' : ` ${change.name}`;
    const what = field === '' ? '' : `, ${field}`;
    return `    ${change.id}${own}${what}: ${say(change.before)} → ${after}`;
  },
  value: (cell: {
    readonly area: string;
    readonly year: number;
    readonly gender: 'T' | 'K' | 'M';
    readonly unit: string;
    readonly before: number | null;
    readonly after: number | null;
    readonly answers?: readonly (number | null)[];
  }) => {
    const after = (cell.answers ?? [cell.after]).map((value) => shown(value, cell.unit));
    const place = `${cell.area} ${cell.year}, ${genders[cell.gender]}`;
    return `    ${place}: ${shown(cell.before, cell.unit)} → ${after.join(' eller ')}`;
  },
  /** After the values that are shown. */
  more: (count: number) => `    och ${formatNumber(count)} till`,
  question: (kpi: string) => `${kpi}: [g]odta Koladas svar, [n]eka det, eller [v]änta? `,
  /** Of an answer that says several things of one and the same. */
  choose: (kpi: string) =>
    `${kpi}: ta det [f]örsta av svaren med ”eller” emellan, det [s]ista, [n]eka dem, eller [v]änta? `,
  misunderstood: 'Förstår inte. Skriv godta, neka eller vänta.',
  misunderstoodChoice: 'Förstår inte. Skriv första, sista, neka eller vänta.',
  answers,
  choices,
  interrupted:
    'Avbrutet. Inget har godtagits eller nekats, inte heller det som redan var besvarat.',
  unreadable:
    'Filen held.json i DATA_DIR är skadad, så det går inte att se vad som hålls tillbaka. Kör npm run refresh -- --full, som skriver den på nytt, och sedan npm run review igen.',
  /** Neither accepted nor refused. */
  waiting: (kpis: string) => `Väntar: ${kpis}. Kör npm run review igen för att avgöra.`,
  accepted: (kpis: string) => `Godtaget och publicerat: ${kpis}.`,
  refused: (kpis: string) => `Nekat: ${kpis}. De tidigare värdena är kvar.`,
  /** Accepted, but there was nothing left to publish. */
  mended: (kpis: string) =>
    `Kolada svarar åter som förr: ${kpis}. Inget behövde godtas, och inget av det som hölls tillbaka har publicerats.`,
  changed: (kpis: string) =>
    `Inte längre samma svar: ${kpis}. Inget av det har publicerats. Läs det nya med npm run review.`,
  contradicted: (kpis: readonly string[]) => {
    const [some = ''] = kpis;
    return `Kolada ger fortfarande flera svar om samma sak: ${kpis.join(', ')}. Välj det första eller det sista av dem, till exempel med npm run review -- --accept=${some}:första eller --accept=${some}:sista.`;
  },
  unknown: (kpis: string) => `Hålls inte tillbaka: ${kpis}.`,
  noData: 'Det finns inga siffror i DATA_DIR ännu. Kör npm run refresh först.',
  usage:
    'Användning: npm run review -- [--list] [--accept=U21468,N21006|all] [--refuse=U21468|all]\n' +
    '  --list    lista det som hålls tillbaka, utan att fråga\n' +
    '  --accept= hämta nyckeltalen igen, och publicera dem om svaret är detsamma;\n' +
    '            med :första eller :sista efter (N21006:sista) väljs ett av flera svar om samma sak\n' +
    '  --refuse= behåll de tidigare värdena, och fråga inte om samma svar igen',
} as const;
