import type { IngestSource } from '../../server/ingest/catalogue.ts';
import type {
  KoladaGroup,
  KoladaKpi,
  KoladaMunicipality,
  KoladaValue,
  ValuePage,
} from '../../server/kolada/types.ts';

/** A small Kolada in memory whose every answer a test can change. */
export interface TestSource extends IngestSource {
  kpiList: KoladaKpi[];
  municipalityList: KoladaMunicipality[];
  groupList: KoladaGroup[];
  valueList: KoladaValue[];
  invented: boolean;
  /** Rows that each answer says that it refused. */
  refused: number;
  /** What its clock says; undefined where it does not tell. */
  time: Date | undefined;
  /** KPIs and areas of each call for values. */
  readonly asked: { kpis: readonly string[]; areas: readonly string[] }[];
  /** Runs before the n:th page of a call is given. */
  beforePage: (page: number, signal: AbortSignal | undefined) => void | Promise<void>;
}

export function kpi(id: string, more: Partial<KoladaKpi> = {}): KoladaKpi {
  return {
    id,
    title: `Nyckeltal ${id}, kr/inv`,
    description: `Vad ${id} mäter`,
    is_divided_by_gender: false,
    municipality_type: 'K',
    auspice: null,
    operating_area: 'Äldreomsorg',
    perspective: null,
    prel_publication_date: null,
    publication_date: null,
    publ_period: null,
    has_ou_data: false,
    ...more,
  };
}

export function value(key: string, number: number | null, more: Partial<KoladaValue> = {}) {
  const [kpiId = '', area = '', year = '', gender = 'T'] = key.split(' ');
  return {
    kpi: kpiId,
    area,
    year: Number(year),
    gender: gender === 'K' || gender === 'M' ? gender : 'T',
    count: number === null ? 0 : 1,
    status: number === null ? 'Missing' : '',
    value: number,
    isDeleted: false,
    ...more,
  } satisfies KoladaValue;
}

export function createTestSource(): TestSource {
  const source: TestSource = {
    kpiList: [
      kpi('N21006', { title: 'Kostnad hemtjänst äldreomsorg, kr/hemtjänsttagare' }),
      kpi('U21468', { title: 'Brukarbedömning, andel (%)', is_divided_by_gender: true }),
      kpi('N00003'),
    ],
    municipalityList: [
      { id: '0000', title: 'Riket', type: 'L' },
      { id: '1490', title: 'Borås', type: 'K' },
      { id: '2305', title: 'Bräcke', type: 'K' },
    ],
    groupList: [
      {
        id: 'G176508',
        title: 'Liknande kommuner äldreomsorg, Bräcke, 2024',
        members: [{ member_id: '1490', member_title: 'Borås' }],
      },
    ],
    valueList: [
      value('N21006 2305 2023', 400_000),
      value('N21006 2305 2024', 401_816),
      value('N21006 1490 2024', 377_225),
      value('N21006 1490 2022', null),
      value('U21468 2305 2024 T', 92.5),
      value('U21468 2305 2024 K', 93.123456789),
      value('U21468 2305 2024 M', null),
    ],
    invented: false,
    refused: 0,
    time: undefined,
    asked: [],
    beforePage: () => undefined,
    kpis: () => Promise.resolve(source.kpiList),
    municipalities: () => Promise.resolve(source.municipalityList),
    municipalityGroups: () => Promise.resolve(source.groupList),
    values: (query, signal) => {
      source.asked.push(query);
      return pages(source, query, signal);
    },
    // It knows no days: whatever is asked since when, it answers all that it has.
    bulkValues: (query, signal) => pages(source, query, signal),
    about: { url: 'memory:', requestsPerSecond: 5 },
    serviceTime: () => source.time,
    simulated: () => source.invented,
    close: () => Promise.resolve(),
  };
  return source;
}

async function* pages(
  source: TestSource,
  query: { readonly kpis?: readonly string[]; readonly areas?: readonly string[] },
  signal: AbortSignal | undefined,
): AsyncGenerator<ValuePage> {
  const values = source.valueList.filter(
    (row) => query.kpis?.includes(row.kpi) !== false && query.areas?.includes(row.area) !== false,
  );
  const half = Math.ceil(values.length / 2);
  for (const [index, page] of [values.slice(0, half), values.slice(half)].entries()) {
    await source.beforePage(index + 1, signal);
    yield { values: page, rejected: index === 0 ? source.refused : 0, done: index + 1, total: 2 };
  }
}
