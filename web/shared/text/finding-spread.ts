/** Where one area stands among all kommuner (or regions) of the country. */
import type { Area } from '../area.ts';
import type { KpiFacts } from '../figure/facts.ts';
import type { Quartiles } from '../statistics/quantile.ts';
import type { Standing } from '../statistics/ranking.ts';
import { areaNoun, countAreas, inArea } from './area-names.ts';
import { subjectOf } from './kpi-words.ts';
import { joinAnd } from './list.ts';
import { formatValue } from './number.ts';
import { capital, numeral } from './ordinal.ts';

export interface SpreadFacts {
  readonly facts: KpiFacts;
  readonly year: number;
  /** How many areas have a value. */
  readonly n: number;
  readonly kind: 'municipality' | 'region';
  readonly quartiles: Quartiles;
  /** Of every chosen area that has one, in the order asked. */
  readonly standings: readonly { readonly area: Area; readonly standing: Standing }[];
}

/** `Bräcke ligger på plats 12 av 287 kommuner i nöjdhet med hemtjänsten 2024`. */
export function spreadHeading(spread: SpreadFacts): string {
  const { facts, year, n, kind, standings } = spread;
  const { focus, words } = facts;
  const own = standings.find(({ area }) => area === focus);
  if (focus === undefined || own === undefined)
    return `${capital(words.definite)} i ${countAreas(n, kind)} ${year}`;
  const what = words.general ? '' : ` i ${words.bare}`;
  const shared = own.standing.same.length;
  if (shared > 0 && placeText(spread, own.standing).startsWith('plats 1–'))
    return `${focus.name} delar plats 1 med ${numeral(shared)} andra av ${n} ${areaNoun(kind, n)}${what} ${year}`;
  return `${focus.name} ligger på ${placeText(spread, own.standing)} av ${n} ${areaNoun(kind, n)}${what} ${year}`;
}

/** The own value and quarter, the middle, and the middle half. */
export function spreadSummary(spread: SpreadFacts): string {
  const { facts, quartiles, kind, year } = spread;
  const { focus, kpi } = facts;
  const own = focus === undefined ? null : facts.value(focus.id, year);
  const value = (number: number) => formatValue(number, kpi.form);
  const ownText =
    focus === undefined || own === null
      ? ''
      : `${capital(facts.words.definite)} ${inArea(focus)} är ${value(own)}${quarterText(spread)}.`;
  const [low, high] = [value(quartiles.low), value(quartiles.high)];
  const half =
    low === high
      ? ''
      : `, och hälften av ${kind === 'region' ? 'regionerna' : 'kommunerna'} ligger mellan ${low} och ${high}`;
  const order = `Plats 1 är det ${countsFromHigh(spread) ? 'högsta' : 'lägsta'} värdet.`;
  const middle = `Medianen är ${value(quartiles.median)}${half}.`;
  return `${ownText} ${middle}${ownText === '' ? '' : ` ${order}`}`.trim();
}

export function spreadAlternative(spread: SpreadFacts): string {
  const { facts, year, n, kind, standings, quartiles } = spread;
  const { form: unit } = facts.kpi;
  const named = standings
    .slice(0, 8)
    .map(({ area, standing }) => `${area.name} ${placeText(spread, standing)}`);
  const places = named.length === 0 ? '' : ` ${capital(joinAnd(named))}.`;
  return `Diagram över ${subjectOf(facts.words)} i ${countAreas(n, kind)} ${year}, en prick för varje. Medianen är ${formatValue(quartiles.median, unit)}.${places}`;
}

/** `plats 12`, or `plats 12–15` when the place is shared. */
export function placeText(spread: SpreadFacts, standing: Standing): string {
  const from = countsFromHigh(spread) ? standing.fromHigh : standing.fromLow;
  const to = standing.n + 1 - (countsFromHigh(spread) ? standing.fromLow : standing.fromHigh);
  return to > from ? `plats ${from}–${to}` : `plats ${from}`;
}

/** Places are counted from the good end; where none is given, from the lowest. */
function countsFromHigh({ facts }: SpreadFacts): boolean {
  return facts.kpi.goodDirection === 'higher';
}

function quarterText({ facts, standings }: SpreadFacts): string {
  const own = standings.find(({ area }) => area === facts.focus)?.standing;
  if (own === undefined || own.n < 20) return '';
  if (own.n + 1 - own.fromHigh <= own.n / 4) return ', bland den lägsta fjärdedelen';
  if (own.n + 1 - own.fromLow <= own.n / 4) return ', bland den högsta fjärdedelen';
  const share = (own.fromLow + own.n - own.fromHigh) / 2 / own.n;
  return Math.abs(share - 0.5) <= 0.1 ? ', nära mitten' : '';
}
