import { LIST, listValue, VARCHAR } from '@duckdb/node-api';
import type { Area } from '../../web/shared/area.ts';
import { toAreas } from '../../web/shared/area.ts';
import type { CuratedKpi } from '../data/kpis.ts';
import { isDiscontinued, unitOf } from '../data/unit.ts';
import type { KoladaGroup, KoladaKpi, KoladaMunicipality } from '../kolada/types.ts';
import type { Draft } from './draft.ts';
import { IngestError } from './errors.ts';
import type { CatalogueVerdict } from './catalogue-verdict.ts';
import { judgeCatalogue } from './catalogue-verdict.ts';
import type { HeldKpi, Titles } from './held-kpi.ts';
import { catalogueId } from './held-kpi.ts';
import type { Holds } from './holds.ts';
import type { Retitled } from './judge-catalogue.ts';
import type { NamedGroup } from './judge-lists.ts';
import type { KpiRow } from './kpi-row.ts';

/** What Kolada lists at one moment. */
export interface Catalogue {
  readonly kpis: readonly KoladaKpi[];
  readonly municipalities: readonly KoladaMunicipality[];
  readonly groups: readonly KoladaGroup[];
}

/** What the product itself says of KPIs, from data/. */
export interface Curation {
  readonly kpis: readonly CuratedKpi[];
  readonly units: ReadonlyMap<string, string>;
}

/** What bringing a catalogue into a draft came to. */
export interface WrittenCatalogue {
  /** Rows that changed, in all three tables. */
  readonly changed: number;
  /** KPIs that keep their old name and unit, and what they would be. */
  readonly titles: ReadonlyMap<string, Titles>;
  /** Those that got their new name because a human accepted it. */
  readonly acceptedTitles: ReadonlyMap<string, Titles>;
}

/**
 * Brings the catalogue into the draft; what is as before keeps its rows, and KPIs that have left
 * stay, no longer listed. What changes more than it may is kept as it was, and so is the name of a
 * KPI with values, unless a human has accepted what is new.
 * @throws {IngestError} `implausible` when a list is empty or has shrunk beyond belief
 */
export async function writeCatalogue(
  draft: Draft,
  catalogue: Catalogue,
  { holds, ...curation }: Curation & { readonly holds: CatalogueHolds },
): Promise<WrittenCatalogue> {
  const { kpis, municipalities, groups } = catalogue;
  for (const [name, { length }] of Object.entries({ kpi: kpis, area: municipalities })) {
    if (length === 0) throw new IngestError('implausible', `the list for ${name} came empty`);
  }
  const rows = kpis.map((kpi) => toKpiRow(kpi, curation));
  const verdict = await judgeCatalogue(draft, { kpis: rows, municipalities, groups }, holds);
  await holdCatalogue(verdict, holds);
  if (verdict.isAccepted) holds.take([catalogueId]);
  const { retitled } = verdict;
  const isAccepted = (id: string, { after }: Titles) =>
    holds.accepted.get(id)?.title === after.title;
  const held = new Map([...retitled].filter(([id, { titles }]) => !isAccepted(id, titles)));
  holds.add([...held].map(([kpi, one]) => toHeld(kpi, one)));
  const changed = [
    await writeKpis(
      draft,
      verdict.kpis.map((row) => ({ ...row, ...held.get(row.id)?.known })),
      verdict.keptKpis,
    ),
    verdict.areas === undefined ? 0 : await writeAreas(draft, toAreas(verdict.areas)),
    verdict.groups === undefined ? 0 : await writeGroups(draft, verdict.groups),
  ];
  return {
    changed: changed.reduce((sum, n) => sum + n, 0),
    titles: titlesOf(held),
    acceptedTitles: titlesOf(new Map([...retitled].filter(([id]) => !held.has(id)))),
  };
}

type CatalogueHolds = Pick<
  Holds,
  'add' | 'accepted' | 'acceptedAt' | 'choiceOf' | 'isRefused' | 'settle' | 'take' | 'write'
>;

async function holdCatalogue(
  { held, isShort }: CatalogueVerdict,
  holds: CatalogueHolds,
): Promise<void> {
  holds.settle([catalogueId]);
  if (held === undefined) return;
  holds.add([held]);
  if (!isShort) return;
  await holds.write();
  const lists = held.faults.map(({ code, values, of }) => `${code}: ${values} of ${of}`);
  throw new IngestError('implausible', lists.join('; '));
}

function titlesOf(retitled: ReadonlyMap<string, Retitled>): ReadonlyMap<string, Titles> {
  return new Map([...retitled].map(([id, { titles }]) => [id, titles]));
}

function toHeld(kpi: string, { titles }: Retitled): HeldKpi {
  const faults = [{ code: 'retitled', values: 0, of: 0 }];
  return { kpi, unit: titles.before.unit, faults, cells: [], titles };
}

/**
 * @param kept KPIs that stay as they are where they are not among `kpis`; others become unlisted
 * @returns rows changed
 */
export async function writeKpis(
  draft: Draft,
  kpis: readonly KpiRow[],
  kept: readonly string[] = [],
): Promise<number> {
  await draft.run(
    'CREATE OR REPLACE TEMP TABLE stage_row AS SELECT * EXCLUDE (since, until) FROM kpi LIMIT 0',
  );
  const appender = await draft.connection.createAppender('stage_row', 'main', 'temp');
  const text = (value: string | null) =>
    value === null ? appender.appendNull() : appender.appendVarchar(value);
  for (const kpi of kpis) {
    text(kpi.id);
    text(kpi.title);
    text(kpi.description);
    text(kpi.unit);
    text(kpi.curatedSet);
    text(kpi.goodDirection);
    appender.appendBoolean(kpi.genderSplit);
    text(kpi.municipalityType);
    text(kpi.operatingArea);
    text(kpi.perspective);
    text(kpi.auspice);
    appender.appendBoolean(kpi.hasOuData);
    text(kpi.preliminaryPublicationDate);
    text(kpi.publicationDate);
    text(kpi.publicationPeriod);
    appender.appendBoolean(kpi.discontinued);
    appender.appendBoolean(true);
    appender.endRow();
  }
  appender.closeSync();
  await draft.run(
    `INSERT INTO stage_row
     SELECT * EXCLUDE (since, until) REPLACE (
       discontinued OR id NOT IN (SELECT unnest($kept)) AS discontinued,
       listed AND id IN (SELECT unnest($kept)) AS listed)
     FROM kpi WHERE until IS NULL AND id NOT IN (SELECT id FROM stage_row)`,
    // An empty list has no type of its own.
    { kept: listValue(['', ...kept]) },
  );
  return replaceChanged(draft, 'kpi');
}

/** @returns rows changed; an area that is not among these no longer holds */
export async function writeAreas(draft: Draft, areas: readonly Area[]): Promise<number> {
  await draft.run(
    'CREATE OR REPLACE TEMP TABLE stage_row AS SELECT * EXCLUDE (since, until) FROM area LIMIT 0',
  );
  const appender = await draft.connection.createAppender('stage_row', 'main', 'temp');
  for (const { id, slug, name, kind, county } of areas) {
    for (const value of [id, slug, name, kind]) appender.appendVarchar(value);
    if (county === undefined) appender.appendNull();
    else appender.appendVarchar(county);
    appender.endRow();
  }
  appender.closeSync();
  return replaceChanged(draft, 'area');
}

async function writeGroups(draft: Draft, groups: readonly NamedGroup[]): Promise<number> {
  await draft.run(
    `CREATE OR REPLACE TEMP TABLE stage_row AS
     SELECT * EXCLUDE (since, until) FROM area_group LIMIT 0`,
  );
  const appender = await draft.connection.createAppender('stage_row', 'main', 'temp');
  for (const { id, title, members } of groups) {
    appender.appendVarchar(id);
    appender.appendVarchar(title);
    appender.appendList(listValue([...members]), LIST(VARCHAR));
    appender.endRow();
  }
  appender.closeSync();
  return replaceChanged(draft, 'area_group');
}

type HistoryTable = 'kpi' | 'area' | 'area_group';

/** `EXCEPT` compares whole rows and counts null as equal to null. */
async function replaceChanged(draft: Draft, table: HistoryTable): Promise<number> {
  const { number } = draft;
  await draft.run(
    `CREATE OR REPLACE TEMP TABLE stage_changed AS
     SELECT * FROM stage_row EXCEPT SELECT * EXCLUDE (since, until) FROM ${table} WHERE until IS NULL`,
  );
  const closed = await draft.run(
    `UPDATE ${table} SET until = $number WHERE until IS NULL
     AND (id IN (SELECT id FROM stage_changed) OR id NOT IN (SELECT id FROM stage_row))`,
    { number },
  );
  const inserted = await draft.run(
    `INSERT INTO ${table} SELECT *, $number, NULL FROM stage_changed ORDER BY id`,
    { number },
  );
  return closed + inserted;
}

function toKpiRow(kpi: KoladaKpi, { kpis, units }: Curation): KpiRow {
  const curated = kpis.find(({ id }) => id === kpi.id);
  return {
    id: kpi.id,
    title: kpi.title,
    description: kpi.description,
    unit: curated?.unit ?? unitOf(kpi, units),
    curatedSet: curated?.set ?? null,
    goodDirection: curated?.goodDirection ?? 'neutral',
    genderSplit: kpi.is_divided_by_gender,
    municipalityType: kpi.municipality_type,
    operatingArea: kpi.operating_area,
    perspective: kpi.perspective,
    auspice: kpi.auspice,
    hasOuData: kpi.has_ou_data,
    preliminaryPublicationDate: kpi.prel_publication_date,
    publicationDate: kpi.publication_date,
    publicationPeriod: kpi.publ_period,
    discontinued: isDiscontinued(kpi.title),
  };
}
