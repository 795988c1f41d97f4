import type { Kpi } from '../api.ts';
import { curatedWords, type KpiWords } from './kpi-words.ts';

export type { KpiWords };

type Titled = Pick<Kpi, 'id' | 'title' | 'form'>;

/** The KPI's name on a chip or in a heading: `Kostnad per hemtjänsttagare`. */
export function shortName(kpi: Titled): string {
  return kpiWords(kpi).short;
}

/** How sentences speak of a KPI: curated words where there are any, else built from its title. */
export function kpiWords(kpi: Titled): KpiWords {
  return curatedWords[kpi.id] ?? statementWords(kpi.title) ?? generalWords(kpi);
}

/** Kolada's title made readable: no stray spaces, no note of discontinuation, units in words. */
export function cleanTitle(title: string): string {
  return title
    .replace(/\s+/g, ' ')
    .replace(/\s*\(\s*-\s*\d{4}\s*\)/g, '')
    .replace(/ - /g, ' – ')
    .replace(/, \(%\)$/, ', procent')
    .replace(/\bkr\/inv\b/, 'kr per invånare')
    .replace(/\b(kr|timmar)\/(?=\p{L})/u, '$1 per ')
    .replace(/[.,\s]+$/, '')
    .trim();
}

/** The year that a title gives as the KPI's last: `(- 2024)` → 2024. */
export function lastYearInTitle(title: string): number | undefined {
  const year = /\(\s*-\s*(\d{4})\s*\)/.exec(title)?.[1];
  return year === undefined ? undefined : Number(year);
}

const longestShortName = 80;

function generalWords(kpi: Titled): KpiWords {
  return { ...generalNoun(kpi), short: shorten(withoutUnit(cleanTitle(kpi.title))), general: true };
}

function generalNoun({ title, form: unit }: Titled): Omit<KpiWords, 'short'> {
  const first = /^\p{L}+/u.exec(title.trim())?.[0].toLowerCase() ?? '';
  if (unit === 'kr' && /^\p{L}*kostnad$/u.test(first)) return noun(first, `${first}en`, false);
  if (/\bandel\b/i.test(title) && unit === '%') return noun('andel', 'andelen', false);
  const index = /(\p{L}*index)(?!\p{L})/iu.exec(title)?.[1]?.toLowerCase();
  if (index !== undefined && unit === 'index') return noun(index, `${index}et`, true);
  if (/\bantal\b/i.test(title) && unit === 'antal') return noun('antal', 'antalet', true);
  return noun('värde', 'värdet', true);
}

function noun(bare: string, definite: string, neuter: boolean): Omit<KpiWords, 'short'> {
  return { bare, definite, head: bare, neuter };
}

/** The nine statements of HME, whose titles end in the statement itself. */
function statementWords(title: string): KpiWords | undefined {
  const match = /^(HME[^,]*), index för påståendet (.+?)\.?$/.exec(title.trim());
  const statement = match?.[2];
  if (statement === undefined) return undefined;
  return {
    short: `${match?.[1]?.replace(' äldreomsorg', '') ?? 'HME'}: ${statement}`,
    bare: `index för ”${statement}”`,
    definite: `indexet för ”${statement}”`,
    head: 'index',
    neuter: true,
  };
}

function withoutUnit(title: string): string {
  return title
    .replace(/\s*\([^()]*\bJa\s*=\s*1[^()]*\)/i, '')
    .replace(/,? (andel \(%\)|procent|antal|index|kr per [^,]*|kr|\(%\))$/i, '')
    .replace(/[\s,–]+$/, '');
}

function shorten(text: string): string {
  if (text.length <= longestShortName) return text;
  const cut = text.slice(0, longestShortName - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 40)).replace(/[,–\s]+$/, '')}…`;
}
