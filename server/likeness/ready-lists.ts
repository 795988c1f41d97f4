import type { Area, Group } from '../../web/shared/api.ts';
import { countyNames } from '../../web/shared/text/county-names.ts';
import { likenessOwner, likenessRank } from '../../web/shared/text/likeness-groups.ts';
import type { Store } from '../store/store.ts';

/** Kommuner that others have put together, to compare with as they are. */
export interface ReadyLists {
  /** Kolada's "Liknande kommuner …" made for the own kommun, care of the elderly first. */
  readonly likes: readonly Group[];
  /** The own county, and groups that the own kommun is a member of. */
  readonly groups: readonly ReadyList[];
}

/** A county has no id: Kolada knows it only as a group of its own. */
export type ReadyList = Pick<Group, 'title' | 'members'> & Partial<Pick<Group, 'id'>>;

export async function readyLists(
  store: Pick<Store, 'groups' | 'directory'>,
  own: Area,
): Promise<ReadyLists> {
  const all = await store.groups({ member: own.id });
  const likes = all
    .filter(({ title }) => likenessOwner(title) === own.name)
    .toSorted((a, b) => likenessRank(a.title) - likenessRank(b.title));
  const groups = all.filter(
    ({ title, members }) => likenessOwner(title) === undefined && members.length > 1,
  );
  const county = countyOf(store, own).filter(
    (list) => !groups.some((group) => isSame(list, group)),
  );
  return { likes, groups: [...county, ...groups] };
}

function countyOf({ directory }: Pick<Store, 'directory'>, own: Area): readonly ReadyList[] {
  const title = countyNames[own.county ?? ''];
  if (title === undefined) return [];
  const collator = new Intl.Collator('sv');
  const members = directory()
    .areas.filter(({ kind, county }) => kind === 'municipality' && county === own.county)
    .toSorted((a, b) => collator.compare(a.name, b.name));
  return members.length > 1 ? [{ title, members }] : [];
}

function isSame(a: ReadyList, b: ReadyList): boolean {
  const ids = new Set(a.members.map(({ id }) => id));
  return a.members.length === b.members.length && b.members.every(({ id }) => ids.has(id));
}
