import type { Area, Group, ListAnswer } from '../shared/api.ts';
import { createAreaDirectory, type AreaDirectory } from '../shared/area.ts';
import { getJson } from './api.ts';

/** The areas that this page has met, and the way to get all of them. */
export interface AreaSource {
  /** What is known now; group ids are taken on trust. */
  readonly directory: AreaDirectory;
  /** What an answer calls them; a locked one as its release did. */
  learn(areas: readonly Area[]): void;
  /** As `learn`, but where an answer has named an area, that stands. */
  meet(areas: readonly Area[]): void;
  /** Every kommun, region and Riket, fetched once; a failure is tried again next time. */
  all(): Promise<AreaDirectory>;
  /** Groups that are about a kommun: those it is a member of and those made for it. */
  groupsFor(area: Area): Promise<readonly Group[]>;
}

export function createAreaSource(): AreaSource {
  const known = new Map<string, Area>();
  let directory = trusting(known);
  let loading: Promise<AreaDirectory> | undefined;
  const groups = new Map<string, Promise<readonly Group[]>>();

  const learn = (areas: readonly Area[]) => {
    for (const area of areas) known.set(area.id, area);
    directory = trusting(known);
  };
  const meet = (areas: readonly Area[]) => learn(areas.filter(({ id }) => !known.has(id)));
  const load = async () => {
    const { items } = await getJson<ListAnswer<Area>>('/api/v1/municipalities');
    meet(items);
    return directory;
  };
  return {
    get directory() {
      return directory;
    },
    learn,
    meet,
    all() {
      loading ??= load();
      loading.catch(() => (loading = undefined));
      return loading;
    },
    groupsFor({ id, name }) {
      const found = groups.get(id) ?? loadGroups(id, name);
      groups.set(id, found);
      found.catch(() => groups.delete(id));
      return found;
    },
  };
}

const groupId = /^G\d+$/i;

function trusting(known: ReadonlyMap<string, Area>): AreaDirectory {
  const directory = createAreaDirectory([...known.values()]);
  return {
    ...directory,
    find(slugOrId) {
      const area = directory.find(slugOrId);
      if (area !== undefined || !groupId.test(slugOrId)) return area;
      const id = slugOrId.toUpperCase();
      return { id, slug: id, name: id, kind: 'group' };
    },
  };
}

/** "Liknande kommuner …, Bräcke, 2024" is Bräcke's; other kommuners' lists of likes are left out. */
async function loadGroups(id: string, name: string): Promise<readonly Group[]> {
  const query = new URLSearchParams({ kommun: id });
  const { items } = await getJson<ListAnswer<Group>>(`/api/v1/groups?${query}`);
  const ownList = (title: string) => title.includes(`, ${name},`);
  return items
    .filter(({ title }) => !title.startsWith('Liknande') || ownList(title))
    .toSorted((a, b) => rank(a) - rank(b) || a.title.localeCompare(b.title, 'sv'));
}

function rank({ title }: Group): number {
  if (title.startsWith('Liknande kommuner äldreomsorg')) return 0;
  return title.startsWith('Liknande') ? 1 : 2;
}
