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
  /** False where Kolada no longer lists it: it is called what it was last; absent otherwise. */
  readonly listed?: false;
}

/** What an area has been called from release number `since`. */
export interface DatedArea extends Area {
  readonly since: number;
}

/** Finds areas by what a reader may write in the address: slug, id, or the name itself. */
export interface AreaDirectory {
  /** Those that are listed. */
  readonly areas: readonly Area[];
  /** Also one that is no longer listed, and by a slug of before; not where a text has meant several. */
  find(text: string): Area | undefined;
  /** The several areas that a text means, or has meant at different times; empty when it means one or none. */
  candidates(text: string): readonly Area[];
}

/** A name as typed by hand: letters, spaces and hyphens, no control characters. */
const plainName = /^[\p{L} -]{2,60}$/u;

/**
 * A slug leads for ever to the area that had it, and to no other: where several have had the same,
 * at different times, it leads to none of them, and each is reached by `slug-code`.
 *
 * @param areas every area that is listed; slugs and ids are unique across the list
 * @param history what these and others have been called, oldest first; with what holds now
 */
export function createAreaDirectory(
  areas: readonly Area[],
  history: readonly DatedArea[] = areas.map((area) => ({ ...area, since: 0 })),
): AreaDirectory {
  const owners = ownersOf(history);
  const listed = areas.map((area) => withOwnSlug(area, owners));
  const all = new Map(goneFrom(areas, history).map((area) => [area.id, withOwnSlug(area, owners)]));
  for (const area of listed) all.set(area.id, area);

  const byKey = new Map<string, readonly Area[]>();
  for (const [key, ids] of owners) {
    const meant = [...ids].flatMap((id) => all.get(id) ?? []);
    byKey.set(key, meant);
    if (meant.length > 1) for (const area of meant) byKey.set(`${key}-${area.id}`, [area]);
  }
  for (const area of all.values()) byKey.set(area.id.toLowerCase(), [area]);
  // Håbo and Habo give one slug, which neither has: who writes it is asked, and led to none.
  const names = new Map<string, readonly Area[]>();
  for (const area of listed) {
    const key = slugify(area.name);
    names.set(key, [...(names.get(key) ?? []), area]);
  }
  for (const [key, same] of names) if (same.length > 1 && !byKey.has(key)) byKey.set(key, same);
  const meantBy = (text: string) =>
    byKey.get(text.toLowerCase()) ??
    (plainName.test(text) ? byKey.get(slugify(text)) : undefined) ??
    [];
  return {
    areas: listed,
    find: (text) => {
      const [area, ...others] = meantBy(text);
      return others.length === 0 ? area : undefined;
    },
    candidates: (text) => {
      const meant = meantBy(text);
      return meant.length > 1 ? meant : [];
    },
  };
}

type Owners = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Ids of the areas that each slug has led to. A region's bare name is a weaker key, which gives way
 * to a kommun's slug of the same time but has been the region's until then.
 */
function ownersOf(history: readonly DatedArea[]): Owners {
  const owners = new Map<string, Set<string>>();
  const firsts = new Map<string, number>();
  const own = (key: string, id: string) =>
    owners.set(key, (owners.get(key) ?? new Set<string>()).add(id));
  for (const { slug, id, since } of history) {
    const key = slug.toLowerCase();
    own(key, id);
    firsts.set(key, Math.min(since, firsts.get(key) ?? since));
  }
  for (const { kind, name, id, since } of history) {
    const key = slugify(name);
    if (kind === 'region' && since < (firsts.get(key) ?? Infinity)) own(key, id);
  }
  return owners;
}

function withOwnSlug(area: Area, owners: Owners): Area {
  const isShared = (owners.get(area.slug.toLowerCase())?.size ?? 0) > 1;
  return isShared ? { ...area, slug: `${area.slug}-${area.id}` } : area;
}

/** Areas that have left the list, as they were last called. */
function goneFrom(areas: readonly Area[], history: readonly DatedArea[]): readonly Area[] {
  const ids = new Set(areas.map(({ id }) => id));
  const gone = new Map<string, Area>();
  for (const { since: _since, ...area } of history) {
    if (!ids.has(area.id)) gone.set(area.id, { ...area, listed: false });
  }
  return [...gone.values()];
}

/** Lower-case ASCII of a name: `Härryda` → `harryda`, `Region Skåne` → `region-skane`. */
export function slugify(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
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
