/** Words for amounts in fixed prices, which are worked out here and not Kolada's own. */
import type { FixedPrices } from '../api.ts';
import { joinAnd } from './list.ts';

/** How every source of a simulated Kolada begins. */
export const invented = 'Påhittade siffror';

/** What was worked out here must not be said to have Kolada for its source. */
export function isWorkedOut(source: string): boolean {
  return /^egen bearbetning|, omräknade här till /i.test(source);
}

type Named = Pick<FixedPrices, 'year' | 'index'>;

/** `i 2022 års priser`; nothing for each year's own. */
export function pricesOf(prices: Pick<FixedPrices, 'year'> | undefined): string {
  return prices === undefined ? '' : `i ${prices.year} års priser`;
}

/** The unit column of a data file: `kr i 2022 års priser`. */
export function pricedUnit(unit: string, prices: Named | undefined): string {
  return prices === undefined ? unit : `${unit} ${pricesOf(prices)}`;
}

/** The source column of a data file: what was worked out here must not be called Kolada's. */
export function pricedSource(source: string, prices: Named | undefined): string {
  if (prices === undefined) return source;
  if (source.startsWith(invented)) {
    return `${source}, omräknade här till ${prices.year} års priser. Prisindex: ${prices.index}`;
  }
  return `Egen bearbetning av data från ${source.replace(/^källa:\s*/i, '')}, omräknat till ${prices.year} års priser. Prisindex: ${prices.index}`;
}

/** The caution beside a figure, with what was left out for want of an index; the source names that. */
export function fixedPricesNote({ year, withoutIndex }: FixedPrices): string {
  const left =
    withoutIndex.length === 0
      ? ''
      : ` Index saknas för ${joinAnd(withoutIndex.map(String))}, så beloppen för ${withoutIndex.length === 1 ? 'det året' : 'de åren'} visas inte.`;
  return `Beloppen är omräknade till ${year} års priser med konsumentprisindex.${left}`;
}
