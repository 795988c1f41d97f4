/** Kolada's answers read by code that shares nothing with the product's client. */

export interface RawFigure {
  readonly value: number | null;
  readonly status: string;
}

/** By `kpi area year gender`; what was not sent, or is marked as deleted, is not there. */
export type RawFigures = ReadonlyMap<string, RawFigure>;

interface RawPage {
  readonly values: readonly {
    readonly kpi: string;
    readonly municipality: string;
    readonly period: number;
    readonly values: readonly {
      readonly gender: string;
      readonly value: number | null;
      readonly status: string;
      readonly isdeleted: boolean;
    }[];
  }[];
  readonly next_url: string | null;
}

/** Every figure of some KPIs and areas, all years and genders. */
export async function readRawFigures(
  url: string,
  kpis: readonly string[],
  areas: readonly string[],
): Promise<RawFigures> {
  const figures = new Map<string, RawFigure>();
  for (const someKpis of chunk(kpis, 25)) {
    for (const someAreas of chunk(areas, 25)) {
      let next: string | null =
        `${url}/data/kpi/${someKpis.join()}/municipality/${someAreas.join()}`;
      while (next !== null) {
        const page: RawPage = JSON.parse(await (await fetch(next)).text());
        for (const row of page.values) {
          for (const { gender, value, status, isdeleted } of row.values) {
            const key = `${row.kpi} ${row.municipality} ${row.period} ${gender}`;
            if (!isdeleted) figures.set(key, { value, status });
          }
        }
        next = page.next_url;
      }
    }
  }
  return figures;
}

export function chunk<Item>(list: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) =>
    list.slice(i * size, (i + 1) * size),
  );
}
