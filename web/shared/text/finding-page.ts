/** The page's own finding, over all its KPIs. */
import type { YearFacts } from '../figure/facts.ts';
import type { View } from '../comparison/comparison.ts';
import type { Figure } from '../figure/figure.ts';
import { countAreas, genitive } from './area-names.ts';
import { barHeading, barSummary, extremesSentence, fewestRanked, ownSentence } from './finding.ts';
import { briefNoun } from './kpi-words.ts';
import { joinAnd } from './list.ts';
import { mixedYearsNote } from './notes.ts';
import { formatValue } from './number.ts';
import { capital, numeral } from './ordinal.ts';
import { placeWords, third } from './position.ts';

export interface PageText {
  readonly heading: string;
  readonly lede: string;
}

/**
 * @param findings the latest year shown of each KPI, in the order asked; KPIs without values left out
 * @param figures the figures made of them, whose own heading serves when there is one KPI
 */
export function pageText(
  findings: readonly YearFacts[],
  figures: readonly Pick<Figure, 'heading' | 'summary'>[],
  view: View,
): PageText {
  const [first, second] = judgedFirst(findings);
  const figure = figures[0];
  if (figure === undefined) return { heading: chooseKpi, lede: '' };
  if (first === undefined) return { heading: figure.heading, lede: figure.summary };
  if (second === undefined || figures.length === 1 || !pageViews.includes(view))
    return {
      heading: view === 'samband' ? figure.heading : named(first, figure.heading),
      lede: figure.summary,
    };
  if (findings.length === 2) return pairText(first, second);
  const price = findings.length <= fewKpis ? findings.find(isCost) : undefined;
  if (price !== undefined && !isCost(first) && shortHeading(first) !== undefined)
    return pairText(first, price);
  return manyText(findings);
}

/** Views whose figures show one year's places, so that a page can sum them up. */
const pageViews: readonly View[] = ['stapel', 'tabell', 'spridning', 'linje'];

export const chooseArea = 'Välj minst en kommun att jämföra';
const chooseKpi = 'Välj minst ett nyckeltal att jämföra';

/** Up to this many, what is judged and what it costs still sum up the page; more are counted. */
const fewKpis = 4;

function isCost({ kpi }: YearFacts): boolean {
  return kpi.set === 'cost';
}

/** KPIs that have a good direction before those that have none: satisfaction before its cost. */
function judgedFirst(findings: readonly YearFacts[]): readonly YearFacts[] {
  const judged = findings.filter(({ kpi }) => kpi.goodDirection !== 'neutral');
  return [...judged, ...findings.filter((finding) => !judged.includes(finding))];
}

function named({ words }: YearFacts, heading: string): string {
  return words.general ? `${words.short}: ${heading}` : heading;
}

function pairText(first: YearFacts, second: YearFacts): PageText {
  const lede = [
    briefSummary(first, false),
    briefSummary(second, true),
    mixedYearsNote([first, second].map(({ words, year }) => ({ short: words.short, year }))),
  ];
  return {
    heading: pairHeading(first, second),
    lede: lede.filter((sentence) => sentence !== '').join(' '),
  };
}

/** `Bräcke har högst nöjdhet av sju kommuner 2024, till en kostnad i mitten`. */
function pairHeading(first: YearFacts, second: YearFacts): string {
  const heading = shortHeading(first);
  if (heading === undefined) return named(first, barHeading(first));
  const isPrice = isCost(second) && !isCost(first) && first.year === second.year;
  const price = isPrice ? costTail(second) : undefined;
  if (price !== undefined) return `${heading}, ${price}`;
  return twoPlaces(first, second) ?? heading;
}

function shortHeading(finding: YearFacts): string | undefined {
  const { focus, ranking, words, kpi, year, peerKind } = finding;
  const standing = focus && ranking.standing(focus.id);
  if (focus === undefined || standing === undefined || words.general) return undefined;
  if (ranking.n < fewestRanked || ranking.level || standing.same.length > 0) return undefined;
  const place = placeWords(standing, kpi.goodDirection);
  if (place === undefined) return undefined;
  const among = `av ${countAreas(ranking.n, peerKind)} ${year}`;
  if (place === 'högst' || place === 'lägst')
    return `${focus.name} har ${place} ${briefNoun(words)} ${among}`;
  return `${genitive(focus.name)} ${briefNoun(words)} är ${place} ${among}`;
}

/** `Bräcke har högst nöjdhet och näst lägst kostnad av sju kommuner 2024`. */
function twoPlaces(first: YearFacts, second: YearFacts): string | undefined {
  if (first.ranking.n !== second.ranking.n || first.year !== second.year) return undefined;
  if (shortHeading(second) === undefined) return undefined;
  const places = [first, second].map(({ focus, ranking, kpi, words }) => {
    const standing = focus && ranking.standing(focus.id);
    return `${standing && placeWords(standing, kpi.goodDirection)} ${briefNoun(words)}`;
  });
  return `${first.focus?.name} har ${joinAnd(places)} av ${countAreas(first.ranking.n, first.peerKind)} ${first.year}`;
}

function costTail({ focus, ranking, words, kpi }: YearFacts): string | undefined {
  const standing = focus && ranking.standing(focus.id);
  if (standing === undefined || ranking.n < fewestRanked || ranking.level) return undefined;
  if (third(standing) === 'middle') return `till en ${words.head} i mitten`;
  const place = placeWords(standing, kpi.goodDirection);
  return place === undefined ? undefined : `till ${place} ${words.head}`;
}

/** Own value with its place, then the extremes when `full`. */
function briefSummary(finding: YearFacts, full: boolean): string {
  const { focus, ranking, kpi } = finding;
  const own = ownSentence(finding, !full);
  const standing = focus && ranking.standing(focus.id);
  if (own === '' || standing === undefined) return barSummary(finding);
  if (!full || ranking.n < fewestRanked || ranking.level) return own;
  const place = placeWords(standing, kpi.goodDirection);
  const placed = place === undefined ? '' : `, ${place} av ${numeral(ranking.n)}`;
  const extremes = extremesSentence(finding);
  if (placed === '') return `${own} ${extremes}`;
  return `${own.slice(0, -1)}${placed}; ${extremes}`;
}

/** Several KPIs: how many the own area is at the top or the bottom of. */
function manyText(findings: readonly YearFacts[]): PageText {
  const focus = findings[0]?.focus;
  const ranked = findings.filter(({ ranking, focus }) => {
    const standing = focus && ranking.standing(focus.id);
    return standing !== undefined && ranking.n >= fewestRanked && !ranking.level;
  });
  const lede = findings.slice(0, 3).map(({ words, kpi, focusValue }, i) => {
    const finding = findings[i];
    if (focusValue === null || finding === undefined) return '';
    if (words.general) return `${words.short}: ${formatValue(focusValue, kpi.form)}.`;
    return ownSentence(finding, i === 0);
  });
  if (focus === undefined || ranked.length === 0)
    return {
      heading: `${capital(numeral(findings.length))} nyckeltal`,
      lede: lede.join(' ').trim(),
    };
  const count = (end: 'highest' | 'lowest') =>
    ranked.filter(({ ranking }) => ranking[end].includes(focus.id)).length;
  const parts = [
    { count: count('highest'), words: 'högst värde' },
    { count: count('lowest'), words: 'lägst värde' },
  ].filter((part) => part.count > 0);
  const of = `av ${numeral(findings.length)} nyckeltal`;
  const heading =
    parts.length === 0
      ? `${focus.name} ligger varken högst eller lägst i något ${of}`
      : `${focus.name} har ${joinAnd(parts.map((part) => `${part.words} i ${numeral(part.count, 'neuter')}`))} ${of}`;
  return { heading, lede: lede.filter((sentence) => sentence !== '').join(' ') };
}
