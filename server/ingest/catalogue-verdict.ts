import type { KoladaGroup, KoladaMunicipality } from '../kolada/types.ts';
import type { DistinctRows } from './distinct-rows.ts';
import { chosenRows, conflictChanges, distinctRows } from './distinct-rows.ts';
import type { Draft } from './draft.ts';
import type { HeldFault, HeldKpi, ListChange } from './held-kpi.ts';
import { catalogueId, conflictOf, digestOf } from './held-kpi.ts';
import type { Holds } from './holds.ts';
import type { FoundRetitled, KnownLists, ListTable, Shrunk } from './judge-catalogue.ts';
import { findRetitled, isKoladas, judgeLengths, readKnownLists } from './judge-catalogue.ts';
import { conflictingRows, listLimits } from './judge-limits.ts';
import type { ListVerdict, NamedGroup } from './judge-lists.ts';
import { isBeyond, judgeAreas, judgeGroups, judgeKpis } from './judge-lists.ts';
import { toAreas } from '../../web/shared/area.ts';
import type { KpiRow } from './kpi-row.ts';

/** Kolada's three lists, KPIs as the table holds them. */
export interface Lists {
  readonly kpis: readonly KpiRow[];
  readonly municipalities: readonly KoladaMunicipality[];
  readonly groups: readonly KoladaGroup[];
}

/** What may be taken of the lists. */
export interface CatalogueVerdict {
  readonly kpis: readonly KpiRow[];
  /** KPIs that stay as they are, whether or not they are listed. */
  readonly keptKpis: readonly string[];
  /** Undefined where the list is kept as it is. */
  readonly areas: readonly KoladaMunicipality[] | undefined;
  readonly groups: readonly NamedGroup[] | undefined;
  readonly retitled: FoundRetitled['withValues'];
  readonly held: HeldKpi | undefined;
  /** Whether a human's acceptance is what lets the lists be taken. */
  readonly isAccepted: boolean;
  /** Whether a list has become so short that nothing of the answer is believed. */
  readonly isShort: boolean;
}

type Decided = Pick<Holds, 'accepted' | 'acceptedAt' | 'choiceOf' | 'isRefused'>;

/** Holds Kolada's lists against those of the newest release; pure but for what it reads of the draft. */
export async function judgeCatalogue(
  draft: Draft,
  lists: Lists,
  decided: Decided,
): Promise<CatalogueVerdict> {
  const known = await readKnownLists(draft);
  const came = toDistinct(lists);
  const conflicts = conflictsIn(came, known);
  const choice = decided.choiceOf(catalogueId, conflictOf(heldOf([], conflicts)));
  const settled = withoutConflicts(came, known, choice);
  const shrunk = await judgeLengths(draft, idsOf(lists), decided.acceptedAt(catalogueId));
  const retitled = await findRetitled(draft, settled.kpis);
  const verdicts = judgeAll(draft, { known, settled, retitled });
  const open = choice === undefined ? conflicts : [];
  const found = [verdicts.kpi, verdicts.area, verdicts.area_group];
  const faults = [...shrunk.map(({ fault }) => fault), ...found.flatMap((one) => one.faults)];
  const changes = found.flatMap((one) => one.changes);
  const gone = shrunk.flatMap((one) => one.gone);
  const all = heldOf(faults, [...changes, ...open], gone, open.length);
  const isAccepted = decided.accepted.get(catalogueId)?.digest === digestOf(all);
  const held = isAccepted ? heldOf([], open, [], open.length) : all;
  const isKept = (table: ListTable) =>
    !isAccepted && (verdicts[table].faults.length > 0 || shrunk.some((one) => one.table === table));
  return {
    kpis: isAccepted ? settled.kpis : withKnown(settled.kpis, known, verdicts.kpi),
    keptKpis: [...came.kpis.conflicts.keys(), ...(isAccepted ? [] : goneOf('kpi', shrunk))],
    areas: isKept('area') ? undefined : settled.areas,
    groups: isKept('area_group') ? undefined : settled.groups,
    retitled: retitled.withValues,
    held: held.faults.length === 0 ? undefined : held,
    isAccepted: isAccepted || (choice !== undefined && decided.accepted.has(catalogueId)),
    isShort: !isAccepted && shrunk.length > 0 && !decided.isRefused(held),
  };
}

function heldOf(
  faults: readonly HeldFault[],
  changes: readonly ListChange[],
  gone: readonly string[] = [],
  conflicts = 0,
): HeldKpi {
  const own = conflicts === 0 ? [] : [{ code: conflictingRows, values: conflicts, of: conflicts }];
  return {
    kpi: catalogueId,
    unit: '',
    faults: [...faults, ...own],
    cells: [],
    ...(changes.length > 0 && { changes }),
    ...(gone.length > 0 && { gone }),
  };
}

interface Came {
  readonly kpis: DistinctRows<KpiRow>;
  readonly areas: DistinctRows<KoladaMunicipality>;
  readonly groups: DistinctRows<NamedGroup>;
}

function toDistinct({ kpis, municipalities, groups }: Lists): Came {
  return {
    kpis: distinctRows(kpis),
    areas: distinctRows(municipalities),
    groups: distinctRows(
      groups.map(({ id, title, members }) => ({
        id,
        title,
        // Sorted, so that another order of the same members is not a change.
        members: [...new Set(members.map((member) => member.member_id))].sort(),
      })),
    ),
  };
}

function conflictsIn({ kpis, areas, groups }: Came, known: KnownLists): ListChange[] {
  const title = (list: readonly { readonly id: string; readonly title: string }[]) => {
    const titles = new Map(list.map((row) => [row.id, row.title]));
    return (id: string) => titles.get(id);
  };
  const names = known.areas.map(({ id, name }) => ({ id, title: name }));
  return [
    ...conflictChanges(kpis, { known: title(known.kpis), show: (row) => row.title }),
    ...conflictChanges(areas, {
      known: title(names),
      show: (row) => (row.type === 'L' ? `${row.title} (L)` : row.title),
    }),
    ...conflictChanges(groups, {
      known: title(known.groups),
      show: (row) => `${row.title} (${row.members.length})`,
    }),
  ];
}

interface Settled {
  readonly kpis: readonly KpiRow[];
  readonly areas: readonly KoladaMunicipality[];
  readonly groups: readonly NamedGroup[];
}

/** What contradicts itself is what a human has chosen, or else what was known. */
function withoutConflicts(
  { kpis, areas, groups }: Came,
  known: KnownLists,
  choice: ReturnType<Decided['choiceOf']>,
): Settled {
  const rest = <Row extends { readonly id: string }>(
    { conflicts }: DistinctRows<unknown>,
    rows: readonly Row[],
  ) => (choice === undefined ? rows.filter(({ id }) => conflicts.has(id)) : []);
  const before = known.areas.map(({ id, name, kind }) => {
    const type = kind === 'municipality' ? ('K' as const) : ('L' as const);
    return { id, title: name, type };
  });
  return {
    // Those known are kept by their ids: the row here does not tell all that the table does.
    kpis: [...kpis.rows, ...chosenRows(kpis, choice)],
    areas: [...areas.rows, ...chosenRows(areas, choice), ...rest(areas, before)],
    groups: [...groups.rows, ...chosenRows(groups, choice), ...rest(groups, known.groups)],
  };
}

function idsOf({ kpis, municipalities, groups }: Lists): Record<ListTable, readonly string[]> {
  const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);
  return { kpi: ids(kpis), area: ids(municipalities), area_group: ids(groups) };
}

const nothing: ListVerdict = { faults: [], changes: [] };

/**
 * Of KPIs and groups the snapshot does not tell enough to judge by; its names of areas may be older
 * than Kolada's, but not others' names.
 */
function judgeAll(
  draft: Draft,
  one: {
    readonly known: KnownLists;
    readonly settled: Settled;
    readonly retitled: FoundRetitled;
  },
): Readonly<Record<ListTable, ListVerdict>> {
  const { known, settled, retitled } = one;
  const mayRename = !isKoladas(draft);
  const area = judgeAreas(known.areas, toAreas(settled.areas), mayRename);
  if (mayRename) return { kpi: nothing, area, area_group: nothing };
  const kpis = judgeKpis(known.kpis, settled.kpis);
  const titles = judgeTitles(retitled, known.kpis.length);
  return {
    kpi: {
      faults: [...titles.faults, ...kpis.faults],
      changes: [...titles.changes, ...kpis.changes],
    },
    area,
    area_group: judgeGroups(known.groups, settled.groups),
  };
}

function judgeTitles({ others }: FoundRetitled, known: number): ListVerdict {
  const limit = listLimits.kpisRetitled;
  if (!isBeyond(limit, others.size, known)) return nothing;
  return {
    faults: [{ code: limit.code, values: others.size, of: known }],
    changes: [...others].map(([id, { titles }]) => ({
      id,
      field: 'name',
      before: titles.before.title,
      after: titles.after.title,
    })),
  };
}

/** KPIs with what is held of them as it was. */
function withKnown(
  rows: readonly KpiRow[],
  { kpis }: KnownLists,
  { changes }: ListVerdict,
): readonly KpiRow[] {
  const known = new Map(kpis.map((row) => [row.id, row]));
  const held = Map.groupBy(changes, ({ id }) => id);
  return rows.map((row) => {
    const before = known.get(row.id);
    const own = new Set(held.get(row.id)?.map(({ field }) => field));
    if (before === undefined || own.size === 0) return row;
    return {
      ...row,
      ...(own.has('name') && {
        title: before.title,
        unit: before.unit,
        discontinued: before.discontinued,
      }),
      ...(own.has('description') && { description: before.description }),
      ...(own.has('genders') && { genderSplit: before.genderSplit }),
      ...(own.has('areas') && { municipalityType: before.municipalityType }),
      ...(own.has('sector') && { operatingArea: before.operatingArea }),
    };
  });
}

function goneOf(table: ListTable, shrunk: readonly Shrunk[]): readonly string[] {
  return shrunk.filter((one) => one.table === table).flatMap(({ gone }) => gone);
}
