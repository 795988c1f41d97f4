/** Small real release files, straight from the schema, for tests that need something to serve. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBTimestampValue, listValue } from '@duckdb/node-api';
import { loadCuratedKpis } from '../../server/data/kpis.ts';
import { loadMunicipalities } from '../../server/data/municipalities.ts';
import { loadSnapshot } from '../../server/data/snapshot.ts';
import { writePointer, type Pointer } from '../../server/store/pointer.ts';
import type { Kpi, Source } from '../../web/shared/api.ts';
import { toAreas, type Area } from '../../web/shared/area.ts';
import type { Gender } from '../../web/shared/comparison/comparison.ts';
import { writeReleaseFile, type Row, type Tables } from './release-file-writer.ts';

export interface FixtureObservation {
  readonly kpi: string;
  readonly area: string;
  readonly year: number;
  /** T when left out. */
  readonly gender?: Gender;
  readonly value: number | null;
  /** Empty for a value and `Missing` for null when left out. */
  readonly status?: string;
  /** The document it stands in; `Kolada` when left out. */
  readonly citation?: string;
}

export type FixtureKpi = Pick<Kpi, 'id' | 'title'> & Partial<Kpi> & { readonly listed?: boolean };

export interface FixtureGroup {
  readonly id: string;
  readonly title: string;
  readonly members: readonly string[];
}

/** What a release says anew; everything else that earlier ones said still holds. */
export interface FixtureRelease {
  /** `2026-11-22.<number>` when left out. */
  readonly id?: string;
  readonly publishedAt?: string;
  readonly checkedAt?: string;
  /** kolada when left out. */
  readonly source?: Source;
  readonly kpis?: readonly FixtureKpi[];
  readonly areas?: readonly Area[];
  readonly groups?: readonly FixtureGroup[];
  readonly observations?: readonly FixtureObservation[];
  /** Observations that no longer hold. */
  readonly withdrawn?: readonly Omit<FixtureObservation, 'value'>[];
  /** Ids of areas and groups that are listed no longer. */
  readonly left?: readonly string[];
}

export interface ReleaseFixture {
  readonly dataDir: string;
  /** Writes a new file with all releases so far and this one, and points at it. */
  readonly publish: (release: FixtureRelease) => Promise<Pointer>;
  /** Moves only the pointer, as a check that found nothing newer does. */
  readonly point: (changes: Partial<Pointer>) => Promise<Pointer>;
  readonly pathOf: (release: string) => string;
  /** Deletes the folder. */
  readonly close: () => Promise<void>;
}

const dataFolder = join(import.meta.dirname, '../../data');

/** The seven kommuner of the model case, Riket, and two whose slugs would collide. */
export const fixtureAreas: readonly Area[] = toAreas([
  { id: '0000', title: 'Riket', type: 'L' },
  { id: '0012', title: 'Region Skåne', type: 'L' },
  { id: '0305', title: 'Håbo', type: 'K' },
  { id: '0484', title: 'Eskilstuna', type: 'K' },
  { id: '0643', title: 'Habo', type: 'K' },
  { id: '1384', title: 'Kungsbacka', type: 'K' },
  { id: '1401', title: 'Härryda', type: 'K' },
  { id: '1490', title: 'Borås', type: 'K' },
  { id: '2281', title: 'Sundsvall', type: 'K' },
  { id: '2305', title: 'Bräcke', type: 'K' },
  { id: '2581', title: 'Piteå', type: 'K' },
]);

export const fixtureKpis: readonly FixtureKpi[] = [
  {
    id: 'N21006',
    title: 'Kostnad hemtjänst äldreomsorg, kr/hemtjänsttagare',
    form: 'kr',
    set: 'cost',
  },
  {
    id: 'U21468',
    title: 'Brukarbedömning hemtjänst äldreomsorg - helhetssyn, andel (%)',
    form: '%',
    set: 'quality',
    goodDirection: 'higher',
    genderSplit: true,
  },
];

/** Releases with `fixtureAreas` and `fixtureKpis` in the first unless it brings its own. */
export async function createReleaseFixture(options: {
  readonly releases: readonly FixtureRelease[];
}): Promise<ReleaseFixture> {
  const dataDir = await mkdtemp(join(tmpdir(), 'releases-'));
  const history = createHistory();
  let pointer: Pointer | undefined;

  const pathOf = (release: string) => join(dataDir, `${release}.duckdb`);
  const point = async (changes: Partial<Pointer>) => {
    if (pointer === undefined) throw new Error('nothing published yet');
    pointer = { ...pointer, ...changes };
    await writePointer(dataDir, pointer);
    return pointer;
  };
  const publish = async (release: FixtureRelease) => {
    const { number, id, publishedAt, source } = history.add(release);
    await writeReleaseFile(pathOf(id), history.tables());
    const checkedAt = release.checkedAt ?? publishedAt;
    pointer = { release: id, number, file: `${id}.duckdb`, source, publishedAt, checkedAt };
    return point({});
  };
  for (const release of options.releases) await publish(release);
  return {
    dataDir,
    publish,
    point,
    pathOf,
    close: () => rm(dataDir, { recursive: true, force: true }),
  };
}

/** The first release as a server without Kolada serves it: real figures of the model case. */
export function createSnapshotFixture(): Promise<ReleaseFixture> {
  return createReleaseFixture({
    releases: [
      {
        source: 'snapshot',
        areas: loadMunicipalities(dataFolder),
        kpis: loadCuratedKpis(dataFolder).map((kpi) => ({
          ...kpi,
          discontinued: /\(- \d{4}\)/.test(kpi.title),
        })),
        groups: [
          {
            id: 'G176508',
            title: 'Liknande kommuner äldreomsorg, Bräcke, 2024',
            members: ['0584', '1782', '2039', '2326', '2462', '2505', '2510'],
          },
        ],
        observations: loadSnapshot(dataFolder).observations,
      },
    ],
  });
}

function createHistory() {
  const releases: Row[] = [];
  const citations: string[] = ['Kolada'];
  const kpi = createVersions();
  const area = createVersions();
  const group = createVersions();
  const observation = createVersions();

  const sourceId = (citation = 'Kolada') => {
    if (!citations.includes(citation)) citations.push(citation);
    return citations.indexOf(citation) + 1;
  };
  return {
    add: (release: FixtureRelease) => {
      const number = releases.length + 1;
      const id = release.id ?? `2026-11-22.${number}`;
      const publishedAt =
        release.publishedAt ?? `2026-11-22T08:${String(number).padStart(2, '0')}:00.000Z`;
      const source = release.source ?? 'kolada';
      const micros = BigInt(Date.parse(publishedAt)) * 1000n;
      releases.push({ number, id, published_at: new DuckDBTimestampValue(micros), source });
      const isFirst = number === 1;
      for (const row of release.kpis ?? (isFirst ? fixtureKpis : [])) {
        kpi.set(row.id, number, kpiRow(row));
      }
      for (const row of release.areas ?? (isFirst ? fixtureAreas : [])) {
        area.set(row.id, number, { ...row, county: row.county ?? null });
      }
      for (const row of release.groups ?? []) {
        group.set(row.id, number, { ...row, members: listValue(row.members) });
      }
      for (const id of release.left ?? []) (id.startsWith('G') ? group : area).set(id, number);
      for (const row of release.observations ?? []) {
        observation.set(keyOf(row), number, observationRow(row, sourceId(row.citation)));
      }
      for (const row of release.withdrawn ?? []) observation.set(keyOf(row), number);
      return { number, id, publishedAt, source };
    },
    tables: (): Tables => ({
      release: releases,
      source: citations.map((citation, index) => ({
        id: index + 1,
        kind: citation === 'Kolada' ? 'Kolada' : 'snapshot',
        citation,
      })),
      kpi: kpi.rows(),
      area: area.rows(),
      area_group: group.rows(),
      observation: observation.rows(),
      watch: [],
    }),
  };
}

/** Rows of one table with `since` and `until`; setting a key anew ends what held before. */
function createVersions() {
  const ended: Row[] = [];
  const current = new Map<string, Row>();
  return {
    set: (key: string, number: number, row?: Row) => {
      const before = current.get(key);
      if (before !== undefined && before['since'] !== number)
        ended.push({ ...before, until: number });
      current.delete(key);
      if (row !== undefined) current.set(key, { ...row, since: number, until: null });
    },
    rows: () => [...ended, ...current.values()],
  };
}

function keyOf({ kpi, area, year, gender = 'T' }: Omit<FixtureObservation, 'value'>): string {
  return `${kpi} ${area} ${year} ${gender}`;
}

function kpiRow(kpi: FixtureKpi): Row {
  return {
    id: kpi.id,
    title: kpi.title,
    description: kpi.description ?? null,
    unit: kpi.form ?? kpi.unit ?? '',
    curated_set: kpi.set ?? null,
    good_direction: kpi.goodDirection ?? 'neutral',
    gender_split: kpi.genderSplit ?? false,
    municipality_type: kpi.municipalityType ?? 'K',
    operating_area: kpi.operatingArea ?? null,
    perspective: null,
    auspice: null,
    has_ou_data: false,
    preliminary_publication_date: kpi.preliminaryPublicationDate ?? null,
    publication_date: kpi.publicationDate ?? null,
    publication_period: kpi.publicationPeriod ?? null,
    discontinued: kpi.discontinued ?? false,
    listed: kpi.listed ?? true,
  };
}

function observationRow(row: FixtureObservation, source: number): Row {
  return {
    kpi: row.kpi,
    area: row.area,
    year: row.year,
    gender: row.gender ?? 'T',
    value: row.value,
    status: row.status ?? (row.value === null ? 'Missing' : ''),
    count: row.value === null ? 0 : 1,
    source,
  };
}
