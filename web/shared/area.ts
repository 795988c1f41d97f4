/** What Kolada calls a municipality is here an area: kommun, region, Riket or a group of kommuner. */
export type AreaKind = 'municipality' | 'region' | 'country' | 'group';

export interface Area {
  /** Kolada's id: four digits, or `G` and digits for a group. */
  readonly id: string;
  /** What the address says: `bracke`, `region-skane`, `riket`; a group's slug is its id. */
  readonly slug: string;
  readonly name: string;
  readonly kind: AreaKind;
  /** Two-digit county code of a kommun (the first two digits of its own). */
  readonly county?: string;
}

/** Finds areas by what a reader may write in the address: slug, id, or the name itself. */
export interface AreaDirectory {
  readonly areas: readonly Area[];
  find(text: string): Area | undefined;
}

/** A name as typed by hand: letters, spaces and hyphens, no control characters. */
const plainName = /^[\p{L} -]{2,60}$/u;

/** @param areas every area that may be named; slugs and ids are unique across the list */
export function createAreaDirectory(areas: readonly Area[]): AreaDirectory {
  const byKey = new Map<string, Area>();
  for (const area of areas) {
    byKey.set(area.slug.toLowerCase(), area);
    byKey.set(area.id.toLowerCase(), area);
  }
  for (const area of areas) {
    const name = slugify(area.name);
    if (area.kind === 'region' && !byKey.has(name)) byKey.set(name, area);
  }
  const find = (text: string) => byKey.get(text.toLowerCase());
  return {
    areas,
    find: (text) => find(text) ?? (plainName.test(text) ? find(slugify(text)) : undefined),
  };
}

/** Lower-case ASCII of a name: `Härryda` → `harryda`, `Region Skåne` → `region-skane`. */
export function slugify(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/**
 * Areas from Kolada's list (`type` K or L) with kind, slug and county worked out.
 * Where two names give one slug (Håbo, Habo) both get `-kod`, as does a name that gives no slug or
 * one that could be taken for an id.
 */
export function toAreas(
  list: readonly { readonly id: string; readonly title: string; readonly type: string }[],
): Area[] {
  const named = list.map(({ id, title, type }) => {
    const slug = slugify(title);
    const kind = id === '0000' ? 'country' : type === 'L' ? 'region' : 'municipality';
    return { id, title, kind, slug, own: kind === 'region' ? regionSlug(slug) : slug } as const;
  });
  const slugs = countOf(named.map(({ slug }) => slug));
  const owns = countOf(named.map(({ own }) => own));
  const ids = new Set(list.map(({ id }) => id.toLowerCase()));
  return named.map(({ id, title, kind, slug, own }) => {
    const isUnique = slugs.get(slug) === 1 && owns.get(own) === 1;
    const isTaken = ids.has(own) || /^g?\d+$/.test(own);
    const unique = isUnique && !isTaken ? own : `${own}-${id}`;
    const base = { id, slug: own === '' ? id : unique, name: title, kind } as const;
    return kind === 'municipality' ? { ...base, county: id.slice(0, 2) } : base;
  });
}

function countOf(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

/** Every region's slug begins alike: `vastra-gotalandsregionen` → `region-vastra-gotaland`. */
function regionSlug(slug: string): string {
  return slug.startsWith('region-') ? slug : `region-${slug.replace(/s?-?regionen$/, '')}`;
}
