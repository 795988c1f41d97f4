/** Cautions that stand beside a figure. Each is one sentence, or two. */
import type { Area } from '../area.ts';
import { areaNoun, inArea } from './area-names.ts';
import type { MeasureBreak } from '../measure/measure-types.ts';
import { breaksWithin, breakText, surveysNotMade } from './breaks.ts';
import { joinAnd, joinSome } from './list.ts';
import { yearsText } from './measure.ts';
import { formatValue } from './number.ts';
import { numeral } from './ordinal.ts';

const mostNames = 6;

/** `Uppgift saknas för Piteå 2024.`; many are counted; when all lack one the heading says so. */
export function missingNote(missing: readonly Area[], of: number, year: number): string {
  if (missing.length === 0) return '';
  const names = missing.map((area) => area.name);
  if (missing.length === of) return '';
  if (missing.length <= mostNames) return `Uppgift saknas för ${joinAnd(names)} ${year}.`;
  return `Uppgift saknas för ${numeral(missing.length)} av ${numeral(of)} ${year}: ${joinSome(names, mostNames)}.`;
}

/** `Kolada listar inte längre Bräcke. Namn och värden är de sista som Kolada gav.` */
export function unlistedNote(areas: readonly Area[]): string {
  if (areas.length === 0) return '';
  const names = joinAnd(areas.map((area) => area.name));
  return `Kolada listar inte längre ${names}. Namn och värden är de sista som Kolada gav.`;
}

/** `Undersökningen gjordes inte 2021.` where that is known, else that values are missing for all. */
export function unmeasuredNote(kpi: string, years: readonly number[]): string {
  const notMade = years.filter((year) => surveysNotMade[kpi]?.includes(year));
  const missing = years.filter((year) => !notMade.includes(year));
  const parts = [
    notMade.length > 0 ? `Undersökningen gjordes inte ${joinAnd(notMade.map(String))}.` : '',
    missing.length > 0
      ? `Värden saknas för ${joinAnd(missing.map(String))} för alla valda kommuner.`
      : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/**
 * `Värdena kontrolleras: Kolada har …` and, where it is not all of the measure, for whom and when.
 * @param places those that the figure shows; none, and nothing is said
 */
export function underReviewNote(
  state: 'open' | 'refused',
  places: readonly { readonly area?: Pick<Area, 'name'> | undefined; readonly year?: number }[],
): string {
  if (places.length === 0) return '';
  const isWhole = places.some(({ area, year }) => area === undefined && year === undefined);
  const names = places.flatMap(({ area }) => (area === undefined ? [] : [area.name]));
  const years = places.flatMap(({ year }) => (year === undefined ? [] : [String(year)]));
  const parts = [...new Set([...names, ...years])];
  const of = isWhole || parts.length === 0 ? '' : ` för ${joinSome(parts, mostNames)}`;
  return state === 'open'
    ? `Värdena${of} kontrolleras: Koladas senaste svar avviker så mycket att de tidigare värdena visas så länge.`
    : `Värdena${of} skiljer sig från Koladas senaste svar, som har granskats och inte tagits in.`;
}

/** Where it is the name that waits: then none of the new values is taken either. */
export function nameUnderReviewNote(state: 'open' | 'refused'): string {
  return state === 'open'
    ? 'Namnet kontrolleras: Kolada har gett nyckeltalet ett annat namn eller en annan enhet, och det tidigare namnet och de tidigare värdena visas så länge.'
    : 'Kolada har gett nyckeltalet ett annat namn eller en annan enhet. Det har granskats och inte tagits in, och det tidigare namnet och de tidigare värdena visas.';
}

export function preliminaryNote(year: number | null, years: readonly number[]): string {
  return year !== null && years.includes(year)
    ? `Värdena för ${year} är preliminära enligt Kolada och kan komma att ändras.`
    : '';
}

export function breakNotes(
  kpi: { readonly breaks: readonly MeasureBreak[] },
  years: readonly number[],
): string[] {
  return [...new Set(breaksWithin(kpi, years).map(breakText))];
}

/** @param lastYear year that the title gives as the last, if any */
export function discontinuedNote(lastYear: number | undefined): string {
  return lastYear === undefined
    ? 'Nyckeltalet är nedlagt; Kolada fyller inte på med fler år.'
    : `Nyckeltalet är nedlagt; ${lastYear} är det sista året.`;
}

/** For money compared over years without adjustment. */
export const currentPrices = 'Beloppen är i löpande priser, inte omräknade för inflation.';

export const riketWeighted =
  'Riket är i regel ett vägt medelvärde, där stora kommuner väger tyngre, och rangordnas inte.';

/** A group's value is the plain mean of its members. */
export function groupNote(groups: readonly Area[]): string {
  if (groups.length === 0) return '';
  const names = joinAnd(groups.map((group) => group.name));
  return `${names}: ovägt medelvärde av de kommuner i gruppen som har lämnat en uppgift.`;
}

/** When shares come both as whole numbers and with decimals. */
export const mixedPrecision =
  'Några värden är angivna i hela tal och andra med decimaler. Skillnader som är mindre än avrundningen säger inget om ordningen.';

/** `Färre än 30 svarade på undersökningen i Bräcke 2024. Enstaka svar kan påverka värdet mycket.` */
export function fewAnswersNote(areas: readonly Area[], year: number): string {
  if (areas.length === 0) return '';
  const where = joinSome(
    areas.map((area) => area.name),
    mostNames,
  );
  const effect = areas.length === 1 ? 'värdet' : 'värdena';
  return `Färre än 30 svarande i ${where} ${year}. Enstaka svar kan påverka ${effect} mycket.`;
}

/** @param rate percent of the employees asked who answered */
export function lowResponseNote(area: Area, rate: number, year: number): string {
  return `Bara ${formatValue(rate, '%')} svarade på medarbetarenkäten ${inArea(area)} ${year}. Värdet behöver inte gälla alla anställda.`;
}

/** When ranked areas are fewer than three. */
export function tooFewNote(count: number, kind: 'municipality' | 'region'): string {
  return `Bara ${numeral(count)} ${areaNoun(kind, count)} har ett värde, så ingen rangordning görs.`;
}

/** `Senaste året skiljer sig: …` when KPIs shown together come from different years. */
export function mixedYearsNote(
  parts: readonly { readonly short: string; readonly year: number }[],
): string {
  if (new Set(parts.map(({ year }) => year)).size < 2) return '';
  return `Olika år: ${joinAnd(parts.map(({ short, year }) => `${short} avser ${year}`))}.`;
}

/** Years asked for that hold no value at all: `Det finns inga värden för 2022.` */
export function emptyYearsNote(years: readonly number[]): string {
  return years.length === 0 ? '' : `Det finns inga värden för ${yearsText(years)}.`;
}

/** For a KPI that is in the catalogue but has no values in the release. */
export const notHeld = 'Värdena är inte hämtade från Kolada än.';

export const relationIsNotCause =
  'Diagrammet visar hur kommunerna ligger, inte att det ena beror på det andra.';

export function relationNeedsTwo(): string {
  return 'Samband visas mellan två nyckeltal. Lägg till ett nyckeltal för att se hur de hänger ihop.';
}

export function relationShowsFirstTwo(): string {
  return 'Samband visas mellan de två första nyckeltalen.';
}

/** When the release holds so few areas that the spread is not the country's. */
export function spreadFewNote(count: number, kind: 'municipality' | 'region'): string {
  const all = kind === 'region' ? '21 regioner' : '290 kommuner';
  return `Utgåvan har värden för bara ${numeral(count)} av ${all}. Spridningen gäller dem, inte hela landet.`;
}

export const spreadNotHeld =
  'Spridningen över alla kommuner är inte tillgänglig just nu. Diagrammet visar bara de valda.';
