/** What happened between two years: heading and sentences of bars with two years. */
import type { Area } from '../area.ts';
import { isCoarseYear, type KpiFacts } from '../figure/facts.ts';
import { allAreas, areaNoun, inArea } from './area-names.ts';
import { difference, type Difference } from './difference.ts';
import { fewestRanked } from './finding.ts';
import { subjectOf, type KpiWords } from './kpi-words.ts';
import { joinAnd } from './list.ts';
import { genderWord } from './measure.ts';
import { formatValue } from './number.ts';
import { capital, numeral } from './ordinal.ts';

export interface Change extends Difference {
  readonly area: Area;
  readonly from: number;
  readonly to: number;
}

/** First and last year shown, and the change of every area that has both. */
export interface ChangeFacts {
  readonly facts: KpiFacts;
  readonly first: number;
  readonly last: number;
  readonly changes: readonly Change[];
}

export function changeFacts(facts: KpiFacts, first: number, last: number): ChangeFacts {
  const coarse = [first, last].some((year) => isCoarseYear(facts, year));
  const changes = facts.areas.flatMap((area) => {
    const [from, to] = [facts.value(area.id, first), facts.value(area.id, last)];
    if (from === null || to === null) return [];
    return [{ area, from, to, ...difference([from, to], facts.kpi.form, coarse) }];
  });
  return { facts, first, last, changes };
}

/** `Nöjdheten med hemtjänsten i Eskilstuna ökade med 6 procentenheter från 2022 till 2024`. */
export function changeHeading({ facts, first, last, changes }: ChangeFacts): string {
  const { focus, words, gender } = facts;
  const tail = gender === 'T' ? '' : `, ${genderWord(gender)}`;
  const own = changes.find((change) => change.area === focus);
  if (focus === undefined) return `${capital(words.definite)} ${first} och ${last}${tail}`;
  if (own === undefined)
    return `Förändringen ${inArea(focus)} från ${first} till ${last} går inte att säga${tail}`;
  const subject = `${capital(words.definite)} ${inArea(focus)}`;
  if (own.amount === 0)
    return `${subject} är ${unchanged(own, words)} ${last} jämfört med ${first}${tail}`;
  return `${subject} ${verb(own)} med ${own.text} från ${first} till ${last}${tail}`;
}

/** The own two values, and who changed most of the ranked areas. */
export function changeSummary(change: ChangeFacts): string {
  const { facts, first, last, changes } = change;
  const { focus, kpi } = facts;
  const sentences: string[] = [];
  const own = changes.find(({ area }) => area === focus);
  if (own !== undefined) {
    const [from, to] = [formatValue(own.from, kpi.form), formatValue(own.to, kpi.form)];
    sentences.push(
      from === to
        ? `Värdet var ${from} både ${first} och ${last}.`
        : `Värdet gick från ${from} till ${to}.`,
    );
  } else if (focus !== undefined) {
    const missing = [first, last].filter((year) => facts.value(focus.id, year) === null);
    sentences.push(`${focus.name} saknar värde för ${joinAnd(missing.map(String))}.`);
  }
  return [...sentences, largestSentence(change)].filter((text) => text !== '').join(' ');
}

export function changeAlternative(change: ChangeFacts): string {
  const { facts, first, last, changes } = change;
  const drawn = facts.areas.filter((area) =>
    [first, last].some((year) => facts.value(area.id, year) !== null),
  );
  const each = changes.map(
    ({ area, from, to }) =>
      `${area.name} från ${formatValue(from, facts.kpi.form)} till ${formatValue(to, facts.kpi.form)}`,
  );
  const list = each.length > 0 && each.length <= 8 ? ` ${capital(each.join('; '))}.` : '';
  return `Stapeldiagram över ${subjectOf(facts.words)} ${first} och ${last} i ${countOf(drawn)}.${list}`;
}

/** `ökade` or `minskade`. */
export function verb({ amount }: Pick<Difference, 'amount'>): string {
  return amount > 0 ? 'ökade' : 'minskade';
}

/** `oförändrad`, or `i stort sett oförändrad` where only the rounding hides a change. */
export function unchanged(
  { from, to }: { readonly from: number; readonly to: number },
  { neuter }: Pick<KpiWords, 'neuter'>,
): string {
  const word = neuter ? 'oförändrat' : 'oförändrad';
  return from === to ? word : `i stort sett ${word}`;
}

function largestSentence({ facts, changes }: ChangeFacts): string {
  const kind = facts.focus?.kind === 'region' ? 'region' : 'municipality';
  const peers = changes.filter(({ area }) => area.kind === kind);
  if (peers.length < fewestRanked) return othersSentence(facts, changes);
  const sorted = peers.toSorted((a, b) => b.amount - a.amount);
  const [most, least] = [sorted.at(0), sorted.at(-1)];
  if (most === undefined || least === undefined) return '';
  const all = allAreas(peers.length, kind);
  if (most.amount === least.amount)
    return most.amount === 0 ? '' : `Förändringen är lika stor i ${all}.`;
  if (least.amount > 0 || most.amount < 0) {
    const [bigger, smaller] = least.amount > 0 ? [most, least] : [least, most];
    return `I ${all} ${verb(bigger)} värdet: mest i ${named(peers, bigger)} och minst i ${named(peers, smaller)}.`;
  }
  const up = most.amount > 0 ? `${named(peers, most, '')} ökat mest` : '';
  const down = least.amount < 0 ? `${named(peers, least, '')} minskat mest` : '';
  const parts = [up, down].filter((part) => part !== '');
  return `Av ${numeral(peers.length)} ${areaNoun(kind, peers.length)} har ${joinAnd(parts)}.`;
}

/** `Borås och Piteå (2 procentenheter)`: all who share the change, to three; then their number. */
function named(
  peers: readonly Change[],
  one: Change,
  noun = ` ${areaNoun(one.area.kind, 4)}`,
): string {
  const same = peers.filter(({ amount }) => amount === one.amount).map(({ area }) => area.name);
  const who = same.length > 3 ? `${numeral(same.length)}${noun}` : joinAnd(same);
  return `${who} (${one.text})`;
}

function othersSentence({ focus }: KpiFacts, changes: readonly Change[]): string {
  return changes
    .filter(({ area }) => area !== focus)
    .map((change) =>
      change.amount === 0
        ? `${capital(inArea(change.area))} är det ingen skillnad.`
        : `${capital(inArea(change.area))} ${verb(change)} det med ${change.text}.`,
    )
    .join(' ');
}

function countOf(areas: readonly Area[]): string {
  const kinds = new Set(areas.map((area) => area.kind));
  const kind = kinds.size === 1 ? (areas[0]?.kind ?? 'group') : 'group';
  return `${numeral(areas.length, kind === 'group' ? 'neuter' : 'common')} ${areaNoun(kind, areas.length)}`;
}
