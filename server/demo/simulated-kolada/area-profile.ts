import type { Catalogue } from './catalogue.ts';
import { fraction, hashText } from './hash.ts';

export interface AreaProfile {
  readonly id: string;
  readonly seed: number;
  readonly kind: 'kommun' | 'region' | 'riket' | 'group';
  /** Stand-in for population, for Riket's weighted mean. */
  readonly weight: number;
  /** Of a group its members; of Riket every kommun and region. */
  readonly members: readonly AreaProfile[];
}

/** Kommuner and regions first, then groups, in the catalogue's order; keys are ids. */
export function areaProfiles(catalogue: Catalogue, seed: number): Map<string, AreaProfile> {
  const profile = (
    id: string,
    kind: AreaProfile['kind'],
    members: readonly AreaProfile[] = [],
  ): AreaProfile => {
    const own = hashText(id) ^ seed;
    return { id, seed: own, kind, weight: 0.2 + 20 * fraction(own, 9, 9) ** 4, members };
  };
  const areas = new Map<string, AreaProfile>();
  for (const { id, type } of catalogue.municipalities) {
    if (id !== '0000') areas.set(id, profile(id, type === 'K' ? 'kommun' : 'region'));
  }
  const all = new Map([['0000', profile('0000', 'riket', [...areas.values()])], ...areas]);
  for (const { id, members } of catalogue.groups) {
    const found = members.flatMap(({ member_id }) => areas.get(member_id) ?? []);
    all.set(id, profile(id, 'group', found));
  }
  return all;
}
