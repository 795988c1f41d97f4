/** Figures from any form of answer, to be held against what Kolada sent. */
import { fuzzSeed } from './case-count.ts';
import type { RawFigure, RawFigures } from './raw-kolada.ts';

/**
 * Rows of a file, each KPI, area, year, gender, value and status, as the raw figures are kept.
 * @throws {Error} where a file holds a figure twice
 */
export function figuresOf(rows: readonly (readonly unknown[])[]): RawFigures {
  const figures = new Map<string, RawFigure>();
  for (const [kpi, area, year, gender, value, status] of rows) {
    const key = [kpi, area, year, gender].map(String).join(' ');
    if (figures.has(key)) throw new Error(`twice in the file: ${key}`);
    figures.set(key, { value: value === null ? null : Number(value), status: String(status) });
  }
  return figures;
}

/** Those of some KPIs and areas. */
export function someFigures(
  figures: RawFigures,
  kpis: readonly string[],
  areas: readonly string[],
): RawFigures {
  const [kpiSet, areaSet] = [new Set(kpis), new Set(areas)];
  return new Map(
    [...figures].filter(([key]) => {
      const [kpi = '', area = ''] = key.split(' ');
      return kpiSet.has(kpi) && areaSet.has(area);
    }),
  );
}

/** Keys on which two collections differ, in either direction. */
export function differences(one: RawFigures, other: RawFigures): string[] {
  const isSame = (a?: RawFigure, b?: RawFigure) => a?.value === b?.value && a?.status === b?.status;
  const keys = new Set([...one.keys(), ...other.keys()]);
  return [...keys].filter((key) => !isSame(one.get(key), other.get(key)));
}

/** No decimals for kr and large numbers, else one, and more for fractions; never a wrong digit. */
export function isRounded(
  shown: { readonly value: number; readonly decimals: number },
  value: number,
  unit: string | undefined,
): boolean {
  const size = Math.abs(value);
  const isWhole = unit === 'kr' || size >= 10_000 || Number.isInteger(value);
  const most = isWhole ? 0 : size < 0.095 ? 3 : size < 0.95 ? 2 : 1;
  const error = Math.abs(shown.value - value);
  return shown.decimals <= most && error <= 0.5 * 10 ** -most + 1e-9;
}

/** Repeatable chance, from FUZZ_SEED. */
export function createChance() {
  let state = fuzzSeed;
  const next = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
  const some = <Item>(list: readonly Item[], count: number): Item[] => {
    const rest = [...list];
    return Array.from({ length: Math.min(count, list.length) }, () =>
      rest.splice(Math.floor(next() * rest.length), 1),
    ).flat();
  };
  return { some };
}
