/** What `npm run review` says in the terminal. */
import { ingestAlarmText } from './ingest.ts';
import { formatNumber, formatValue } from './number.ts';

const genders = { T: 'totalt', K: 'kvinnor', M: 'män' } as const;

const shown = (value: number | null, unit: string) =>
  value === null ? 'inget värde' : formatValue(value, unit);

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
  gone: (ids: string) => `  Saknas i listan: ${ids}`,
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
  accept: 'g',
  refuse: 'n',
  interrupted: 'Avbrutet. Inget har godtagits eller nekats.',
  /** Neither accepted nor refused. */
  waiting: (kpis: string) => `Väntar: ${kpis}. Kör npm run review igen för att avgöra.`,
  accepted: (kpis: string) => `Godtaget och publicerat: ${kpis}.`,
  refused: (kpis: string) => `Nekat: ${kpis}. De tidigare värdena är kvar.`,
  changed: (kpis: string) =>
    `Inte längre samma svar, eller fortfarande utan entydigt svar: ${kpis}. Läs det nya med npm run review.`,
  unknown: (kpis: string) => `Hålls inte tillbaka: ${kpis}.`,
  noData: 'Det finns inga siffror i DATA_DIR ännu. Kör npm run refresh först.',
  usage:
    'Användning: npm run review -- [--list] [--accept=U21468,N21006|all] [--refuse=U21468|all]\n' +
    '  --list    lista det som hålls tillbaka, utan att fråga\n' +
    '  --accept= hämta nyckeltalen igen, och publicera dem om svaret är detsamma\n' +
    '  --refuse= behåll de tidigare värdena, och fråga inte om samma svar igen',
} as const;
