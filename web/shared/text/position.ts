import type { GoodDirection } from '../api.ts';
import type { Standing } from '../statistics/ranking.ts';
import { ordinal } from './ordinal.ts';

export type End = 'low' | 'high';

/** Which end a place is counted from: the nearer one; in the middle, the KPI's good end or the low. */
export function nearerEnd({ fromLow, fromHigh }: Standing, direction: GoodDirection): End {
  if (fromLow !== fromHigh) return fromLow < fromHigh ? 'low' : 'high';
  return direction === 'higher' ? 'high' : 'low';
}

/** `högst`, `näst lägst`, `fjärde lägst`; undefined past the twelfth place from either end. */
export function placeWords(standing: Standing, direction: GoodDirection): string | undefined {
  const end = nearerEnd(standing, direction);
  const place = end === 'low' ? standing.fromLow : standing.fromHigh;
  const superlative = end === 'low' ? 'lägst' : 'högst';
  if (place === 1) return superlative;
  const which = place === 2 ? 'näst' : ordinal(place);
  return which === undefined ? undefined : `${which} ${superlative}`;
}

/** Roughly where: in the middle third, or in the lowest or highest third. */
export function third(standing: Standing): End | 'middle' {
  const middle = (standing.fromLow + standing.n + 1 - standing.fromHigh) / 2;
  const share = (middle - 0.5) / standing.n;
  if (share < 1 / 3) return 'low';
  return share > 2 / 3 ? 'high' : 'middle';
}
