import type { MeasureKind } from './measure-types.ts';
import { lowerFirst } from './title.ts';
import { topicOf } from './topic.ts';

/**
 * The subject of a measure that a survey has asked for, or that tells of the survey itself;
 * undefined for any other.
 */
export function surveySubject(title: string, topic: string, kind: MeasureKind): string | undefined {
  return (
    statement(title) ??
    question(title) ??
    response(title, topic) ??
    answers(title, topic) ??
    uncertainty(title) ??
    (kind === 'code' ? undefined : item(topic, kind))
  );
}

/** `HME förskola, index för påståendet …` */
function statement(title: string): string | undefined {
  const [, where = '', said] = /^(HME.*?), index för påståendet (.+)$/u.exec(title) ?? [];
  return said === undefined ? undefined : `indexet för påståendet ”${said}” i ${where}`;
}

/** `Elever i åk 5: Känner du …? Andel som svarat "Alltid" eller "Ofta", (%)` */
function question(title: string): string | undefined {
  const [, who = '', asked = '', answers] =
    /^([^:?]{3,60}): ?(.+?\?[^?]{0,40}?) ?[Aa]ndel som (?:har )?svarat (.+?),? ?\(%\)$/u.exec(
      title,
    ) ?? [];
  if (answers === undefined) return undefined;
  return `andelen ${lowerFirst(who)} som svarat ${quotes(answers)} på frågan ”${asked.trim()}”`;
}

function response(title: string, topic: string): string | undefined {
  if (!/svarsfrekvens/iu.test(title)) return undefined;
  const survey = topic.replace(/[\s,–-]*svarsfrekvens(?:en)?/iu, '').replace(/[\s,–-]+$/u, '');
  return survey === '' ? 'svarsfrekvensen' : `svarsfrekvensen för ${surveyName(survey)}`;
}

function answers(title: string, topic: string): string | undefined {
  return /antal svar$|svarande, antal$/iu.test(title)
    ? `antalet svar i ${surveyName(topic.replace(/[\s,–-]+(?:svarande|antal svar)$/iu, ''))}`
    : undefined;
}

function uncertainty(title: string): string | undefined {
  const [, of] = /^Osäkerhetstal - (.+)$/iu.exec(title) ?? [];
  return of === undefined ? undefined : `osäkerhetstalet för ”${quotes(topicOf(of))}”`;
}

const isSurvey =
  /^(?:medborgarund|NTU|brukarbed|deltagarbed|enhetsund|servicem|företagsklimat|HME|medarbetareng|kvalitetsind|patientup|huvudmanna|uppnådda)/iu;

/** `Brukarbedömning hemtjänst äldreomsorg - helhetssyn`, and `Miljökvalitet - Kommunindex`. */
function item(topic: string, kind: MeasureKind): string | undefined {
  const [, name = '', asked] = /^(.+?) +- +(.+)$/u.exec(topic) ?? [];
  if (asked === undefined) return undefined;
  const [, index, more = ''] = /^(\p{L}*index)(.*)$/iu.exec(asked) ?? [];
  if (index !== undefined) return `${index.toLowerCase()}et för ${surveyName(name)}${more}`;
  return isSurvey.test(name)
    ? `${heads[kind] ?? 'måttet'} för ”${quotes(asked)}” i ${surveyName(name)}`
    : undefined;
}

const heads: Partial<Record<MeasureKind, string>> = {
  share: 'andelen',
  index: 'indexet',
  score: 'medelvärdet',
  count: 'antalet',
  rate: 'antalet',
  time: 'tiden',
};

function surveyName(name: string): string {
  return lowerFirst(name)
    .replace(/^(?:bruk|delt)arbedömning(?!en)/u, (word) => `${word}en av`)
    .replace(/^servicemätning(?!en)/u, 'servicemätningen');
}

/** Straight quotation marks as Swedish ones. */
function quotes(text: string): string {
  return text.replaceAll('"', '”');
}
