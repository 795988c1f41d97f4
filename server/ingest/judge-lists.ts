import type { AreaKind } from '../../web/shared/area.ts';
import type { HeldFault, ListChange } from './held-kpi.ts';
import type { ListLimit } from './judge-limits.ts';
import { largeGroup, listLimits } from './judge-limits.ts';
import { isSameTitle, plainTitle } from './same-title.ts';

/** A kommun, region or Riket as a list names it. */
export interface NamedArea {
  readonly id: string;
  readonly name: string;
  readonly kind: AreaKind;
}

export interface NamedGroup {
  readonly id: string;
  readonly title: string;
  /** Ids, sorted, each once. */
  readonly members: readonly string[];
}

/** What the list says of a KPI beside its title, and a reader meets. */
export interface DescribedKpi {
  readonly id: string;
  readonly description: string | null;
  readonly genderSplit: boolean;
  readonly municipalityType: string;
  readonly operatingArea: string | null;
}

/** What a new list does to the one before it and no honest list does. */
export interface ListVerdict {
  readonly faults: readonly HeldFault[];
  readonly changes: readonly ListChange[];
}

interface Pair<Row> {
  readonly before: Row;
  readonly after: Row;
}

/**
 * Names and kinds of areas. Areas that are new are judged by their names, those that are gone not here.
 * @param mayRename whether what is known is of another age: any number may then have other names,
 * and areas that are new be called what they like
 */
export function judgeAreas(
  before: readonly NamedArea[],
  now: readonly NamedArea[],
  mayRename = false,
): ListVerdict {
  const pairs = pairsOf(before, now);
  const renamed = pairs.filter((one) => !isSameTitle(one.before.name, one.after.name));
  const known = new Map(before.map((area) => [area.id, area]));
  const moved = movedNames(before, now).filter(({ id }) => !mayRename || known.has(id));
  const typed = pairs.filter((one) => one.before.kind !== one.after.kind);
  const { areasRenamed, areaNamesMoved, areaTypes } = listLimits;
  const named = [...renamed.map(({ after }) => after), ...moved];
  return verdictOf(
    [
      [areasRenamed, mayRename ? 0 : renamed.length, pairs.length, []],
      [areaNamesMoved, moved.length, now.length, []],
      [areaTypes, typed.length, pairs.length, typed.map(toKindChange)],
    ],
    [...new Set(named)].map(({ id, name }) => toChange(id, 'name', known.get(id)?.name, name)),
  );
}

/** Areas that are called what another has been called, or is: but for those that were so before. */
function movedNames(before: readonly NamedArea[], now: readonly NamedArea[]): NamedArea[] {
  const listed = new Set(now.map(({ id }) => id));
  const key = ({ kind, name }: NamedArea) => `${kind} ${plainTitle(name)}`;
  const owners = Map.groupBy(
    before.filter(({ id }) => listed.has(id)),
    key,
  );
  const bearers = Map.groupBy(now, key);
  const hasOther = (rows: readonly NamedArea[] | undefined, id: string) =>
    rows?.some((row) => row.id !== id) === true;
  const known = new Map(before.map((area) => [area.id, area]));
  return now.filter((area) => {
    const own = known.get(area.id);
    if (own !== undefined && isSameTitle(own.name, area.name)) return false;
    return hasOther(owners.get(key(area)), area.id) || hasOther(bearers.get(key(area)), area.id);
  });
}

/** Titles and members of groups that are listed before and after. */
export function judgeGroups(
  before: readonly NamedGroup[],
  now: readonly NamedGroup[],
): ListVerdict {
  const pairs = pairsOf(before, now);
  const members = pairs.reduce((sum, one) => sum + one.before.members.length, 0);
  const fewer = pairs.filter((one) => one.after.members.length < one.before.members.length);
  const lost = pairs.reduce((sum, one) => sum + lostOf(one), 0);
  const { membersLost, membersReplaced, groupsRetitled } = listLimits;
  const large = fewer.filter(
    (one) =>
      one.before.members.length >= largeGroup &&
      lostOf(one) > one.before.members.length * membersLost.share,
  );
  const emptied = fewer.length > 0 && isBeyond(membersLost, lost, members) ? fewer : large;
  const replaced = pairs.filter(isReplaced);
  const retitled = pairs.filter(
    (one) => !isSameTitle(withoutYear(one.before.title), withoutYear(one.after.title)),
  );
  const lostBy = emptied.reduce((sum, one) => sum + lostOf(one), 0);
  const lostFault = { code: membersLost.code, values: lostBy, of: members };
  const others = verdictOf([
    [membersReplaced, replaced.length, pairs.length, replaced.map(toMembersChange)],
    [groupsRetitled, retitled.length, pairs.length, retitled.map(toTitleChange)],
  ]);
  if (emptied.length === 0) return others;
  return {
    faults: [lostFault, ...others.faults],
    changes: [...emptied.map(toMembersChange), ...others.changes],
  };
}

function lostOf({ before, after }: Pair<NamedGroup>): number {
  return before.members.length - after.members.length;
}

function isReplaced({ before, after }: Pair<NamedGroup>): boolean {
  if (before.members.length === 0 || after.members.length === 0) return false;
  return !after.members.some((member) => before.members.includes(member));
}

/** Descriptions and flags of KPIs that are listed before and after. */
export function judgeKpis(
  before: readonly DescribedKpi[],
  now: readonly DescribedKpi[],
): ListVerdict {
  const pairs = pairsOf(before, now);
  const owners = Map.groupBy(
    [...before, ...now].filter(({ description }) => isText(description)),
    ({ description }) => description,
  );
  const isOthers = ({ id, description }: DescribedKpi) =>
    owners.get(description)?.some((row) => row.id !== id) === true;
  const lost = pairs.filter(
    (one) =>
      isText(one.before.description) &&
      one.before.description !== one.after.description &&
      (!isText(one.after.description) || isOthers(one.after)),
  );
  const { descriptionsLost, kpiFlags } = listLimits;
  const flags = (
    [
      ['genders', 'genderSplit'],
      ['areas', 'municipalityType'],
      ['sector', 'operatingArea'],
    ] as const
  ).map(([field, name]) => {
    const changed = pairs.filter((one) => one.before[name] !== one.after[name]);
    const changes = changed.map(({ before: one, after }) =>
      toChange(after.id, field, String(one[name] ?? ''), String(after[name] ?? '')),
    );
    return [kpiFlags, changed.length, pairs.length, changes] as const;
  });
  const descriptions = lost.map(({ before: one, after }) =>
    toChange(after.id, 'description', one.description ?? '', after.description ?? ''),
  );
  return verdictOf([[descriptionsLost, lost.length, pairs.length, descriptions], ...flags]);
}

function isText(text: string | null): boolean {
  return text !== null && text !== '';
}

/** Whether so many rows of so many show a fault that it is held. */
export function isBeyond({ share, least }: ListLimit, rows: number, of: number): boolean {
  return rows >= least && rows > of * share;
}

type Tried = readonly [limit: ListLimit, rows: number, of: number, changes: readonly ListChange[]];

/** @param shared what any of the faults is told by */
function verdictOf(tried: readonly Tried[], shared: readonly ListChange[] = []): ListVerdict {
  const found = tried.filter(([limit, rows, of]) => isBeyond(limit, rows, of));
  if (found.length === 0) return { faults: [], changes: [] };
  const faults = Map.groupBy(found, ([{ code }]) => code);
  return {
    faults: [...faults].map(([code, same]) => {
      const values = Math.max(...same.map(([, rows]) => rows));
      return { code, values, of: same[0]?.[2] ?? values };
    }),
    changes: [...shared, ...found.flatMap(([, , , changes]) => changes)],
  };
}

function pairsOf<Row extends { readonly id: string }>(
  before: readonly Row[],
  now: readonly Row[],
): Pair<Row>[] {
  const known = new Map(before.map((row) => [row.id, row]));
  return now.flatMap((after) => {
    const one = known.get(after.id);
    return one === undefined ? [] : [{ before: one, after }];
  });
}

function toChange(
  id: string,
  field: ListChange['field'],
  before: string | undefined,
  after: string,
): ListChange {
  return { id, field, before: before ?? '', after };
}

function toKindChange({ before, after }: Pair<NamedArea>): ListChange {
  return toChange(after.id, 'type', before.kind, after.kind);
}

function toTitleChange({ before, after }: Pair<NamedGroup>): ListChange {
  return toChange(after.id, 'name', before.title, after.title);
}

function toMembersChange({ before, after }: Pair<NamedGroup>): ListChange {
  const [one, other] = [before, after].map(({ members }) => String(members.length));
  return { ...toChange(after.id, 'members', one, other ?? ''), exact: after.members.join(',') };
}

/** `Liknande kommuner äldreomsorg, Bräcke, 2024`: the year changes each year, and the id does not. */
function withoutYear(title: string): string {
  return title.replace(/\b(?:19|20)\d\d\b/gu, '');
}
