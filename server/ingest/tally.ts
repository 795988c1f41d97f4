import type { Cell } from './judge-cells.ts';
import { isRevised, isTurned, ratioOf } from './judge-cells.ts';
import { everywhere, leapFactor, levelFactor, limits } from './judge-limits.ts';
import { isFlagged, movedIn } from './judge-rules.ts';

/** What can happen to one area's values in KPI after KPI, and be too little in each. */
export const spoiltKinds = ['lost', 'zero', 'leapt', 'turned', 'moved'] as const;
export type SpoiltKind = (typeof spoiltKinds)[number];

/** One year of one area, over all KPIs. */
export interface AreaYear {
  readonly area: string;
  readonly year: number;
  /** Values known before that show it. */
  readonly counts: Readonly<Record<SpoiltKind, number>>;
  /** New values with a year before them, and those of them that have leapt from it. */
  readonly added: number;
  readonly addedLeapt: number;
  /** Whether its KPIs, each by itself, hold all that the run would change here. */
  readonly isAllHeld: boolean;
}

/** What a run does to one KPI, but for what is held of it. */
export interface KpiChange {
  readonly kpi: string;
  readonly known: number;
  /** Values lost, by `placeOf` their area and year. */
  readonly lost: ReadonlyMap<string, number>;
  /** Values revised in years revised throughout, and how many such years there are. */
  readonly revised: number;
  readonly revisedYears: number;
}

/** What a run does to all its KPIs together. */
export interface Tally {
  readonly add: (kpi: TalliedKpi) => void;
  readonly areaYears: () => readonly AreaYear[];
  readonly kpis: () => readonly KpiChange[];
}

export interface TalliedKpi {
  readonly kpi: string;
  readonly unit: string;
  readonly cells: readonly (Cell & { readonly differs: boolean })[];
  /** Those of them that are held. */
  readonly back: ReadonlySet<Cell>;
  readonly areaOf: (place: number) => string;
}

export const placeOf = (area: string, year: number) => `${area} ${year}`;

interface Counting {
  readonly area: string;
  readonly year: number;
  readonly counts: Record<SpoiltKind, number>;
  added: number;
  addedLeapt: number;
  isAllHeld: boolean;
}

export function createTally(): Tally {
  const years = new Map<string, Counting>();
  const kpis: KpiChange[] = [];

  const countingOf = (area: string, year: number): Counting => {
    const place = placeOf(area, year);
    const known = years.get(place);
    if (known !== undefined) return known;
    const counts = { lost: 0, zero: 0, leapt: 0, turned: 0, moved: 0 };
    const counting: Counting = { area, year, counts, added: 0, addedLeapt: 0, isAllHeld: true };
    years.set(place, counting);
    return counting;
  };

  return {
    add: (kpi) => {
      const kindsOf = kindsIn(kpi);
      const earlierOf = earlierIn(kpi.cells);
      for (const cell of kpi.cells) {
        if (!cell.differs) continue;
        if (!kpi.back.has(cell)) countingOf(kpi.areaOf(cell.area), cell.year).isAllHeld = false;
        const kinds = kindsOf(cell);
        const earlier = cell.before === null && cell.after !== null ? earlierOf(cell) : undefined;
        if (kinds.length === 0 && earlier === undefined) continue;
        const counting = countingOf(kpi.areaOf(cell.area), cell.year);
        for (const kind of kinds) counting.counts[kind] += 1;
        if (earlier === undefined) continue;
        counting.added += 1;
        if (ratioOf({ before: earlier, after: cell.after }) >= leapFactor) counting.addedLeapt += 1;
      }
      kpis.push(changeOf(kpi));
    },
    areaYears: () => [...years.values()],
    kpis: () => kpis,
  };
}

function kindsIn({ cells, unit }: TalliedKpi): (cell: Cell) => readonly SpoiltKind[] {
  const isFlag = isFlagged({ cells });
  const isMoved = movedIn({ cells });
  return (cell) => {
    const { before, after } = cell;
    if (before === null) return [];
    if (after === null) return ['lost'];
    if (!isRevised(cell, unit)) return [];
    const shows: Readonly<Record<Exclude<SpoiltKind, 'lost'>, boolean>> = {
      zero: after === 0 && !isFlag,
      leapt: ratioOf(cell) >= levelFactor,
      turned: isTurned(cell),
      moved: isMoved(cell),
    };
    return spoiltKinds.filter((kind) => kind !== 'lost' && shows[kind]);
  };
}

/** What the area and gender had a year before. */
function earlierIn(cells: readonly Cell[]): (cell: Cell) => number | undefined {
  const keyOf = ({ area, gender }: Cell, year: number) => `${area} ${year} ${gender}`;
  let known: ReadonlyMap<string, number> | undefined;
  const index = () =>
    new Map(
      cells.flatMap((cell) =>
        cell.before === null ? [] : [[keyOf(cell, cell.year), cell.before] as const],
      ),
    );
  return (cell) => (known ??= index()).get(keyOf(cell, cell.year - 1));
}

function changeOf({ kpi, unit, cells, back, areaOf }: TalliedKpi): KpiChange {
  const lost = new Map<string, number>();
  const years = new Map<number, { known: number; revised: number }>();
  let known = 0;
  for (const cell of cells) {
    if (cell.before === null) continue;
    known += 1;
    const year = years.get(cell.year) ?? { known: 0, revised: 0 };
    if (year.known === 0) years.set(cell.year, year);
    year.known += 1;
    if (!cell.differs || back.has(cell)) continue;
    if (isRevised(cell, unit)) year.revised += 1;
    if (cell.after !== null) continue;
    const place = placeOf(areaOf(cell.area), cell.year);
    lost.set(place, (lost.get(place) ?? 0) + 1);
  }
  const { ofPart, leastOfPart } = limits.rewritten;
  const throughout = [...years.values()].filter(
    (year) =>
      year.revised >= Math.max(everywhere.least, leastOfPart) && year.revised > year.known * ofPart,
  );
  const revised = throughout.reduce((sum, year) => sum + year.revised, 0);
  return { kpi, known, lost, revised, revisedYears: throughout.length };
}
