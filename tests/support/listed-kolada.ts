/** Lists of Kolada's size in small: every kommun and region, two families of groups, forty KPIs. */
import { loadMunicipalities } from '../../server/data/municipalities.ts';
import { dataFiles } from '../../server/ingest/open-source.ts';
import type { KoladaGroup, KoladaKpi, KoladaMunicipality } from '../../server/kolada/types.ts';
import { createTestSource, kpi, type TestSource } from './ingest-source.ts';

export interface ListedKolada {
  kpis: KoladaKpi[];
  areas: KoladaMunicipality[];
  groups: KoladaGroup[];
}

export function listedKolada(): ListedKolada {
  const areas = loadMunicipalities(dataFiles).map(({ id, name, kind }): KoladaMunicipality => ({
    id,
    title: name,
    type: kind === 'municipality' ? 'K' : 'L',
  }));
  const kommuner = areas.filter(({ type }) => type === 'K');
  const members = (all: readonly KoladaMunicipality[]) =>
    all.map(({ id, title }) => ({ member_id: id, member_title: title }));
  return {
    areas,
    kpis: [
      ...createTestSource().kpiList,
      ...Array.from({ length: 37 }, (_, i) =>
        kpi(`N1${String(i).padStart(4, '0')}`, {
          title: `Mått nummer ${i} om något, antal`,
          is_divided_by_gender: i % 3 === 0,
          municipality_type: i % 5 === 0 ? 'L' : 'K',
        }),
      ),
    ],
    groups: [
      { id: 'G2328', title: 'Alla kommuner (ovägt medel)', members: members(kommuner) },
      ...['äldreomsorg', 'grundskola'].flatMap((family, f) =>
        kommuner.map((own, i) => ({
          id: `G${String(10_000 + f * 1000 + i)}`,
          title: `Liknande kommuner ${family}, ${own.title}, 2024`,
          members: members(
            [1, 2, 3, 4, 5, 6, 7].flatMap((by) => kommuner[(i + by * 37) % 290] ?? []),
          ),
        })),
      ),
    ],
  };
}

export function tell(source: TestSource, { kpis, areas, groups }: ListedKolada): void {
  source.kpiList = [...kpis];
  source.municipalityList = [...areas];
  source.groupList = [...groups];
}

/** Each row with what the row after it says. */
export function rotated<Row extends object>(
  rows: readonly Row[],
  field: keyof Row,
  isMoved: (row: Row) => boolean = () => true,
): Row[] {
  const moved = rows.filter(isMoved);
  const next = new Map(moved.map((row, i) => [row, moved[(i + 1) % moved.length] ?? row]));
  return rows.map((row) => ({ ...row, [field]: (next.get(row) ?? row)[field] }));
}
