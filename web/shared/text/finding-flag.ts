/** KPIs that answer yes or no (1 or 0) are counted, never ranked. */
import type { YearFacts } from '../figure/facts.ts';
import { countAreas } from './area-names.ts';
import { joinSome } from './list.ts';
import { formatValue } from './number.ts';
import { numeral } from './ordinal.ts';

const mostNames = 12;

/** `Ja i två av sju kommuner 2024, Nej i Bräcke`. */
export function flagHeading(facts: YearFacts): string {
  const { focus, focusValue, peers, year, peerKind, kpi } = facts;
  const yes = peers.filter(({ value }) => value === 1).length;
  const own =
    focus === undefined || focusValue === null
      ? ''
      : `, ${formatValue(focusValue, kpi.form)} för ${focus.name}`;
  if (peers.length === 1 && own !== '') return `Svaret${own.replace(', ', ' är ')} ${year}`;
  const count = yes === 0 ? 'ingen' : yes === peers.length ? 'alla' : numeral(yes);
  return `Ja i ${count} av ${countAreas(peers.length, peerKind)} ${year}${own}`;
}

/** `Ja: Borås och Piteå.` */
export function flagSummary({ peers }: YearFacts): string {
  const yes = peers.filter(({ value }) => value === 1).map(({ area }) => area.name);
  return yes.length === 0 || peers.length === 1 ? '' : `Ja: ${joinSome(yes, mostNames)}.`;
}
