import { definite } from './definite.ts';
import type { Figure } from './measure-types.ts';
import { surveySubject } from './survey-subject.ts';
import { lowerFirst } from './title.ts';
import { topicOf } from './topic.ts';

/**
 * A noun phrase that can begin a sentence: `kostnaden för hemtjänst äldreomsorg per hemtjänsttagare`.
 * @param title as `plainTitle` gives it
 */
export function subjectOf(title: string, figure: Figure): string {
  const topic = topicOf(title);
  const phrase = surveySubject(title, topic, figure.kind) ?? told(topic, figure);
  return (phrase ?? `${plain(title, topic, figure)}${perWords(figure, title)}`)
    .replace(/ - /gu, ' – ')
    .replace(/(\d)-(\d+ år)/gu, '$1–$2')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** Titles of a fixed form → what they say. `$1` and so on are the parts caught. */
const forms: readonly (readonly [RegExp, string])[] = [
  [/^Månadsavlönad personal, kommunalt anställda (.+)$/u, 'antalet månadsavlönade $1 i kommunen'],
  [/^Månadsavlönad personal, regionanställda (.+)$/u, 'antalet månadsavlönade $1 i regionen'],
  [/^Årsarbetare, kommunalt anställda (.+)$/u, 'antalet årsarbetare $1 i kommunen'],
  [/^Årsarbetare, regionanställda (.+)$/u, 'antalet årsarbetare $1 i regionen'],
  [/^Framskrivning, förväntat antal (.+)$/u, 'det framskrivna antalet $1'],
  [/^Framskrivning, förväntad andel (.+)$/u, 'den framskrivna andelen $1'],
  [/^Framskrivning, förväntad förändring (.+)$/u, 'den framskrivna förändringen $1'],
  [/^Framskrivning, förväntad försörjningskvot,? ?(.*)$/u, 'den framskrivna försörjningskvoten $1'],
  [
    /^Elever i åk\.? ?(\d)\.?,? (?:genomsnittlig )?betygspoäng i (.+)$/u,
    'den genomsnittliga betygspoängen i $2 för elever i åk $1',
  ],
  [
    /^Elever i åk\.? ?(\d)\.?,? (?:genomsnittligt )?meritvärde,? (.+)$/u,
    'det genomsnittliga meritvärdet för elever i åk $1, $2',
  ],
  [/^(.+?)(?:, andel \(%\))?, avvikelse från (.+)$/u, 'avvikelsen från $2 för ”$1”'],
  [/^Avvikelse från (.+)$/u, 'avvikelsen från $1'],
  [/^Antal (.+)$/u, 'antalet $1'],
  [/^Bor (.+)$/u, 'antalet som bor $1'],
  [/^(.+), antal (.+)$/u, 'antalet $2, $1'],
];

function told(topic: string, { kind, unit, per }: Figure): string | undefined {
  if (kind === 'code') return `svaret på ”${topic}”`;
  if (kind === 'ratio' && unit !== '%' && per !== '')
    return `antalet ${unit} per ${per} (${topic})`;
  if (
    kind === 'ratio' &&
    unit === '' &&
    definite(topic) === undefined &&
    !topic.startsWith('Framskr')
  )
    return `kvoten för ${lowerFirst(topic)}`;
  if (kind === 'rate' || (kind === 'share' && topic.startsWith('Antal'))) return undefined;
  const form = forms.find(([pattern]) => pattern.test(topic));
  return form && topic.replace(form[0], form[1]);
}

const withoutNoun =
  /^(?:Upplev|Uppfatta|Avstått|Avstår|Har |Får |Fått |Fick |Lämnat|Bra |Känner|Deltar |Är )/u;

function plain(title: string, topic: string, { kind, per }: Figure): string {
  if (kind === 'share')
    return share(topic, endsInWhole.test(title) && per !== '' ? ` av ${per}` : '');
  const known = definite(topic);
  if (known !== undefined) return known;
  const [, index, of = ''] = /^(\p{L}*index)(?:, | )?(.*)$/iu.exec(topic) ?? [];
  if (index !== undefined) return `${lowerFirst(index)}et${of === '' ? '' : ` för ${of}`}`;
  if (kind === 'count' || kind === 'rate') return `antalet ${lowerFirst(topic)}`;
  if (kind === 'index') return / Index/u.test(topic) ? topic : `indexet för ${lowerFirst(topic)}`;
  if (kind === 'score') return `poängen för ${lowerFirst(topic)}`;
  return `måttet ”${topic}”`;
}

/** The whole stands in the tail that the topic has lost. */
const endsInWhole = /\(%\) av \P{Lu}+$/u;

function share(topic: string, whole: string): string {
  const bought = boughtFrom(topic);
  if (bought !== undefined) return bought;
  const known = definite(topic);
  const isWhole =
    known !== undefined &&
    !/^(?:de[nt]? |mängden|längden|kostnad|personalkostnad|nettokostnad|antalet)/u.test(known);
  if (known !== undefined && isWhole) return known;
  if (known !== undefined && /kostnad/u.test(known) && whole !== '')
    return `${known} som andel${whole}`;
  const noun = topic.replace(/^[Aa]ndel /u, '').replace(/, andel \(%\)/u, ',');
  return withoutNoun.test(noun)
    ? `andelen som ${lowerFirst(noun)}`
    : `andelen ${lowerFirst(noun)}${whole}`;
}

/** `Kommunens köp av förskola från privata utförare` → `andelen förskola som kommunen köper från …` */
function boughtFrom(topic: string): string | undefined {
  const [, who = '', what, from] =
    /^(Kommunens|Regionens|) ?köp av (.+?)(?: från (.+))?$/iu.exec(topic) ?? [];
  if (what === undefined) return undefined;
  const buyer = /^region/iu.test(who) || /(?<!\p{L})region/u.test(what) ? 'regionen' : 'kommunen';
  return `andelen ${what} som ${buyer} köper${from === undefined ? '' : ` från ${from}`}`;
}

function perWords({ kind, unit, per }: Figure, title: string): string {
  if (kind === 'rate') return unit.startsWith('per ') ? ` ${unit}` : ` per ${per}`;
  const divides = kind === 'money' || kind === 'amount' || kind === 'time';
  if (!divides || per === '' || per === 'månad' || /^ohälsotal/iu.test(title)) return '';
  const isSaid = title.includes(` per ${per}`) || title.includes(` per producerad ${per}`);
  return isSaid ? '' : ` per ${per}`;
}
