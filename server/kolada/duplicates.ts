import type { KoladaValue } from './types.ts';

const firstYear = 1900;
const yearSpan = 301;
const bits = { T: 1, K: 2, M: 4 } as const;

/**
 * Remembers which kpi × area × year × gender one batch has delivered: a byte per year and area.
 * The returned function shortens the list it is given to the values not seen before.
 */
export function createDuplicateFilter(): (values: KoladaValue[]) => KoladaValue[] {
  const seenOf = createLookup();
  return (values) => {
    let kept = 0;
    for (const value of values) {
      const seen = seenOf(value.kpi, value.area);
      const index = value.year - firstYear;
      const bit = bits[value.gender];
      const before = seen[index] ?? 0;
      if ((before & bit) !== 0) continue;
      seen[index] = before | bit;
      values[kept] = value;
      kept += 1;
    }
    values.length = kept;
    return values;
  };
}

/** The bytes of a kpi and area; the genders of a row ask for the same ones in a row. */
function createLookup(): (kpi: string, area: string) => Uint8Array {
  const kpis = new Map<string, Map<string, Uint8Array>>();
  let lastKpi = '';
  let lastArea = '';
  let last: Uint8Array = new Uint8Array(yearSpan);
  return (kpi, area) => {
    if (kpi === lastKpi && area === lastArea) return last;
    let areas = kpis.get(kpi);
    if (!areas) kpis.set(kpi, (areas = new Map()));
    const known = areas.get(area);
    last = known ?? new Uint8Array(yearSpan);
    if (!known) areas.set(area, last);
    lastKpi = kpi;
    lastArea = area;
    return last;
  };
}
