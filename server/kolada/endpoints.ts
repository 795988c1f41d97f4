import { KoladaRequestError } from './errors.ts';

/** Kolada refuses longer id lists, and larger pages, with HTTP 422. */
export const maxIdsPerList = 25;
export const maxRowsPerPage = 5000;

export type CatalogueName = 'kpi' | 'kpi_groups' | 'municipality' | 'municipality_groups' | 'ou';

export interface CatalogueQuery {
  readonly ids?: readonly string[];
  readonly title?: string;
  readonly regionType?: 'K' | 'L';
  /** Only for `ou`: the kommuner whose units are wanted. */
  readonly municipalities?: readonly string[];
}

export interface DataPath {
  readonly kpis?: readonly string[];
  readonly areas?: readonly string[];
  readonly ous?: readonly string[];
  readonly years?: readonly number[];
  /** ISO day. */
  readonly fromDate?: string;
}

/** More KPIs, areas or groups than Kolada could come to list: 6 099, 312 and 3 630 in 2026. */
const mostListed = 20_000;
/** Every year that an answer may speak of, from `firstYear` to `lastYear`. */
export const firstYear = 1900;
export const lastYear = 2100;

/** The most rows that a catalogue list can hold; of units there are many more. */
export function mostItems(name: CatalogueName, query: CatalogueQuery): number {
  return query.ids?.length ?? (name === 'ou' ? 10 : 1) * mostListed;
}

/** The most rows that a data answer can hold: one for each kpi × area × year. */
export function mostRows({ kpis, areas, ous, years }: DataPath): number {
  const places = (areas ?? ous)?.length ?? mostListed;
  return (kpis?.length ?? mostListed) * places * (years?.length ?? lastYear - firstYear + 1);
}

/** Path and query, relative to the base address, of a catalogue list. */
export function cataloguePath(name: CatalogueName, query: CatalogueQuery = {}): string {
  const ids = query.ids ? `/${idList(query.ids)}` : '';
  return `/${name}${ids}?${parameters({
    title: query.title,
    region_type: query.regionType,
    municipality: query.municipalities && idList(query.municipalities),
  })}`;
}

/**
 * Path and query of data for areas or, when `ous` is given, for units.
 * @throws {KoladaRequestError} bad-query when fewer than two of kpis, areas (units) and years are given
 */
export function dataPath(query: DataPath): string {
  const parts = [
    ['kpi', query.kpis && idList(query.kpis)],
    ['municipality', query.areas && idList(query.areas)],
    ['ou', query.ous && idList(query.ous)],
    ['year', query.years && yearList(query.years)],
  ].flatMap(([name, list]) => (list === undefined ? [] : [`/${name}/${list}`]));
  if (parts.length < 2) {
    throw new KoladaRequestError('bad-query', 'data needs two of kpis, areas and years');
  }
  const root = query.ous ? '/oudata' : '/data';
  return `${root}${parts.join('')}?${parameters({ from_date: query.fromDate })}`;
}

function parameters(given: Readonly<Record<string, string | undefined>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined) search.set(name, value);
  }
  search.set('per_page', String(maxRowsPerPage));
  return search.toString().replaceAll('%2C', ',');
}

function idList(ids: readonly string[]): string {
  for (const id of ids) {
    if (!/^\w{1,32}$/.test(id)) {
      throw new KoladaRequestError('bad-id', `not a Kolada id: ${JSON.stringify(id)}`);
    }
  }
  return limited(ids).join(',');
}

function yearList(years: readonly number[]): string {
  for (const year of years) {
    if (!Number.isInteger(year) || year < 1900 || year > 2200) {
      throw new KoladaRequestError('bad-query', `not a year: ${year}`);
    }
  }
  return limited(years).join(',');
}

function limited<T>(list: readonly T[]): readonly T[] {
  if (list.length > 0 && list.length <= maxIdsPerList) return list;
  throw new KoladaRequestError('bad-query', `a list holds 1–${maxIdsPerList} ids: ${list.length}`);
}
