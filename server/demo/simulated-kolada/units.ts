import { valueText } from './data-rows.ts';
import { fraction, hashText } from './hash.ts';
import type { RawMunicipality } from './catalogue.ts';
import type { World } from './world.ts';

export interface SimulatedUnit {
  readonly id: string;
  readonly title: string;
  readonly municipality: string;
}

const unitsPerKommun = 4;

/** Four invented units in every kommun. */
export function simulatedUnits(municipalities: readonly RawMunicipality[]): SimulatedUnit[] {
  return municipalities
    .filter(({ type }) => type === 'K')
    .flatMap(({ id, title }) =>
      Array.from({ length: unitsPerKommun }, (_, index) => ({
        id: `V15E${id}0${index + 1}`,
        title: `Enhet ${index + 1} i ${title}`,
        municipality: id,
      })),
    );
}

export interface UnitRowQuery {
  readonly kpis: readonly string[];
  readonly units: readonly SimulatedUnit[];
  readonly years: readonly number[] | undefined;
}

/** JSON texts of unit rows: around the value of the kommun that the unit lies in. */
export function unitRows(world: World, query: UnitRowQuery): string[] {
  const withUnits = new Set(world.kpis().flatMap((kpi) => (kpi.has_ou_data ? [kpi.id] : [])));
  return query.kpis.flatMap((kpi) => {
    const profile = world.profiles.get(kpi);
    if (!profile || !withUnits.has(kpi)) return [];
    return query.units.flatMap((unit) => {
      const rows: string[] = [];
      for (let year = profile.firstYear; year <= profile.lastYear; year += 1) {
        if (query.years && !query.years.includes(year)) continue;
        const key = { kpi, area: unit.municipality, year, gender: 'T' } as const;
        const around = world.figure(key);
        if (!around) continue;
        const shift = 0.9 + 0.2 * fraction(hashText(unit.id), profile.seed, year);
        const value = around.value === null ? null : Math.round(around.value * shift * 100) / 100;
        const text = valueText('T', { ...around, value });
        rows.push(`{"values":[${text}],"kpi":"${kpi}","period":${year},"ou":"${unit.id}"}`);
      }
      return rows;
    });
  });
}
