/** When a series may be called a trend, and in which words. */
import type { KpiFacts } from '../figure/facts.ts';
import { fewestTrendYears, trendOf, type Trend } from '../statistics/trend.ts';
import { inArea } from './area-names.ts';
import { breaksWithin } from './breaks.ts';
import { roughText } from './difference.ts';
import { ownSeries } from './finding-line.ts';
import { capital, numeral } from './ordinal.ts';

const rule = 'Theil–Sens lutning, Mann–Kendalls test på 5-procentsnivån';

/** That the own series rises or falls, that it shows no trend, or that it cannot be said. */
export function trendText(facts: KpiFacts): string {
  const series = ownSeries(facts);
  const where = whereText(facts);
  if (where === undefined || series.length < 2) return '';
  const years = series.map(({ year }) => year);
  const [broken] = breaksWithin(facts.kpi, years);
  if (broken !== undefined)
    return `Det går inte att säga om ${where} följer en trend: nyckeltalet räknas på ett annat sätt från ${broken.year}.`;
  const trend = trendOf(series);
  if (trend === undefined)
    return `Det går inte att säga om ${where} följer en trend: det kräver minst ${numeral(fewestTrendYears)} år, och här finns ${numeral(series.length, 'neuter')}.`;
  if (trend.direction === 'none')
    return `${capital(where)} visar ingen säkerställd trend över ${numeral(trend.years)} år (${rule}).`;
  return `${foundText(facts, where, trend)} (${rule}).`;
}

/** Beside a chart over time: only where the rule finds a trend, and marked as worked out here. */
export function trendNote(facts: KpiFacts): string {
  const series = ownSeries(facts);
  const where = whereText(facts);
  const trend = trendOf(series);
  if (where === undefined || trend === undefined || trend.direction === 'none') return '';
  const years = series.map(({ year }) => year);
  if (breaksWithin(facts.kpi, years).length > 0) return '';
  return `${foundText(facts, where, trend)} (egen bearbetning av data från Kolada; Theil–Sens lutning, p under 0,05).`;
}

function whereText({ focus, words }: KpiFacts): string | undefined {
  return focus === undefined ? undefined : `${words.definite} ${inArea(focus)}`;
}

function foundText({ kpi }: KpiFacts, where: string, { slope, direction, years }: Trend): string {
  const word = direction === 'up' ? 'stigande' : 'sjunkande';
  const amount = roughText(Math.abs(slope), kpi.form);
  return `${capital(where)} har en ${word} trend, ungefär ${amount} per år över ${numeral(years)} mätta år`;
}
