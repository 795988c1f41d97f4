import { genders, type Gender } from '../../web/shared/comparison/comparison.ts';
import { withoutFormat } from '../../web/shared/plain-text.ts';
import type { queries } from './queries.ts';
import { nextTurn } from '../work.ts';
import type { Cells, HeldRows } from './session.ts';

type Answer = typeof queries.comparison.row;

/** One KPI's rows in the order asked: area as in the list, year ascending, T K M. */
export interface PackedRows {
  readonly rowCount: number;
  readonly row: (place: number) => PackedRow;
}

/** What sets a row apart from the others of its KPI. */
export interface PackedRow {
  /** Place in the list of areas asked for, from 0. */
  readonly area: number;
  readonly year: number;
  readonly gender: Gender;
  readonly value: number | null;
  readonly status: string;
  readonly source: number;
}

/**
 * Takes an answer out of DuckDB, which may then forget it: 23 bytes a row outside JavaScript's
 * heap, so that a file's rows can all be held until its reader has taken them.
 *
 * @param asked the genders as the statement was given them
 * @throws {Error} when there are not as many rows as the answer said
 */
export async function packRows(
  held: HeldRows<Answer>,
  asked: readonly Gender[],
): Promise<PackedRows> {
  const columns = emptyColumns(held.rowCount);
  let filled = 0;
  for (let chunk = 0; chunk < held.chunkCount; chunk++) {
    if (chunk > 0) await nextTurn();
    filled = fill(columns, filled, held.cells(chunk));
  }
  if (filled !== held.rowCount) throw new Error(`${filled} of ${held.rowCount} rows came`);
  const order = inOrder(columns, asked);
  const rowAt = (at: number): PackedRow => {
    const gap = columns.gaps[at] ?? 0;
    return {
      area: (columns.areas[at] ?? 0) - 1,
      year: columns.years[at] ?? 0,
      gender: asked[(columns.genders[at] ?? 0) - 1] ?? 'T',
      value: gap === 0 ? (columns.values[at] ?? null) : null,
      status: columns.statuses[gap] ?? '',
      source: columns.sources[at] ?? 0,
    };
  };
  return { rowCount: held.rowCount, row: (place) => rowAt(order[place] ?? 0) };
}

interface Columns {
  /** Places in the lists that were asked for, from 1, as SQL counts them. */
  readonly areas: Int16Array;
  readonly genders: Int8Array;
  readonly years: Int16Array;
  readonly values: Float64Array;
  /** Where a value is missing, the place of what was said instead in `statuses`; otherwise 0. */
  readonly gaps: Uint32Array;
  readonly sources: Uint16Array;
  /** Each status once, after the empty one that every value has. */
  readonly statuses: string[];
  readonly statusPlaces: Map<string, number>;
}

function emptyColumns(rowCount: number): Columns {
  return {
    areas: new Int16Array(rowCount),
    genders: new Int8Array(rowCount),
    years: new Int16Array(rowCount),
    values: new Float64Array(rowCount),
    gaps: new Uint32Array(rowCount),
    sources: new Uint16Array(rowCount),
    statuses: [''],
    statusPlaces: new Map(),
  };
}

/** @returns how many rows are filled with this chunk's */
function fill(columns: Columns, before: number, { rowCount, of }: Cells<Answer>): number {
  for (let row = 0; row < rowCount; row++) {
    const at = before + row;
    const value = of.value(row);
    columns.areas[at] = of.area(row);
    columns.genders[at] = of.gender(row);
    columns.years[at] = of.year(row);
    columns.sources[at] = of.source(row);
    if (value === null) columns.gaps[at] = placeOf(of.status(row), columns);
    else columns.values[at] = value;
  }
  return before + rowCount;
}

function placeOf(status: string, { statuses, statusPlaces }: Columns): number {
  const known = statusPlaces.get(status);
  if (known !== undefined) return known;
  const place = statuses.push(withoutFormat(status)) - 1;
  statusPlaces.set(status, place);
  return place;
}

/** Numbers sort many times faster than rows do by a comparison; each carries its row's place. */
function inOrder({ areas, years, genders: given }: Columns, asked: readonly Gender[]): Uint32Array {
  const rowCount = areas.length;
  const ranks = asked.map((gender) => genders.indexOf(gender));
  const keys = new Float64Array(rowCount);
  for (let at = 0; at < rowCount; at++) {
    const rank = ranks[(given[at] ?? 0) - 1] ?? 0;
    const place = (areas[at] ?? 0) * 100_000 + (years[at] ?? 0) * 10 + rank;
    keys[at] = place * rowCount + at;
  }
  keys.sort();
  return Uint32Array.from(keys, (key) => key % rowCount);
}
