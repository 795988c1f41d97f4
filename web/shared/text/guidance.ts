/** "Vad bör jag veta?": the objections that are always raised against a comparison, answered. */
import type { ComparisonAnswer, ReformEvent } from '../api.ts';
import { factsOf, yearFacts, type KpiFacts } from '../figure/facts.ts';
import type { FigureContext } from '../figure/figure-context.ts';
import { beforeAfter } from '../statistics/before-after.ts';
import { rankBand } from '../statistics/rank-band.ts';
import { beforeAfterRule, beforeAfterText } from './before-after.ts';
import { areaNoun, inArea } from './area-names.ts';
import { eventLabel, eventPeriod } from './events.ts';
import { seriesOf } from './finding-line.ts';
import { fewestRanked } from './finding.ts';
import { shortName } from './kpi-names.ts';
import { joinAnd, joinSome } from './list.ts';
import { yearsText } from './measure.ts';
import { breakNotes } from './notes.ts';
import { capital, numeral } from './ordinal.ts';
import { trendText } from './trend.ts';

/** Percentage points; about what a hundred answers of a few hundred clients give. */
const assumedMargin = 3;

export interface Guidance {
  readonly question: string;
  readonly answer: string;
}

/** Questions in the order they are raised; a question that has no answer here is left out. */
export function guidance(answer: ComparisonAnswer, context: FigureContext): Guidance[] {
  const gender = answer.query.genders[0] ?? 'T';
  const facts = answer.kpis.map((kpi) => factsOf(answer, kpi, gender));
  const pairs: Guidance[] = [
    { question: 'Vem har lämnat uppgiften?', answer: perKpi(facts, reporter) },
    { question: 'När är det mätt?', answer: measured(facts) },
    { question: 'Är definitionen densamma för alla?', answer: perKpi(facts, definition) },
    { question: 'Hur många har svarat?', answer: perKpi(facts, answers) },
    { question: 'Kan skillnaden bero på slumpen?', answer: chance(facts) },
    { question: 'Är förändringen en trend?', answer: perKpi(facts, trendText) },
    {
      question: 'Hur gick det efter reformen?',
      answer: perKpi(facts, (one) => reforms(one, context.events)),
    },
    { question: specialQuestion(facts), answer: special(facts, context.events) },
  ];
  return pairs.filter(({ answer: text }) => text !== '');
}

/** Names the KPI before its text when there are several with different texts. */
function perKpi(facts: readonly KpiFacts[], tell: (facts: KpiFacts) => string): string {
  const told = facts
    .map((one) => ({ name: shortName(one.kpi), text: tell(one) }))
    .filter(({ text }) => text !== '');
  const texts = new Set(told.map(({ text }) => text));
  if (texts.size <= 1) return [...texts].join('');
  return told.map(({ name, text }) => `${name}: ${text}`).join(' ');
}

/** The source that Kolada's own definition names last: `Källa: SCB:s Räkenskapssammandrag`. */
function reporter({ kpi }: KpiFacts): string {
  const named = /Källa:\s*([^.\n]+(?:\.(?!\s|$)[^.\n]*)*)/.exec(kpi.description ?? '')?.[1]?.trim();
  if (named !== undefined) return `Enligt Kolada: ${named}.`;
  return kpi.set === 'hme'
    ? 'Kommunens egen medarbetarenkät, som det är frivilligt att rapportera.'
    : '';
}

function measured(facts: readonly KpiFacts[]): string {
  const dated = facts.filter(({ years }) => years.length > 0);
  const years = new Set(dated.map(({ years }) => yearsText(years)));
  if (years.size <= 1) return years.size === 0 ? '' : `Värdena avser ${[...years].join('')}.`;
  const each = dated.map(({ kpi, years }) => `${shortName(kpi)} avser ${yearsText(years)}`);
  return `${joinAnd(each)}.`;
}

function definition({ kpi, years }: KpiFacts): string {
  const breaks = breakNotes(kpi, years);
  const kolada = 'Kolada använder samma definition för alla kommuner ett givet år.';
  return [kolada, ...breaks].join(' ');
}

function answers(facts: KpiFacts): string {
  const year = facts.years.at(-1);
  if (year === undefined) return '';
  const { peers, peerCount, peerKind } = yearFacts(facts, year);
  const share = `${capital(numeral(peers.length))} av ${numeral(peerCount)} valda ${areaNoun(peerKind, peerCount)} har ett värde ${year}.`;
  const few = /^(Brukarbedömning|Medarbetarengagemang|HME)/.test(facts.kpi.title)
    ? ' Värdet bygger på en enkät; antalet svar skiljer sig mellan kommunerna och är litet i små kommuner.'
    : '';
  return peerCount === 0 ? '' : `${share}${few}`;
}

function chance(facts: readonly KpiFacts[]): string {
  const surveys = facts.filter(({ kpi }) => /^(Brukarbedömning|Medarbetar|HME)/.test(kpi.title));
  const ranked = facts.some((one) => {
    const year = one.years.at(-1);
    return year !== undefined && yearFacts(one, year).ranking.n >= fewestRanked;
  });
  const parts = [
    surveys.length === 0
      ? ''
      : 'Ja. I enkäter kan några procentenheter upp eller ner vara slump, mer ju färre som svarat. Jämför hellre flera år än ett.',
    ...surveys.map(bandText),
    ranked ? 'Platser nära varandra skiljer ofta mycket lite: se till värdena före ordningen.' : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** The places left open if every share were off by three percentage points either way. */
function bandText(facts: KpiFacts): string {
  const { focus, kpi, years } = facts;
  const year = years.at(-1);
  if (focus === undefined || year === undefined || kpi.form !== '%') return '';
  const { peers } = yearFacts(facts, year);
  const items = peers.map(({ area, value }) => ({ id: area.id, value }));
  const band = rankBand(items, focus.id, { margin: assumedMargin, unit: kpi.form });
  if (band === undefined || band.n < fewestRanked) return '';
  const [from, to] = [band.n + 1 - band.high, band.n + 1 - band.low];
  const places = from === to ? `plats ${from}` : `någonstans på plats ${from}–${to}`;
  return `Om varje värde kan slå ${assumedMargin} procentenheter fel åt endera hållet ligger ${focus.name} ${places === `plats ${from}` ? `ändå på ${places}` : places} av ${band.n} ${year}, räknat från högst (${shortName(kpi)}).`;
}

/** The own reforms that have years on both sides, against the other chosen kommuner. */
function reforms(facts: KpiFacts, events: readonly ReformEvent[]): string {
  const { focus, areas, years, kpi } = facts;
  if (focus === undefined || years.length < 3) return '';
  const others = areas.filter((area) => area !== focus && area.kind === focus.kind);
  const told = events
    .filter(({ municipality }) => municipality === focus.id)
    .flatMap((event) => {
      const result = beforeAfter(
        seriesOf(facts, focus),
        others.map((area) => seriesOf(facts, area)),
        Number(event.from.slice(0, 4)),
      );
      const name = { name: focus.name, event: eventLabel(event), unit: kpi.form };
      return result === undefined ? [] : [beforeAfterText(result, name)];
    });
  return told.length === 0 ? '' : `${told.join(' ')} ${beforeAfterRule}`;
}

function specialQuestion(facts: readonly KpiFacts[]): string {
  const focus = facts[0]?.focus;
  return focus === undefined ? 'Är kommunerna lika?' : `Är ${focus.name} ett specialfall?`;
}

function special(facts: readonly KpiFacts[], events: readonly ReformEvent[]): string {
  const focus = facts[0]?.focus;
  if (focus === undefined || focus.kind !== 'municipality') return '';
  const own = events.filter(({ municipality }) => municipality === focus.id);
  const told = own.map((event) => `${event.title} (${eventPeriod(event)})`);
  const base =
    'Kommuner skiljer sig i ålder, avstånd och storlek, och det påverkar både kostnad och resultat. Jämför också med Koladas liknande kommuner.';
  if (told.length === 0) return base;
  return `${base} Händelser ${inArea(focus)}: ${joinSome(told, 6)}.`;
}
