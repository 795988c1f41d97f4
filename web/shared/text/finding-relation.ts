/** Two KPIs against each other: where the own area lies from the middle of both. */
import type { Area } from '../area.ts';
import type { KpiFacts } from '../figure/facts.ts';
import { displayRounded, formatValue } from './number.ts';
import { areaNoun, countAreas, inArea } from './area-names.ts';
import { fewestRanked } from './finding.ts';
import { briefNoun, subjectOf } from './kpi-words.ts';
import { capital, numeral } from './ordinal.ts';

export interface RelationSide {
  readonly facts: KpiFacts;
  readonly year: number;
  readonly median: number;
}

export interface RelationFacts {
  readonly x: RelationSide;
  readonly y: RelationSide;
  /** Ranked areas with both values. */
  readonly both: readonly Area[];
  readonly kind: 'municipality' | 'region';
  /** Spearman's rank correlation; undefined when the areas are too few to speak of one. */
  readonly correlation: number | undefined;
}

/** `Bräcke har högre nöjdhet än medianen av sju kommuner 2024, och en kostnad på medianen`. */
export function relationHeading(relation: RelationFacts): string {
  const { x, y, both, kind } = relation;
  const { focus } = x.facts;
  const title = `${capital(x.facts.words.definite)} och ${y.facts.words.definite}`;
  const years = x.year === y.year ? ` ${x.year}` : '';
  if (both.length === 0) return `Inget område har värden för båda nyckeltalen${years}`;
  if (focus === undefined || !hasBoth(relation, focus) || both.length < fewestRanked) return title;
  const [first, second] = x.facts.kpi.goodDirection === 'neutral' ? [y, x] : [x, y];
  const middle = `medianen av ${countAreas(both.length, kind)}${years}`;
  const [one, other] = [first, second].map((side) => compared(side, focus));
  if (one === undefined || other === undefined) return title;
  if (one === '' && other === '')
    return `${focus.name} ligger på ${middle} i både ${briefNoun(first.facts.words)} och ${briefNoun(second.facts.words)}`;
  if (one !== '' && other !== '') return `${focus.name} har ${one} och ${other} än ${middle}`;
  const [apart, level] = one === '' ? [other, first] : [one, second];
  const article = level.facts.words.neuter ? 'ett' : 'en';
  return `${focus.name} har ${apart} än ${middle}, och ${article} ${briefNoun(level.facts.words)} på medianen`;
}

/** The own values and the medians; the correlation only when there are areas enough. */
export function relationSummary(relation: RelationFacts): string {
  const { x, y, both, kind, correlation } = relation;
  const { focus } = x.facts;
  const own =
    focus !== undefined && hasBoth(relation, focus)
      ? `${capital(besideMedian(x, focus, inArea(focus), both.length))} och ${besideMedian(y, focus, '', both.length)}.`
      : '';
  return [own, correlationText(both.length, kind, correlation)]
    .filter((text) => text !== '')
    .join(' ');
}

export function relationAlternative({ x, y, both, kind }: RelationFacts): string {
  const each = both
    .slice(0, 8)
    .map((area) => `${area.name} ${ownValue(x, area)} och ${ownValue(y, area)}`);
  const rest = both.length > each.length ? ' Resten finns i tabellen.' : '';
  return `Punktdiagram med ${countAreas(both.length, kind)}: ${subjectOf(x.facts.words)} vågrätt och ${subjectOf(y.facts.words)} lodrätt. ${each.join('; ')}.${rest}`;
}

/** `kostnaden per hemtjänsttagare i Bräcke är 401 816 kr (median 401 816 kr)`. */
function besideMedian(side: RelationSide, focus: Area, where: string, n: number): string {
  const { facts, median } = side;
  const name = facts.words.general
    ? `${facts.words.definite} (${facts.words.short})`
    : facts.words.definite;
  const middle = n < fewestRanked ? '' : ` (median ${formatValue(median, facts.kpi.form)})`;
  return `${name}${where === '' ? '' : ` ${where}`} ${where === '' ? '' : 'är '}${ownValue(side, focus)}${middle}`;
}

/** `högre nöjdhet`, or nothing where the own value is shown as the median. */
function compared(side: RelationSide, focus: Area): string {
  const { facts, median, year } = side;
  const own = facts.value(focus.id, year) ?? median;
  const [shown, middle] = [own, median].map((value) => displayRounded(value, facts.kpi.form));
  return shown === middle
    ? ''
    : `${own > median ? 'högre' : 'lägre'} ${briefNoun(side.facts.words)}`;
}

function correlationText(n: number, kind: Area['kind'], correlation: number | undefined): string {
  if (n < 2) return '';
  if (correlation === undefined)
    return n < 10
      ? `${capital(numeral(n))} ${areaNoun(kind, n)} är för få för att säga om det finns ett samband.`
      : '';
  const strength = Math.abs(correlation);
  if (strength < 0.3) return 'Det finns inget tydligt samband mellan de två nyckeltalen.';
  const word = strength < 0.6 ? 'ett svagt' : 'ett tydligt';
  const other = correlation > 0 ? 'högre' : 'lägre';
  return `Det finns ${word} samband: högre värde på det ena går ofta ihop med ${other} på det andra (rangkorrelation ${correlation.toFixed(2).replace('.', ',').replace('-', '−')}).`;
}

function ownValue({ facts, year }: RelationSide, area: Area): string {
  const value = facts.value(area.id, year);
  return value === null ? '' : formatValue(value, facts.kpi.form);
}

function hasBoth({ x, y }: RelationFacts, area: Area): boolean {
  return x.facts.value(area.id, x.year) !== null && y.facts.value(area.id, y.year) !== null;
}
