import type { KoladaMunicipality } from '../../server/kolada/types.ts';
import { rotated, type ListedKolada } from './listed-kolada.ts';

export const isKommun = ({ type }: KoladaMunicipality) => type === 'K';
/** Areas called otherwise, by id. */
export const named = (names: Readonly<Record<string, string>>) => (lists: ListedKolada) => ({
  ...lists,
  areas: lists.areas.map((area) => ({ ...area, title: names[area.id] ?? area.title })),
});

/** What a broken Kolada may do to its lists, and the code that it is held by. */
export const listFaults: readonly (readonly [
  name: string,
  code: string,
  change: (lists: ListedKolada) => ListedKolada,
])[] = [
  [
    'the name of every kommun is the next one’s',
    'area-names-moved',
    (lists) => ({ ...lists, areas: rotated(lists.areas, 'title', isKommun) }),
  ],
  [
    'two kommuner have each other’s names',
    'area-names-moved',
    named({ '0484': 'Piteå', '2581': 'Eskilstuna' }),
  ],
  ['a kommun has the name of another', 'area-names-moved', named({ '2305': 'Krokom' })],
  [
    'a new kommun has the name of one that is listed',
    'area-names-moved',
    (lists) => ({ ...lists, areas: [...lists.areas, { id: '2399', title: 'Bräcke', type: 'K' }] }),
  ],
  [
    'every area is called Kommun',
    'areas-renamed',
    (lists) => ({ ...lists, areas: lists.areas.map((area) => ({ ...area, title: 'Kommun' })) }),
  ],
  [
    'three kommuner are renamed',
    'areas-renamed',
    named({ '2305': 'Ragunda-Bräcke', '0484': 'Tuna', '1490': 'Viskastad' }),
  ],
  [
    'every area is a region',
    'area-types',
    (lists) => ({ ...lists, areas: lists.areas.map((area) => ({ ...area, type: 'L' })) }),
  ],
  [
    'all members are gone',
    'group-members-lost',
    (lists) => ({ ...lists, groups: lists.groups.map((group) => ({ ...group, members: [] })) }),
  ],
  [
    'the group of all kommuner has lost a third of its members',
    'group-members-lost',
    (lists) => ({
      ...lists,
      groups: lists.groups.map((group) =>
        group.id === 'G2328' ? { ...group, members: group.members.slice(0, 190) } : group,
      ),
    }),
  ],
  [
    'the members of every group are the next one’s',
    'group-members-replaced',
    (lists) => ({ ...lists, groups: rotated(lists.groups, 'members') }),
  ],
  [
    'the title of every group is the next one’s',
    'groups-retitled',
    (lists) => ({ ...lists, groups: rotated(lists.groups, 'title') }),
  ],
  [
    'no KPI has a description',
    'kpi-descriptions-lost',
    (lists) => ({ ...lists, kpis: lists.kpis.map((one) => ({ ...one, description: '' })) }),
  ],
  [
    'the description of every KPI is the next one’s',
    'kpi-descriptions-lost',
    (lists) => ({ ...lists, kpis: rotated(lists.kpis, 'description') }),
  ],
  [
    'the title of every KPI that has no values is the next one’s',
    'kpis-retitled',
    (lists) => ({ ...lists, kpis: rotated(lists.kpis, 'title', ({ id }) => id.startsWith('N1')) }),
  ],
  [
    'no KPI is divided by gender as before',
    'kpi-flags',
    (lists) => ({
      ...lists,
      kpis: lists.kpis.map((one) => ({ ...one, is_divided_by_gender: !one.is_divided_by_gender })),
    }),
  ],
  [
    'every KPI is for regions',
    'kpi-flags',
    (lists) => ({ ...lists, kpis: lists.kpis.map((one) => ({ ...one, municipality_type: 'L' })) }),
  ],
  [
    'a kommun comes twice, first with another name',
    'conflicting-rows',
    (lists) => ({
      ...lists,
      areas: [{ id: '2305', title: 'Hästby', type: 'K' }, ...lists.areas],
    }),
  ],
  [
    'a kommun comes twice, last with another name',
    'conflicting-rows',
    (lists) => ({
      ...lists,
      areas: [...lists.areas, { id: '2305', title: 'Hästby', type: 'K' }],
    }),
  ],
  [
    'a group comes twice, once without members',
    'conflicting-rows',
    (lists) => ({
      ...lists,
      groups: lists.groups.flatMap((group) =>
        group.id === 'G10005' ? [{ ...group, members: [] }, group] : [group],
      ),
    }),
  ],
  [
    'a KPI comes twice, with two titles',
    'conflicting-rows',
    (lists) => ({
      ...lists,
      kpis: lists.kpis.flatMap((one) =>
        one.id === 'N10003' ? [one, { ...one, title: 'Antal hästar' }] : [one],
      ),
    }),
  ],
];
