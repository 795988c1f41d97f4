import { slugify, type Area } from '../area.ts';
import { countyNames } from '../text/county-names.ts';

/** A hit: one area, or all kommuner of a county. */
export type AreaHit =
  | { readonly kind: 'area'; readonly area: Area }
  | { readonly kind: 'county'; readonly name: string; readonly members: readonly Area[] };

/**
 * Areas and counties whose name fits what is typed; å, ä, ö and case are forgiven.
 * Names that begin with the text come first, then names with a word that does, then the rest.
 * @param most how many hits to give
 */
export function searchAreas(areas: readonly Area[], text: string, most = 12): AreaHit[] {
  const wanted = slugify(text);
  if (wanted === '') return [];
  return [...areas.map((area) => ({ kind: 'area', area }) as const), ...counties(areas)]
    .map((hit) => ({ hit, rank: rankOf(slugify(hitName(hit)), wanted) }))
    .filter(({ rank }) => rank < noFit)
    .toSorted((a, b) => a.rank - b.rank || hitName(a.hit).localeCompare(hitName(b.hit), 'sv'))
    .slice(0, most)
    .map(({ hit }) => hit);
}

export function hitName(hit: AreaHit): string {
  return hit.kind === 'area' ? hit.area.name : hit.name;
}

const noFit = 3;

function rankOf(name: string, wanted: string): number {
  if (name.startsWith(wanted)) return 0;
  if (name.includes(`-${wanted}`)) return 1;
  return name.includes(wanted) ? 2 : noFit;
}

function counties(areas: readonly Area[]): AreaHit[] {
  const kommuner = areas.filter(({ kind }) => kind === 'municipality');
  return Object.entries(countyNames).flatMap(([code, name]) => {
    const members = kommuner
      .filter(({ county }) => county === code)
      .toSorted((a, b) => a.name.localeCompare(b.name, 'sv'));
    return members.length === 0 ? [] : [{ kind: 'county', name, members } as const];
  });
}
