/** A release with all kommuner and enough invented figures for the pages that find and judge. */
import { join } from 'node:path';
import { loadCuratedKpis } from '../../server/data/kpis.ts';
import { loadMunicipalities } from '../../server/data/municipalities.ts';
import { loadSnapshot } from '../../server/data/snapshot.ts';
import {
  createReleaseFixture,
  type FixtureObservation,
  type ReleaseFixture,
} from './release-fixture.ts';

const dataFolder = join(import.meta.dirname, '../../data');
const likes = ['0584', '1782', '2039', '2326', '2462', '2505', '2510'];

export function createExpertFixture(): Promise<ReleaseFixture> {
  const areas = loadMunicipalities(dataFolder);
  const kommuner = areas.filter(({ kind }) => kind === 'municipality').map(({ id }) => id);
  const { observations } = loadSnapshot(dataFolder);
  const known = new Set(observations.map(keyOf));
  const invented = [...structure(kommuner), ...satisfaction(), ...engagement()];
  return createReleaseFixture({
    releases: [
      {
        areas,
        kpis: loadCuratedKpis(dataFolder),
        groups: [
          { id: 'G176508', title: 'Liknande kommuner äldreomsorg, Bräcke, 2024', members: likes },
          {
            id: 'G176599',
            title: 'Liknande kommuner äldreomsorg, Kungsbacka, 2024',
            members: likes,
          },
          { id: 'G1', title: 'Glesbygd (ovägt medel)', members: ['2305', ...likes] },
        ],
        observations: [
          ...observations,
          ...invented.filter((observation) => !known.has(keyOf(observation))),
        ],
      },
    ],
  });
}

/** Size, age, density and extent of home care, spread by each kommun's place in the list. */
function structure(kommuner: readonly string[]): FixtureObservation[] {
  return kommuner.flatMap((area, i) => {
    const row = (kpi: string, value: number) => ({ kpi, area, year: 2024, value });
    return [
      row('N01951', 2500 + ((i * 7919) % 290) ** 2 * 10),
      row('N01813', 4 + ((i * 31) % 60) / 10),
      row('N02937', 0.4 + ((i * 53) % 290) ** 2 / 30),
      ...(i % 40 === 7 ? [] : [row('N21704', 15 + ((i * 17) % 90) / 10)]),
    ];
  });
}

function satisfaction(): FixtureObservation[] {
  return likes.flatMap((area, i) =>
    [2019, 2020, 2022, 2023, 2024, 2025].map((year, j) => ({
      kpi: 'U21468',
      area,
      year,
      value: 80 + i + ((i * 5 + j * 3) % 7) / 2,
    })),
  );
}

/** Eskilstuna has reported all of it, Bräcke another year and without a response rate. */
function engagement(): FixtureObservation[] {
  const kpis = loadCuratedKpis(dataFolder)
    .filter(({ id }) => /^U212|^U203/.test(id))
    .map(({ id }) => id);
  return [
    ...kpis.map((kpi, i) => ({ kpi, area: '0484', year: 2024, value: 74 + ((i * 5) % 11) })),
    ...kpis.map((kpi, i) => ({ kpi, area: '2305', year: 2023, value: 76 + ((i * 3) % 10) })),
    { kpi: 'N21898', area: '0484', year: 2024, value: 71 },
  ];
}

function keyOf({ kpi, area, year, gender = 'T' }: Omit<FixtureObservation, 'value'>): string {
  return `${kpi} ${area} ${year} ${gender}`;
}
