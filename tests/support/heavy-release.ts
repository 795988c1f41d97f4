import { join } from 'node:path';
import { loadCuratedKpis } from '../../server/data/kpis.ts';
import { loadMunicipalities } from '../../server/data/municipalities.ts';
import { createReleaseFixture, type ReleaseFixture } from './release-fixture.ts';

const dataFolder = join(import.meta.dirname, '../../data');
const firstYear = 1998;
const lastYear = 2025;

export interface HeavyRelease {
  readonly fixture: ReleaseFixture;
  /** The query of one of the largest comparisons that the address allows; each number another. */
  readonly largest: (number: number) => string;
  /** Of a small one, always another. */
  readonly small: (number: number) => string;
}

/** Held measures enough that a legal address can ask for tens of thousands of values. */
export async function createHeavyRelease(): Promise<HeavyRelease> {
  const areas = loadMunicipalities(dataFolder);
  const kpis = loadCuratedKpis(dataFolder).slice(0, 20);
  const chosen = areas.slice(30, 90).map(({ id }) => id);
  const observations = kpis.flatMap(({ id: kpi }, k) =>
    chosen.flatMap((area, a) =>
      Array.from({ length: lastYear - firstYear + 1 }, (_, y) => ({
        kpi,
        area,
        year: firstYear + y,
        value: 50 + ((k * 7 + a * 13 + y * 3) % 97) / 2,
      })),
    ),
  );
  const ids = kpis.map(({ id }) => id);
  const rotated = (list: readonly string[], by: number) => {
    const at = by % list.length;
    return [...list.slice(at), ...list.slice(0, at)].join(',');
  };
  return {
    fixture: await createReleaseFixture({ releases: [{ areas, kpis, observations }] }),
    largest: (number) =>
      `nyckeltal=${rotated(ids, Math.floor(number / chosen.length))}&kommuner=${rotated(chosen, number)}&visa=linje&ar=${firstYear}-${lastYear}`,
    small: (number) => {
      const round = Math.floor(number / chosen.length);
      const [one, ...others] = rotated(chosen, number).split(',');
      const other = others[round % others.length];
      const kpi = ids[Math.floor(round / others.length) % ids.length];
      return `nyckeltal=${kpi}&kommuner=${one},${other}`;
    },
  };
}
