import type { DuckDBValue } from '@duckdb/node-api';
import { z } from 'zod';
import { genders } from '../../web/shared/comparison/comparison.ts';
import type { Draft } from './draft.ts';
import type { HeldCell, HeldFault, HeldKpi } from './held-kpi.ts';
import { everywhere, heldRefresh, limits, lostArea, spoiltArea } from './judge-limits.ts';
import { shownSql } from './shown-value.ts';
import type { AreaYear, KpiChange, SpoiltKind, Tally } from './tally.ts';
import { placeOf, spoiltKinds } from './tally.ts';
import { unitsIn } from './units-in.ts';

/** What was taken back out of a draft. */
export interface TakenBack {
  readonly held: readonly HeldKpi[];
  readonly inserted: number;
  readonly closed: number;
}

/** An area at fault, one year of it, or a KPI. */
interface Part {
  readonly area?: string;
  readonly year?: number;
  readonly kpi?: string;
  readonly fault: HeldFault;
}

/**
 * Holds what is too much over all KPIs together, though in each it may be little: areas, years of an
 * area, and a little of every KPI. Comes after all values are in the draft, and takes out again what
 * this run has done there.
 * @param knownKpis how many of the KPIs asked about had values
 */
export async function judgeWhole(
  draft: Draft,
  tally: Tally,
  knownKpis: number,
): Promise<TakenBack> {
  const areas = await faultyAreas(draft, tally.areaYears());
  const kpis = faultyKpis(tally.kpis(), { areas, knownKpis });
  const whole = areas.filter(({ year }) => year === undefined);
  const years = areas.filter(({ year }) => year !== undefined);
  const back: TakenBack[] = [];
  if (whole.length > 0) back.push(await takeBack(draft, goneAreas, byName(whole, 'area')));
  if (years.length > 0) back.push(await takeBack(draft, areaYears, byPlace(years)));
  if (kpis.length > 0) back.push(await takeBack(draft, wholeKpis, byName(kpis, 'kpi')));
  return {
    held: back.flatMap(({ held }) => held),
    inserted: back.reduce((sum, { inserted }) => sum + inserted, 0),
    closed: back.reduce((sum, { closed }) => sum + closed, 0),
  };
}

const codes: Readonly<Record<SpoiltKind, string>> = {
  lost: lostArea.code,
  zero: limits.zeroed.code,
  leapt: limits.level.code,
  turned: limits.sign.code,
  moved: limits.areaSwap.code,
};

/** Areas first, so that what is held of a whole one is not held again by the year. */
async function faultyAreas(draft: Draft, tallied: readonly AreaYear[]): Promise<Part[]> {
  const byArea = Map.groupBy(tallied, ({ area }) => area);
  const suspects = [...byArea].filter(([, years]) => isSuspect(years)).map(([area]) => area);
  if (suspects.length === 0) return [];
  const known = await knownBefore(draft, suspects);
  return suspects.flatMap((area): Part[] => {
    const years = byArea.get(area) ?? [];
    const of = known.get(area)?.total ?? 0;
    const lost = lostIn(years);
    const isGone =
      (lost >= 2 && lost === of) || (lost >= lostArea.least && lost > of * lostArea.share);
    const faults = years.flatMap((year) => faultsOf(year, known.get(area)?.years ?? new Map()));
    const left = faults.filter(({ fault }) => !isGone || fault.code !== lostArea.code);
    const whole = { area, fault: { code: lostArea.code, area, values: lost, of } };
    return isGone ? [whole, ...left] : left;
  });
}

function isSuspect(years: readonly AreaYear[]): boolean {
  return (
    lostIn(years) >= 2 ||
    years.some(
      ({ counts, addedLeapt }) =>
        Math.max(...Object.values(counts), addedLeapt) >= spoiltArea.least,
    )
  );
}

function lostIn(years: readonly AreaYear[]): number {
  return years.reduce((sum, { counts }) => sum + counts.lost, 0);
}

function faultsOf(
  { area, year, counts, added, addedLeapt, isAllHeld }: AreaYear,
  known: ReadonlyMap<number, number>,
): Part[] {
  if (isAllHeld) return [];
  const of = known.get(year) ?? 0;
  const part = (code: string, values: number, all: number): Part[] => [
    { area, year, fault: { code, area, year, values, of: all } },
  ];
  const found = spoiltKinds.flatMap((kind) => {
    const { least, ofYear } = kind === 'lost' ? lostArea : spoiltArea;
    const n = counts[kind];
    const isAll = kind === 'lost' && n === of && n >= lostArea.leastAll;
    return isAll || (n >= least && n > of * ofYear) ? part(codes[kind], n, of) : [];
  });
  const isNew = addedLeapt >= spoiltArea.least && addedLeapt > added * spoiltArea.ofYear;
  return isNew ? [...found, ...part(limits.newLevel.code, addedLeapt, added)] : found;
}

/** KPIs that each have a little of what would be little, were it not in so many of them. */
function faultyKpis(
  changes: readonly KpiChange[],
  { areas, knownKpis }: { readonly areas: readonly Part[]; readonly knownKpis: number },
): Part[] {
  const heldAreas = new Set(areas.flatMap(({ area, year }) => (year === undefined ? [area] : [])));
  const heldYears = new Set(areas.map(({ area = '', year = 0 }) => placeOf(area, year)));
  const isLeft = (place: string) =>
    !heldYears.has(place) && !heldAreas.has(place.slice(0, place.indexOf(' ')));
  const partsOf = (code: string, countOf: (change: KpiChange) => number, share: number) => {
    const some = changes.flatMap((change): Part[] => {
      const { kpi, known: of } = change;
      const values = countOf(change);
      return values === 0 ? [] : [{ kpi, fault: { code, values, of } }];
    });
    return some.length > heldRefresh.moreThan && some.length > knownKpis * share ? some : [];
  };
  const lostOf = ({ lost, known }: KpiChange) => {
    const left = [...lost].reduce((sum, [place, n]) => sum + (isLeft(place) ? n : 0), 0);
    return left >= everywhere.least && left > known * everywhere.lost ? left : 0;
  };
  const revisedOf = ({ revised, revisedYears }: KpiChange) =>
    revisedYears >= everywhere.years ? revised : 0;
  return [
    ...partsOf(limits.vanished.code, lostOf, heldRefresh.share),
    ...partsOf(limits.rewritten.code, revisedOf, everywhere.yearsInKpis),
  ];
}

interface Known {
  readonly total: number;
  readonly years: ReadonlyMap<number, number>;
}

const knownRow = z.object({ area: z.string(), year: z.number(), n: z.number() });

/** Values that a reader saw of these areas, over all KPIs. */
async function knownBefore(
  draft: Draft,
  areas: readonly string[],
): Promise<ReadonlyMap<string, Known>> {
  const rows = z.array(knownRow).parse(
    await draft.rows(
      `SELECT area, year, count(*)::DOUBLE AS n FROM observation
       WHERE area IN (SELECT unnest(string_split($areas, ' '))) AND ${shownSql('')} IS NOT NULL
         AND since < $number AND (until IS NULL OR until = $number)
         AND source NOT IN (SELECT id FROM source WHERE kind = 'snapshot')
       GROUP BY ALL`,
      { areas: areas.join(' '), number: draft.number },
    ),
  );
  return new Map(
    [...Map.groupBy(rows, ({ area }) => area)].map(([area, some]) => [
      area,
      {
        total: some.reduce((sum, { n }) => sum + n, 0),
        years: new Map(some.map(({ year, n }) => [year, n])),
      },
    ]),
  );
}

/** What a run has changed in some places, and what is wrong with each. */
interface Places {
  readonly names: readonly string[];
  readonly faultsAt: (cell: HeldCell, kpi: string) => readonly HeldFault[];
}

const named = "(SELECT unnest(string_split($names, ',')))";
/** Of an area that is gone, the KPIs that have lost something there. */
const goneAreas = `area IN ${named} AND (kpi, area) IN (
  SELECT (kpi, area) FROM observation WHERE until = $number AND area IN ${named})`;
const areaYears = `area || ' ' || year IN ${named}`;
const wholeKpis = `kpi IN ${named}`;

function byName(parts: readonly Part[], by: 'area' | 'kpi'): Places {
  const faults = Map.groupBy(parts, (part) => part[by] ?? '');
  return {
    names: [...faults.keys()],
    faultsAt: ({ area }, kpi) =>
      (faults.get(by === 'area' ? area : kpi) ?? []).map(({ fault }) => fault),
  };
}

function byPlace(parts: readonly Part[]): Places {
  const faults = Map.groupBy(parts, ({ area = '', year = 0 }) => placeOf(area, year));
  return {
    names: [...faults.keys()],
    faultsAt: ({ area, year }) => (faults.get(placeOf(area, year)) ?? []).map(({ fault }) => fault),
  };
}

/** @param where of an observation, in which `$names` are the places */
async function takeBack(draft: Draft, where: string, places: Places): Promise<TakenBack> {
  const values = { names: places.names.join(','), number: draft.number };
  const held = await readHeld(draft, { where, values, places });
  const inserted = await draft.run(
    `DELETE FROM observation WHERE since = $number AND ${where}`,
    values,
  );
  const closed = await draft.run(
    `UPDATE observation SET until = NULL WHERE until = $number AND ${where}`,
    values,
  );
  return { held, inserted, closed };
}

const changedRow = z.object({
  kpi: z.string(),
  area: z.string(),
  year: z.number(),
  gender: z.enum(genders),
  before: z.number().nullable(),
  after: z.number().nullable(),
});

async function readHeld(
  draft: Draft,
  {
    where,
    values,
    places,
  }: {
    readonly where: string;
    readonly values: Record<string, DuckDBValue>;
    readonly places: Places;
  },
): Promise<HeldKpi[]> {
  const rows = z.array(changedRow).parse(
    await draft.rows(
      `SELECT kpi, area, year, gender, ${shownSql('o.')} AS before, ${shownSql('n.')} AS after
       FROM (SELECT * FROM observation WHERE until = $number AND ${where}) o
       FULL JOIN (SELECT * FROM observation WHERE since = $number AND ${where}) n
         USING (kpi, area, year, gender)
       ORDER BY kpi, area, year, gender`,
      values,
    ),
  );
  const units = await unitsIn(draft);
  return [...Map.groupBy(rows, ({ kpi }) => kpi)].map(([kpi, some]) => {
    const cells = some.map(({ area, year, gender, before, after }) => ({
      area,
      year,
      gender,
      before,
      after,
    }));
    const faults = new Set(cells.flatMap((cell) => places.faultsAt(cell, kpi)));
    return { kpi, unit: units.get(kpi) ?? '', faults: [...faults], cells };
  });
}
