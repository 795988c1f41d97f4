import type { Gender } from '../../../web/shared/comparison/comparison.ts';
import type { AreaProfile } from './area-profile.ts';
import type { Figure } from './figures.ts';
import { mix } from './hash.ts';
import type { KpiProfile } from './kpi-profile.ts';
import type { World } from './world.ts';

export interface RowQuery {
  readonly kpis: readonly KpiProfile[];
  readonly areas: readonly AreaProfile[];
  /** Undefined means every year. */
  readonly years: readonly number[] | undefined;
  /** ISO day; undefined means every row. */
  readonly changedSince: string | undefined;
}

export interface RowWindow {
  readonly skip: number;
  readonly take: number;
}

const orders: readonly (readonly Gender[])[] = [
  ['K', 'M', 'T'],
  ['T', 'K', 'M'],
  ['M', 'T', 'K'],
  ['K', 'T', 'M'],
  ['T', 'M', 'K'],
  ['M', 'K', 'T'],
];
const total: readonly Gender[] = ['T'];

/** JSON texts of the rows in the window, and whether any come after. Nothing is kept between calls. */
export function dataRows(world: World, query: RowQuery, window: RowWindow) {
  const rows: string[] = [];
  let skipped = 0;
  for (const { kpi, area, year } of eachRow(world, query)) {
    if (skipped < window.skip) skipped += 1;
    else if (rows.length < window.take) rows.push(rowText(world, kpi, area, year));
    else return { rows, hasMore: true };
  }
  return { rows, hasMore: false };
}

function* eachRow(world: World, query: RowQuery) {
  const lastYear = world.lastYear();
  const { changedSince } = query;
  for (const kpi of query.kpis) {
    if (changedSince !== undefined && !world.isTouched(kpi.id)) continue;
    const years = query.years ?? yearsBetween(kpi.firstYear, Math.max(kpi.lastYear, lastYear));
    for (const year of years) {
      for (const area of query.areas) {
        const isOld =
          changedSince !== undefined && !world.changedSince(kpi.id, area.id, year, changedSince);
        if (isOld) continue;
        if (world.figures.hasRow(kpi, area, year)) yield { kpi, area, year };
      }
    }
  }
}

function rowText(world: World, kpi: KpiProfile, area: AreaProfile, year: number): string {
  const order = kpi.genderSplit ? (orders[mix(kpi.seed, area.seed, year) % 6] ?? total) : total;
  let values = '';
  for (const gender of order) {
    const text = valueText(gender, world.figures.figure(kpi, area, year, gender));
    values = values === '' ? text : `${values},${text}`;
  }
  return `{"values":[${values}],"kpi":"${kpi.id}","period":${year},"municipality":"${area.id}"}`;
}

export function valueText(gender: Gender, { value, count, isDeleted }: Figure): string {
  const status = value === null && !isDeleted ? 'Missing' : '';
  const number = value === null ? 'null' : floatText(value);
  return `{"gender":"${gender}","count":${count},"status":"${status}","value":${number},"isdeleted":${isDeleted}}`;
}

/** Whole numbers as Kolada writes them: `88.0`. */
function floatText(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

function yearsBetween(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
