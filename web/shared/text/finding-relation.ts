/** Two KPIs against each other: where the own area lies from the middle of both. */
import type { Area } from '../area.ts';
import type { KpiFacts } from '../figure/facts.ts';
import { displayRounded, formatValue } from './number.ts';
import { areaNoun, countAreas } from './area-names.ts';
import { fewestRanked } from './finding.ts';
import { joinAnd } from './list.ts';
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

/** `Bräcke har högre nöjdhet och högre kostnad än medianen av sju kommuner 2024`. */
export function relationHeading(relation: RelationFacts): string {
  const { x, y, both, kind } = relation;
  const { focus } = x.facts;
  const title = `${capital(x.facts.words.definite)} och ${y.facts.words.definite}`;
  const years = x.year === y.year ? ` ${x.year}` : '';
  if (both.length === 0) return `Inget område har värden för båda nyckeltalen${years}`;
  if (focus === undefined || !hasBoth(relation, focus) || both.length < fewestRanked) return title;
  const [first, second] = x.facts.kpi.goodDirection === 'neutral' ? [y, x] : [x, y];
  const sides = joinAnd([sideWords(first, focus), sideWords(second, focus)]);
  return `${focus.name} har ${sides} än medianen av ${countAreas(both.length, kind)}${years}`;
}

/** The own values and the medians; the correlation only when there are areas enough. */
export function relationSummary(relation: RelationFacts): string {
  const { x, y, both, kind, correlation } = relation;
  const { focus } = x.facts;
  const own =
    focus !== undefined && hasBoth(relation, focus)
      ? `${focus.name} har ${ownValue(x, focus)} (${x.facts.words.short}) och ${ownValue(y, focus)} (${y.facts.words.short}).`
      : '';
  const medians =
    both.length < fewestRanked
      ? ''
      : `Medianerna är ${formatValue(x.median, x.facts.kpi.unit)} och ${formatValue(y.median, y.facts.kpi.unit)}.`;
  return [own, medians, correlationText(both.length, kind, correlation)]
    .filter((text) => text !== '')
    .join(' ');
}

export function relationAlternative({ x, y, both, kind }: RelationFacts): string {
  const each = both
    .slice(0, 8)
    .map((area) => `${area.name} ${ownValue(x, area)} och ${ownValue(y, area)}`);
  const rest = both.length > each.length ? ' Resten finns i tabellen.' : '';
  return `Punktdiagram med ${countAreas(both.length, kind)}: ${x.facts.words.definite} vågrätt och ${y.facts.words.definite} lodrätt. ${each.join('; ')}.${rest}`;
}

function sideWords({ facts, median, year }: RelationSide, focus: Area): string {
  const own = facts.value(focus.id, year) ?? median;
  const [shown, middle] = [own, median].map((value) => displayRounded(value, facts.kpi.unit));
  const noun = facts.words.general
    ? `${facts.words.bare} (${facts.words.short})`
    : facts.words.head;
  const word = facts.words.head === 'andel' && !facts.words.general ? facts.words.bare : noun;
  if (shown === middle) return `samma ${word}`;
  return `${own > median ? 'högre' : 'lägre'} ${word}`;
}

function correlationText(n: number, kind: Area['kind'], correlation: number | undefined): string {
  if (n === 0) return '';
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
  return value === null ? '' : formatValue(value, facts.kpi.unit);
}

function hasBoth({ x, y }: RelationFacts, area: Area): boolean {
  return x.facts.value(area.id, x.year) !== null && y.facts.value(area.id, y.year) !== null;
}
