/** What a series over years says: heading, sentences and alternative text of a line chart. */
import type { Area } from '../area.ts';
import { isCoarseYear, yearFacts, type KpiFacts } from '../figure/facts.ts';
import { median } from '../statistics/quantile.ts';
import type { YearValue } from '../statistics/trend.ts';
import { areaNoun, inArea } from './area-names.ts';
import { difference, type Difference } from './difference.ts';
import { endsSentence, noValuesHeading, referenceSentence } from './finding.ts';
import { unchanged } from './finding-change.ts';
import { subjectOf } from './kpi-words.ts';
import { genderWord, yearsText } from './measure.ts';
import { formatValue, valueInYear } from './number.ts';
import { capital, numeral } from './ordinal.ts';

/** The own area's values, gaps left out. */
export function ownSeries(facts: KpiFacts): YearValue[] {
  return facts.focus === undefined ? [] : seriesOf(facts, facts.focus);
}

/** One area's values over the years shown, gaps left out. */
export function seriesOf(facts: KpiFacts, area: Area): YearValue[] {
  return facts.years.flatMap((year) => {
    const value = facts.value(area.id, year);
    return value === null ? [] : [{ year, value }];
  });
}

/** `Nöjdheten med hemtjänsten i Eskilstuna var som lägst 77 % 2022 och har sedan stigit till 82,1 % 2025`. */
export function lineHeading(facts: KpiFacts): string {
  const { gender } = facts;
  return `${headingOf(facts)}${gender === 'T' ? '' : `, ${genderWord(gender)}`}`;
}

/** The change over the whole period, then who is highest and lowest in the last year. */
export function lineSummary(facts: KpiFacts): string {
  const last = facts.years.at(-1);
  if (last === undefined) return '';
  const finding = yearFacts(facts, last);
  const parts = [overallSentence(facts), endsSentence(finding), referenceSentence(finding)];
  return parts.filter((part) => part !== '').join(' ');
}

/** `Linjediagram över … 2012–2025, tre kommuner. Eskilstuna: 88 % 2012, lägst 77 % 2022 …`. */
export function lineAlternative(facts: KpiFacts): string {
  const { kpi, words, areas, years } = facts;
  const drawn = areas.filter((area) => years.some((year) => facts.value(area.id, year) !== null));
  if (drawn.length === 0) return '';
  const kind = drawn.every((area) => area.kind === 'municipality') ? 'municipality' : 'group';
  const count = `${numeral(drawn.length, kind === 'group' ? 'neuter' : 'common')} ${areaNoun(kind, drawn.length)}`;
  const series = ownSeries(facts);
  const [first, last] = [series.at(0), series.at(-1)];
  const lines = `Linjediagram över ${subjectOf(words)} ${yearsText(years)}, ${count}.`;
  if (first === undefined || last === undefined || facts.focus === undefined) return lines;
  const [low, high] = extremes(series);
  const said = [
    [first, ''],
    [low, 'lägst '],
    [high, 'högst '],
    [last, ''],
  ] as const;
  const seen = new Set<number>();
  const told = said.flatMap(([point, word]) => {
    if (point === undefined || seen.has(point.year)) return [];
    if (word !== '' && point.value === first.value) return [];
    seen.add(point.year);
    return [`${word}${valueInYear(point.value, kpi.form, point.year)}`];
  });
  return `${lines} ${facts.focus.name}: ${told.join(', ')}.`;
}

function headingOf(facts: KpiFacts): string {
  const { focus, words, kpi, years } = facts;
  const series = ownSeries(facts);
  const [first, last] = [series.at(0), series.at(-1)];
  const isEmpty = years.every((year) =>
    facts.areas.every(({ id }) => facts.value(id, year) === null),
  );
  if (isEmpty) return noValuesHeading(years, kpi.prices);
  if (focus === undefined) return `${capital(words.definite)} ${years.at(0)}–${years.at(-1)}`;
  if (first === undefined || last === undefined) return `Uppgift saknas för ${focus.name}`;
  const subject = `${capital(words.definite)} ${inArea(focus)}`;
  const inYear = (point: YearValue) => valueInYear(point.value, kpi.form, point.year);
  const end = inYear(last);
  if (first === last)
    return `${subject} är känd för ett enda år: ${end}`.replace(
      'känd',
      words.neuter ? 'känt' : 'känd',
    );
  const turn = turningPoint(series);
  if (turn !== undefined) {
    const [superlative, moved] =
      turn.value < last.value ? ['lägst', 'stigit'] : ['högst', 'sjunkit'];
    return `${subject} var som ${superlative} ${inYear(turn)} och har sedan ${moved} till ${end}`;
  }
  const change = overall(facts, first, last);
  if (change.amount === 0)
    return `${subject} är ${unchanged({ from: first.value, to: last.value }, words)} ${last.year} jämfört med ${first.year}`;
  const moved = change.amount > 0 ? 'stigit' : 'sjunkit';
  return `${subject} har ${moved} från ${inYear(first)} till ${end}`;
}

function overallSentence(facts: KpiFacts): string {
  const series = ownSeries(facts);
  const [first, last] = [series.at(0), series.at(-1)];
  if (first === undefined || last === undefined || first === last) return '';
  const change = overall(facts, first, last);
  const turned = turningPoint(series) !== undefined;
  if (change.amount === 0) return turned ? `Värdet är ungefär detsamma som ${first.year}.` : '';
  const word = change.amount > 0 ? 'högre' : 'lägre';
  const then = ` (${formatValue(first.value, facts.kpi.form)})`;
  return `Det är ${change.text} ${word} än ${first.year}${turned ? then : ''}.`;
}

function overall(facts: KpiFacts, first: YearValue, last: YearValue): Difference {
  const coarse = [first, last].some(({ year }) => isCoarseYear(facts, year));
  return difference([first.value, last.value], facts.kpi.form, coarse);
}

/**
 * The year in which the series turned, if it clearly did: a low below (or high above) both ends
 * by at least twice the median yearly change and 40 % of the way it had come.
 */
export function turningPoint(series: readonly YearValue[]): YearValue | undefined {
  const [first, last] = [series.at(0), series.at(-1)];
  if (first === undefined || last === undefined || series.length < 4) return undefined;
  const steps = series
    .slice(1)
    .map(({ value }, i) => Math.abs(value - (series[i]?.value ?? value)));
  const typical = median(steps) ?? 0;
  const [low, high] = extremes(series);
  const isClear = (turn: YearValue | undefined) => {
    if (turn === undefined || turn === first || turn === last) return false;
    const back = Math.abs(last.value - turn.value);
    const gone = Math.abs(first.value - turn.value);
    return gone > 0 && back > 0 && Math.min(back, gone) >= 2 * typical && back >= 0.4 * gone;
  };
  const clear = [low, high].filter(isClear);
  if (clear.length === 2) return undefined;
  return clear[0];
}

/** Lowest and highest point; the latest of equals. */
function extremes(series: readonly YearValue[]): [YearValue | undefined, YearValue | undefined] {
  const pick = (better: (a: number, b: number) => boolean) =>
    series.reduce<YearValue | undefined>(
      (best, point) => (best === undefined || better(point.value, best.value) ? point : best),
      undefined,
    );
  return [pick((a, b) => a <= b), pick((a, b) => a >= b)];
}
