import type { Area, Observation } from '../api.ts';
import { lastYearInTitle } from '../text/kpi-names.ts';
import * as say from '../text/notes.ts';
import { fixedPricesNote } from '../text/prices.ts';
import { hasMixedPrecision } from '../statistics/ranking.ts';
import { rowsByKpi, yearFacts, type KpiFacts } from './facts.ts';
import { reviewNote } from './review.ts';
import type { FigureInput } from './figure-context.ts';
import { fewAnswersKpi, responseRateKpi, supportKpiOf } from '../text/support-kpis.ts';

const lowResponsePercent = 50;

/** The cautions that any figure of these years must carry, in order of weight. */
export function cautionsOf(facts: KpiFacts, input: FigureInput): string[] {
  const { kpi, years } = facts;
  const last = years.at(-1);
  const review = reviewNote(kpi, { ...facts, asksFor: asksFor(input) });
  const unlisted = say.unlistedNote(facts.areas.filter(({ listed }) => listed === false));
  if (last === undefined) {
    const ended = kpi.discontinued ? discontinued(facts) : '';
    return [review, unlisted, priceNote(facts), ended].filter((note) => note !== '');
  }
  const notes = [
    review,
    ...gapNotes(facts, last),
    unlisted,
    say.preliminaryNote(kpi.preliminaryYear, years),
    ...say.breakNotes(kpi, years),
    ...answerNotes(facts, input, last),
    ...precisionNotes(facts, last),
    priceNote(facts),
    say.groupNote(withValue(facts, last).filter((area) => area.kind === 'group')),
    withValue(facts, last).some((area) => area.kind === 'country') ? say.riketWeighted : '',
    kpi.discontinued ? discontinued(facts) : '',
  ];
  return notes.filter((note) => note !== '');
}

/** An address that names its years shows no others, whatever comes. */
function asksFor({ answer }: FigureInput): (year: number) => boolean {
  const { years } = answer.query;
  if (years === 'senaste' || years === 'alla') return () => true;
  const [from = 0, to] = years.split('-').map(Number);
  return (year) =>
    to === undefined ? years.split(',').includes(String(year)) : year >= from && year <= to;
}

/** Years between the first and the last shown for which no chosen area has a value. */
export function unmeasuredYears(facts: KpiFacts): number[] {
  const measured = facts.years.filter((year) =>
    facts.areas.some((area) => facts.value(area.id, year) !== null),
  );
  const [first, last] = [measured.at(0), measured.at(-1)];
  if (first === undefined || last === undefined) return [];
  const span = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  return span.filter((year) => !measured.includes(year));
}

function gapNotes(facts: KpiFacts, last: number): string[] {
  const missing = facts.areas.filter((area) => facts.value(area.id, last) === null);
  return [
    say.missingNote(missing, facts.areas.length, last),
    facts.years.length > 2 ? say.unmeasuredNote(facts.kpi.id, unmeasuredYears(facts)) : '',
  ];
}

function answerNotes(facts: KpiFacts, input: FigureInput, year: number): string[] {
  const support = supportKpiOf(facts.kpi);
  if (support === fewAnswersKpi) {
    const few = supportRows(input, fewAnswersKpi, year).filter(({ value }) => value === 1);
    return [say.fewAnswersNote(areasOf(facts, few), year)];
  }
  if (support !== responseRateKpi) return [];
  const rates = new Map(
    supportRows(input, responseRateKpi, year).map((row) => [row.municipality, row.value ?? 100]),
  );
  return facts.areas.flatMap((area) => {
    const rate = rates.get(area.id) ?? 100;
    return rate < lowResponsePercent ? [say.lowResponseNote(area, rate, year)] : [];
  });
}

/** A supporting KPI's values of one year, from the answer itself or from what was fetched beside it. */
function supportRows({ answer, context }: FigureInput, kpi: string, year: number): Observation[] {
  const beside = (context.support ?? []).filter((row) => row.kpi === kpi);
  return [...(rowsByKpi(answer).get(kpi) ?? []), ...beside].filter(
    (row) => row.year === year && row.gender === 'T' && row.value !== null,
  );
}

function precisionNotes(facts: KpiFacts, year: number): string[] {
  const { peers, ranking } = yearFacts(facts, year);
  const items = peers.map(({ area, value }) => ({ id: area.id, value }));
  const hasCloseCalls =
    hasMixedPrecision(items, facts.kpi.form) &&
    items.some((item) => (ranking.standing(item.id)?.same.length ?? 0) > 0);
  return hasCloseCalls && facts.years.length === 1 ? [say.mixedPrecision] : [];
}

function priceNote({ kpi, years }: KpiFacts): string {
  if (kpi.prices !== undefined) return fixedPricesNote(kpi.prices);
  return years.length > 1 && kpi.form === 'kr' ? say.currentPrices : '';
}

function discontinued({ kpi }: KpiFacts): string {
  return say.discontinuedNote(lastYearInTitle(kpi.title));
}

function withValue(facts: KpiFacts, year: number): Area[] {
  return facts.areas.filter((area) => facts.value(area.id, year) !== null);
}

function areasOf(facts: KpiFacts, rows: readonly Observation[]): Area[] {
  return facts.areas.filter((area) => rows.some((row) => row.municipality === area.id));
}
