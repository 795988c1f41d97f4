import type { Measure, MeasureSource } from './measure-types.ts';
import { plainTitle } from './title.ts';
import { topicOf } from './topic.ts';

/** A measure as the whole catalogue needs it to be told from the others. */
export interface Nameable extends MeasureSource, Pick<Measure, 'unit' | 'per' | 'kind'> {
  readonly genderSplit: boolean;
}

/** Words that a name is given when another would be the same; the words come from `text/`. */
export interface NameWords {
  readonly until: (year: string) => string;
  readonly areas: Readonly<Record<MeasureSource['municipalityType'], string>>;
  readonly split: (genderSplit: boolean) => string;
}

type Expand = (one: Nameable, words: NameWords) => string;

/** What tells two measures of the same name apart, most telling first; the id always does. */
const expansions: readonly Expand[] = [
  (one) => tailOf(one.title),
  (one, { until }) => {
    const year = /\(\s*[-–]\s*(\d{4})\s*\)/u.exec(one.title.slice(0, 1000))?.[1];
    return year === undefined ? '' : until(year);
  },
  (one, { areas }) => areas[one.municipalityType],
  (one, { split }) => split(one.genderSplit),
  (one) => one.id,
];

/**
 * A name for each measure by id: no two share name, unit and denominator. A name is the title
 * without its unit, and is lengthened by what differs until it is alone.
 */
export function namesOf(all: readonly Nameable[], words: NameWords): Map<string, string> {
  const names = new Map(all.map((one) => [one.id, shortest(one.title)]));
  for (const expand of expansions) {
    for (const twins of sameNamed(all, names)) lengthen(twins, names, (one) => expand(one, words));
  }
  return names;
}

function shortest(title: string): string {
  const topic = topicOf(plainTitle(title)).replace(/ +- +/gu, ' – ');
  return topic.charAt(0).toUpperCase() + topic.slice(1);
}

/** What the topic left out of the title: unit, denominator, mean or median. */
function tailOf(title: string): string {
  const plain = plainTitle(title);
  const tail = plain.slice(topicOf(plain).length).replace(/^[\s,.:;–-]+/u, '');
  return tail.replace(/^\((.*)\)$/u, '$1');
}

function sameNamed(all: readonly Nameable[], names: ReadonlyMap<string, string>): Nameable[][] {
  const groups = new Map<string, Nameable[]>();
  for (const one of all) {
    const key = [names.get(one.id)?.toLowerCase(), one.unit, one.per].join('\u0000');
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

function lengthen(
  twins: readonly Nameable[],
  names: Map<string, string>,
  more: (one: Nameable) => string,
): void {
  const added = new Map(twins.map((one) => [one.id, more(one)]));
  if (new Set(added.values()).size < 2) return;
  for (const { id } of twins) {
    const text = added.get(id) ?? '';
    if (text !== '') names.set(id, `${names.get(id) ?? id} (${text})`);
  }
}
