import type { Area, AreaKind } from '../area.ts';
import { numeral } from './ordinal.ts';

type Named = Pick<Area, 'name' | 'kind'>;

/** `Bräcke` → `Bräckes`; names that end in s, x or z take no more: `Borås`. */
export function genitive(name: string): string {
  return /[sxz]$/i.test(name) ? name : `${name}s`;
}

/** Where a value holds: `i Bräcke`, `i riket`, `i gruppen Liknande kommuner …`. */
export function inArea(area: Named): string {
  if (area.kind === 'country') return 'i riket';
  return area.kind === 'group' ? `i gruppen ${area.name}` : `i ${area.name}`;
}

/** `sju kommuner`, `en kommun`, `12 av`: counted areas of a kind, numbers as words to twelve. */
export function countAreas(count: number, kind: AreaKind): string {
  return `${numeral(count)} ${areaNoun(kind, count)}`;
}

/** `alla sju kommunerna`. */
export function allAreas(count: number, kind: AreaKind): string {
  const noun = { municipality: 'kommunerna', region: 'regionerna' };
  const definite = kind === 'municipality' || kind === 'region' ? noun[kind] : 'områdena';
  return `alla ${numeral(count)} ${definite}`;
}

/** `kommun`/`kommuner`, `region`/`regioner`, `område`/`områden`. */
export function areaNoun(kind: AreaKind, count: number): string {
  if (kind === 'municipality') return count === 1 ? 'kommun' : 'kommuner';
  if (kind === 'region') return count === 1 ? 'region' : 'regioner';
  return count === 1 ? 'område' : 'områden';
}
