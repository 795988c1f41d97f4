import type { KoladaValue } from './types.ts';

const firstYear = 1900;
const yearSpan = 301;
const bits = { T: 1, K: 2, M: 4 } as const;

/**
 * Remembers which kpi × area × year × gender one batch has delivered: a byte per year and area.
 * The returned function gives the values not seen before; what it leaves out came twice.
 */
export function createDuplicateFilter(): (values: KoladaValue[]) => KoladaValue[] {
  const kpis = new Map<string, Map<string, Uint8Array>>();

  const isNew = ({ kpi, area, year, gender }: KoladaValue): boolean => {
    let areas = kpis.get(kpi);
    if (!areas) kpis.set(kpi, (areas = new Map()));
    let years = areas.get(area);
    if (!years) areas.set(area, (years = new Uint8Array(yearSpan)));
    const seen = years[year - firstYear] ?? 0;
    years[year - firstYear] = seen | bits[gender];
    return (seen & bits[gender]) === 0;
  };

  return (values) => values.filter(isNew);
}
