/** What one year's values say: heading, sentences and alternative text of a bar chart. */
import type { FixedPrices } from '../api.ts';
import type { Placed, YearFacts } from '../figure/facts.ts';
import { allAreas, areaNoun, countAreas, genitive, inArea } from './area-names.ts';
import { joinAnd } from './list.ts';
import { genderWord, yearsText } from './measure.ts';
import { displayRounded, formatValue, valueInYear } from './number.ts';
import { capital, numeral } from './ordinal.ts';
import { flagHeading, flagSummary } from './finding-flag.ts';
import { subjectOf } from './kpi-words.ts';
import { nearerEnd, placeWords, third } from './position.ts';

/** Fewer values than this are never ranked. */
export const fewestRanked = 3;

/** A sentence without full stop: `Bräckes kostnad per hemtjänsttagare är fjärde lägst av sju kommuner 2024`. */
export function barHeading(facts: YearFacts): string {
  const gender = genderWord(facts.gender);
  const heading = headingOf(facts);
  return gender === '' ? heading : `${heading}, ${gender}`;
}

/** When none of the chosen areas has a value in any of the years. */
export function noValuesHeading(
  years: readonly number[],
  prices?: Pick<FixedPrices, 'year' | 'withoutIndex'>,
): string {
  const isIndexMissing =
    years.length > 0 && years.every((year) => prices?.withoutIndex.includes(year));
  if (prices !== undefined && isIndexMissing)
    return `Beloppen för ${yearsText(years)} går inte att räkna om till ${prices.year} års priser`;
  return `Det finns inga värden för ${years.length === 0 ? 'de valda områdena' : yearsText(years)}`;
}

/** The own value, then the extremes, then Riket and groups. Empty when there are no values. */
export function barSummary(facts: YearFacts): string {
  if (facts.kpi.form === 'flag') return flagSummary(facts);
  return [
    ownSentence(facts),
    placeSentence(facts),
    extremesSentence(facts),
    referenceSentence(facts),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/**
 * `92 % är nöjda med hemtjänsten i Bräcke.`, `Kostnaden per hemtjänsttagare i Bräcke är 401 816 kr.`
 * @param placed false where the own area has just been named
 */
export function ownSentence(facts: YearFacts, placed = true): string {
  const { focus, focusValue, words, kpi } = facts;
  if (focus === undefined || focusValue === null) return '';
  const value = formatValue(focusValue, kpi.form);
  const where = placed ? ` ${inArea(focus)}` : '';
  if (words.share !== undefined && kpi.form === '%' && facts.gender === 'T')
    return `${value} ${words.share}${where}.`;
  return `${capital(words.definite)}${where} är ${value}.`;
}

/** The place as a number, where it is too far from both ends to be told in words. */
function placeSentence({ focus, ranking, kpi }: YearFacts): string {
  const standing = focus && ranking.standing(focus.id);
  if (standing === undefined || ranking.n < fewestRanked || ranking.level) return '';
  if (placeWords(standing, kpi.goodDirection) !== undefined) return '';
  const end = nearerEnd(standing, kpi.goodDirection);
  const place = end === 'low' ? standing.fromLow : standing.fromHigh;
  const from = end === 'low' ? 'lägsta' : 'högsta';
  return `Det är plats ${place} av ${standing.n}, räknat från det ${from} värdet.`;
}

/** Who has the lowest and the highest value besides the own area; empty below three values. */
export function extremesSentence(facts: YearFacts): string {
  const { ranking, focus, focusValue, peers, kpi } = facts;
  if (peers.length === 0) return '';
  if (peers.length < fewestRanked) return othersSentence(facts);
  if (ranking.level) return '';
  const own = focusValue === null ? undefined : focus?.id;
  const low = extremeClause(pick(peers, ranking.lowest), 'lägst', kpi.form);
  const high = extremeClause(pick(peers, ranking.highest), 'högst', kpi.form);
  const atLow = own !== undefined && ranking.lowest.includes(own);
  const atHigh = own !== undefined && ranking.highest.includes(own);
  if (atHigh) return sentences(runnerUp(facts, 'högst'), low);
  if (atLow) return sentences(runnerUp(facts, 'lägst'), high);
  if (ranking.lowest.length > 1 || ranking.highest.length > 1) return sentences(low, high);
  return sentences(`${low}, och ${high.replace(' har ', ' ')}`);
}

/** `Av tre kommuner 2025 har Eskilstuna lägst, 82,1 %, och Kungsbacka högst, 87,7 %.` */
export function endsSentence(facts: YearFacts): string {
  const { ranking, peers, kpi, peerKind, year } = facts;
  if (peers.length < fewestRanked || ranking.level) return '';
  const among = `Av ${countAreas(peers.length, peerKind)} ${year}`;
  const end = (ids: readonly string[], superlative: string) =>
    extremeClause(pick(peers, ids), superlative, kpi.form).split(' har ');
  const [lowNames, low = ''] = end(ranking.lowest, 'lägst');
  const [highNames, high = ''] = end(ranking.highest, 'högst');
  const comma = low.includes(',') ? ',' : '';
  return `${among} har ${lowNames} ${low}${comma} och ${highNames} ${high}.`;
}

/** `Riket: 86,1 %.`; a group is told by its full name, and as the unweighted mean it is. */
export function referenceSentence({ references, kpi }: YearFacts): string {
  const mean = (area: Placed['area']) => (area.kind === 'group' ? ' (ovägt medelvärde)' : '');
  return references
    .map(({ area, value }) => `${area.name}${mean(area)}: ${formatValue(value, kpi.form)}.`)
    .join(' ');
}

/** `Stapeldiagram med sju kommuner …`: what a reader who cannot see the picture needs first. */
export function barAlternative(facts: YearFacts): string {
  const { peers, references, year, kpi, words } = facts;
  const bars = peers.length + references.length + (isReferenceFocus(facts) ? 1 : 0);
  if (bars === 0) return '';
  const what = `Stapeldiagram över ${subjectOf(words)} ${year}, ${numeral(bars)} ${bars === 1 ? 'stapel' : 'staplar'}`;
  const span = spanText(peers, kpi.form);
  return [`${what}${span === '' ? '' : `, ${span}`}.`, ownSentence(facts)].join(' ').trim();
}

/** `från 377 225 kr (Borås) till 491 467 kr (Eskilstuna)`; empty below two values. */
export function spanText(peers: readonly Placed[], unit: string): string {
  const sorted = peers.toSorted((a, b) => a.value - b.value);
  const [low, high] = [sorted.at(0), sorted.at(-1)];
  if (low === undefined || high === undefined) return '';
  if (displayRounded(low.value, unit) === displayRounded(high.value, unit)) return '';
  const end = ({ area, value }: Placed) => `${formatValue(value, unit)} (${area.name})`;
  return `från ${end(low)} till ${end(high)}`;
}

/** `Kostnaden per hemtjänsttagare är lika i alla sju kommuner 2024`. */
function headingOf(facts: YearFacts): string {
  const { focus, focusValue, ranking, peers, words, year, kpi } = facts;
  if (peers.length === 0 && focusValue === null && facts.references.length === 0)
    return noValuesHeading([facts.year], facts.kpi.prices);
  if (focus === undefined)
    return `${capital(words.definite)} i ${countAreas(peers.length, facts.peerKind)} ${year}`;
  if (focusValue === null) return `Uppgift saknas för ${focus.name} ${year}`;
  if (kpi.form === 'flag') return flagHeading(facts);
  const standing = ranking.standing(focus.id);
  if (standing === undefined || ranking.n === 1)
    return `${capital(words.definite)} ${inArea(focus)} är ${valueInYear(focusValue, kpi.form, year)}`;
  if (ranking.n < fewestRanked) return pairHeading(facts);
  if (ranking.level)
    return `${capital(words.definite)} är lika ${words.neuter ? 'högt' : 'hög'} i ${allAreas(ranking.n, facts.peerKind)} ${year}`;
  return rankedHeading(facts);
}

function rankedHeading(facts: YearFacts): string {
  const { focus, ranking, words, year, kpi, peers } = facts;
  const standing = focus && ranking.standing(focus.id);
  if (focus === undefined || standing === undefined) return '';
  const place = placeWords(standing, kpi.goodDirection);
  const among = `av ${countAreas(ranking.n, facts.peerKind)} ${year}`;
  if (place === 'högst' || place === 'lägst') {
    const holders = [focus.name, ...pick(peers, standing.same).map(({ area }) => area.name)];
    if (holders.length > 3)
      return `${focus.name} är en av ${numeral(holders.length)} med ${place} ${words.bare} ${among}`;
    return `${joinAnd(holders)} har ${place} ${words.bare} ${among}`;
  }
  const subject = `${genitive(focus.name)} ${words.bare}`;
  if (place !== undefined && words.general)
    return `${focus.name} har ${place} ${words.bare} ${among}${sharedWith(facts, standing.same)}`;
  if (place === undefined) {
    const part = {
      low: 'hör till den lägsta tredjedelen',
      middle: 'ligger i mitten',
      high: 'hör till den högsta tredjedelen',
    };
    return `${subject} ${part[third(standing)]} ${among}`;
  }
  return `${subject} är ${place} ${among}${sharedWith(facts, standing.same)}`;
}

function sharedWith({ peers }: YearFacts, same: readonly string[]): string {
  const names = pick(peers, same).map(({ area }) => area.name);
  if (names.length === 0) return '';
  return names.length > 2
    ? `, lika med ${numeral(names.length)} andra`
    : `, lika med ${joinAnd(names)}`;
}

function pairHeading(facts: YearFacts): string {
  const { focus, ranking, words, year, peers } = facts;
  const other = peers.find(({ area }) => area !== focus)?.area;
  const standing = focus && ranking.standing(focus.id);
  if (focus === undefined || other === undefined || standing === undefined) return '';
  const subject = capital(words.definite);
  if (ranking.level)
    return `${subject} är lika ${words.neuter ? 'högt' : 'hög'} ${inArea(focus)} och ${inArea(other)} ${year}`;
  const comparative = standing.fromHigh === 1 ? 'högre' : 'lägre';
  return `${subject} är ${comparative} ${inArea(focus)} än ${inArea(other)} ${year}`;
}

function othersSentence({ peers, focus, kpi }: YearFacts): string {
  const others = peers.filter(({ area }) => area !== focus);
  const clauses = others.map(
    ({ area, value }) => `${area.name} har ${formatValue(value, kpi.form)}`,
  );
  return clauses.length === 0 ? '' : `${joinAnd(clauses)}.`;
}

/** When the own area holds an extreme alone, who comes next. */
function runnerUp(facts: YearFacts, end: 'högst' | 'lägst'): string {
  const { ranking, peers, focus, kpi } = facts;
  const holders = end === 'högst' ? ranking.highest : ranking.lowest;
  if (holders.length !== 1 || focus === undefined) return '';
  const place = (id: string) => {
    const standing = ranking.standing(id);
    return end === 'högst' ? standing?.fromHigh : standing?.fromLow;
  };
  const next = peers.filter(({ area }) => place(area.id) === 2);
  if (next.length === 0 || next.length === peers.length - 1) return '';
  return extremeClause(next, `näst ${end}`, kpi.form);
}

/** `Borås har lägst, 377 225 kr`; several are told together, many only counted. */
function extremeClause(holders: readonly Placed[], superlative: string, unit: string): string {
  const values = [...new Set(holders.map(({ value }) => formatValue(value, unit)))];
  const names = holders.map(({ area }) => area.name);
  if (holders.length > 3) {
    const kind = holders[0]?.area.kind ?? 'municipality';
    const span = values.length === 1 ? values[0] : `omkring ${values[0]}`;
    return `${numeral(holders.length)} ${areaNoun(kind, holders.length)} har ${superlative}, ${span}`;
  }
  if (values.length === 1) return `${joinAnd(names)} har ${superlative}, ${values[0]}`;
  const each = holders.map(({ area, value }) => `${area.name} (${formatValue(value, unit)})`);
  return `${joinAnd(each)} har ${superlative}`;
}

function sentences(...clauses: readonly string[]): string {
  return clauses
    .filter((clause) => clause !== '')
    .map((clause) => `${capital(clause)}.`)
    .join(' ');
}

function pick(peers: readonly Placed[], ids: readonly string[]): Placed[] {
  return peers.filter(({ area }) => ids.includes(area.id));
}

function isReferenceFocus({ focus, focusValue, peerKind }: YearFacts): boolean {
  return focus !== undefined && focusValue !== null && focus.kind !== peerKind;
}
