/** What a table says: headings and the words for a gap. */
import type { Area } from '../area.ts';
import type { Observation } from '../api.ts';
import { formatValue } from './number.ts';

export const columnText = {
  change: 'Förändring',
  gap: 'Skillnad (kvinnor − män)',
  place: 'Plats',
} as const;

/** First column: what is listed. */
export function areaColumn(areas: readonly Area[]): string {
  if (areas.every((area) => area.kind === 'municipality')) return 'Kommun';
  return areas.every((area) => area.kind === 'region') ? 'Region' : 'Område';
}

/** A value with unit, or why there is none. */
export function cellText(observation: Observation | undefined, unit: string): string {
  if (observation === undefined) return missingText;
  if (observation.value !== null) return formatValue(observation.value, unit);
  return gapText(observation.status);
}

export const missingText = 'saknas';

/** Kolada's word for a gap, explained; an unknown word is shown as it came. */
export function gapText(status: string): string {
  const word = status.trim().toLowerCase();
  if (word === '' || word === 'missing') return missingText;
  if (/privat|confiden|sekretess|secre/.test(word)) return 'visas inte (sekretess)';
  if (/applic|tillämp/.test(word)) return 'ej tillämpligt';
  if (word === 'nopriceindex') return 'saknas (inget prisindex)';
  return `saknas (${status.trim()})`;
}
