import { genders } from '../../web/shared/comparison/comparison.ts';
import type { Cell, KpiCells } from './judge-cells.ts';
import { isRevised } from './judge-cells.ts';
import type { Limit } from './judge-limits.ts';
import { leastParts, limits, partsHeldAlone, rewrittenYears, yearsAhead } from './judge-limits.ts';
import { rulesFor } from './judge-rules.ts';
import type { Rule } from './rule.ts';

/** Something that a new answer does to a KPI and that no honest answer does. */
export interface Fault {
  readonly code: string;
  /** Where it is; absent where it is the whole KPI. The area as its place in the list. */
  readonly area?: number;
  readonly year?: number;
  /** Values that show it, of those that could. */
  readonly values: number;
  readonly of: number;
}

/**
 * Holds what came of one KPI against what is held: all of it, and each gender by itself, since what
 * has happened to one is a third of the whole. Pure: the same cells give the same faults in whatever
 * order they stand.
 * @returns the faults, each as narrow as it is; empty where the answer may be published. What is
 * found in one gender is a fault of all three: they come from one count.
 */
export function judgeKpi(kpi: KpiCells): readonly Fault[] {
  const found = slicesOf(kpi).flatMap((slice) =>
    rulesFor(slice).flatMap((rule) => applyRule(rule, slice.cells)),
  );
  const whole = distinct(
    found.filter(({ area, year }) => area === undefined && year === undefined),
  );
  if (whole.length > 0) return whole;
  // Said only where nothing more telling is.
  const other = rewritten(kpi);
  return other.length > 0 ? other : distinct([...found, ...tooLate(kpi)]);
}

/** The KPI, and its genders where there are several; not those in which nothing can be too much. */
function slicesOf(kpi: KpiCells): KpiCells[] {
  const changes = kpi.cells.filter(({ before, after }) => before !== after);
  if (changes.length < 2) return [];
  const byGender = Map.groupBy(kpi.cells, ({ gender }) => gender);
  if (byGender.size < 2) return [kpi];
  const changed = Map.groupBy(changes, ({ gender }) => gender);
  const own = genders.filter((gender) => (changed.get(gender)?.length ?? 0) >= 2);
  return [kpi, ...own.map((gender) => ({ ...kpi, cells: byGender.get(gender) ?? [] }))];
}

/** New values of years that have not come, unless the KPI is one that looks ahead. */
function tooLate({ cells, lastYear }: KpiCells): Fault[] {
  const added = cells.filter(({ before, after }) => before === null && after !== null);
  const late = added.filter(({ year }) => year > lastYear);
  if (late.length === 0) return [];
  const known = cells.reduce(
    (most, { before, year }) => (before === null ? most : Math.max(most, year)),
    0,
  );
  // What is new for a KPI without values is not judged.
  if (known === 0) return [];
  const all = countBy(added, 'year');
  return [
    ...countBy(
      late.filter(({ year }) => year > known + 1),
      'year',
    ),
  ].map(([year, values]) => ({
    code: yearsAhead.code,
    year,
    values,
    of: all.get(year) ?? values,
  }));
}

/** Whether the fault keeps this value back. */
export function isHeldBy({ area, year }: Fault, cell: Pick<Cell, 'area' | 'year'>): boolean {
  return (area === undefined || area === cell.area) && (year === undefined || year === cell.year);
}

function applyRule({ limit, among, canShow, shows }: Rule, all: readonly Cell[]): Fault[] {
  const cells = among ?? all;
  // Few cells have changed at all, and only those can show anything.
  const faulty = cells.filter((cell) => shows(cell) && canShow(cell));
  if (faulty.length < 2) return [];
  const able = cells.filter(canShow);
  const { code } = limit;
  const wholeFault = { code, values: faulty.length, of: able.length };
  const areas = faultyParts(limit, able, faulty, 'area');
  if (areas === 'too-many') return [wholeFault];
  const leftAble = able.filter(({ area }) => !areas.has(area));
  const left = faulty.filter(({ area }) => !areas.has(area));
  const years = faultyParts(limit, leftAble, left, 'year');
  if (years === 'too-many') return [wholeFault];
  const rest = left.filter(({ year }) => !years.has(year));
  const restAble = leftAble.filter(({ year }) => !years.has(year));
  if (isFault(limit, { faulty: rest.length, able: restAble.length, share: limit.ofKpi }))
    return [wholeFault];
  return [
    ...[...areas].map(([area, part]) => ({ code, area, ...part })),
    ...[...years].map(([year, part]) => ({ code, year, ...part })),
  ];
}

type Parts = ReadonlyMap<number, { readonly values: number; readonly of: number }>;

/** The areas, or years, that are at fault one by one; too many of them and the KPI is. */
function faultyParts(
  limit: Limit,
  able: readonly Cell[],
  faulty: readonly Cell[],
  by: 'area' | 'year',
): Parts | 'too-many' {
  const all = countBy(able, by);
  const bad = countBy(faulty, by);
  const parts = new Map(
    [...bad].flatMap(([part, values]) => {
      const of = all.get(part) ?? 0;
      const isOne = values >= limit.leastOfPart && values > of * limit.ofPart;
      return isOne ? [[part, { values, of }] as const] : [];
    }),
  );
  if (parts.size === 0) return parts;
  // A new year is judged by the year whatever the KPI has besides.
  if (limit.ofKpi >= 1) return by === 'year' ? parts : new Map();
  const most = all.size < leastParts ? 0 : Math.max(1, all.size * partsHeldAlone);
  return parts.size > most ? 'too-many' : parts;
}

function isFault(
  limit: Limit,
  {
    faulty,
    able,
    share,
  }: { readonly faulty: number; readonly able: number; readonly share: number },
): boolean {
  const isFew = able < limit.least;
  if (isFew) return limit.judgesFew && faulty >= 2 && faulty === able;
  return faulty >= limit.least && faulty > able * share;
}

/** More than a preliminary year is another history. */
function rewritten({ cells, unit }: KpiCells): Fault[] {
  const limit = limits.rewritten;
  const known = cells.filter(({ before }) => before !== null);
  const changed = known.filter((cell) => isRevised(cell, unit));
  if (changed.length < limit.least) return [];
  const all = countBy(known, 'year');
  const years = [...countBy(changed, 'year')].filter(
    ([year, n]) => n >= limit.leastOfPart && n > (all.get(year) ?? 0) * limit.ofPart,
  );
  const isOther = years.length >= rewrittenYears && years.length > all.size * limit.ofKpi;
  return isOther ? [{ code: limit.code, values: changed.length, of: known.length }] : [];
}

function countBy(cells: readonly Cell[], by: 'area' | 'year'): Map<number, number> {
  const counts = new Map<number, number>();
  for (const cell of cells) counts.set(cell[by], (counts.get(cell[by]) ?? 0) + 1);
  return counts;
}

/** Two rules may find the same thing: a leap is a level too. */
function distinct(faults: readonly Fault[]): Fault[] {
  const first = new Map<string, Fault>();
  for (const fault of faults) {
    const key = `${fault.code} ${fault.area ?? ''} ${fault.year ?? ''}`;
    if (!first.has(key)) first.set(key, fault);
  }
  return [...first.values()];
}
