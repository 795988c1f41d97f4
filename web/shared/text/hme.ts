/** Words of the page on engagement among home care staff (HME). */
import { joinAnd } from './list.ts';
import { yearsText } from './measure.ts';
import { formatNumber } from './number.ts';

export const hmeKpis = {
  total: 'U21200',
  responseRate: 'N21898',
  parts: [
    { index: 'U21201', statements: ['U20300', 'U20301', 'U20302'] },
    { index: 'U21202', statements: ['U20303', 'U20304', 'U20305'] },
    { index: 'U21203', statements: ['U20306', 'U20307', 'U20308'] },
  ],
} as const;

/** Below this share of answers, in percent, a value says little of the whole staff. */
export const lowResponsePercent = 50;

export const hmeText = {
  title: 'Medarbetarengagemang i hemtjänsten (HME)',
  explain:
    'HME är nio påståenden som medarbetarna svarar på, från 0 till 100. Tre påståenden vardera ger delindex för motivation, ledarskap och styrning, och de tre ger ett totalindex. Enkäten är kommunens egen och frivillig att rapportera.',
  lede: (items: readonly { name: string; value: number; year: number }[]) =>
    `Totalindex för hemtjänsten: ${joinAnd(items.map(({ name, value, year }) => `${name} ${formatNumber(value, 'index')} (${year})`))}.`,
  partsOnly: (names: readonly string[]) =>
    `Inget totalindex är rapporterat för ${joinAnd(names)}, men delar av enkäten finns nedan.`,
  mixedYears: (years: readonly number[]) =>
    `Värdena är från olika år (${yearsText(years)}). En skillnad kan bero på året.`,
  notReported: (names: readonly string[]) =>
    `${joinAnd(names)} har inte rapporterat HME för hemtjänsten till Kolada något år.`,
  noneReported:
    'Ingen av de valda kommunerna har rapporterat HME för hemtjänsten till Kolada något år.',
  notFetched:
    'HME är inte hämtat från Kolada än, så det går inte att säga vilka som har rapporterat.',
  caption: 'Index 0–100, senaste rapporterade år för varje kommun',
  columns: { measure: 'Mått', year: (year: number) => String(year) },
  rows: {
    total: 'Totalindex',
    parts: ['Motivation', 'Ledarskap', 'Styrning'],
    response: 'Svarsfrekvens',
  },
  gap: '–',
  gapSaid: 'inget värde',
  lowResponse: (name: string, value: string) =>
    `I ${name} svarade ${value}. När färre än hälften svarar säger värdet lite om hela personalen.`,
  unknownResponse: (names: readonly string[]) =>
    `Svarsfrekvensen är inte rapporterad för ${joinAnd(names)}.`,
  chart: 'Visa index som diagram',
  chartStatements: 'Visa påståendena som diagram',
  form: {
    label: 'Välj kommuner',
    hint: 'Skriv namnen med komma emellan, utan prickar och ringar: harryda, boras.',
    field: 'Kommuner',
    submit: 'Visa',
  },
} as const;

/** The statement that a KPI's title ends in: `Mitt arbete känns meningsfullt`. */
export function statementOf(title: string): string {
  return (/för påståendet (.+?)\.?$/.exec(title.trim())?.[1] ?? title).trim();
}
