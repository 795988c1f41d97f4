import {
  createAreaDirectory,
  type Area,
  type AreaDirectory,
  type DatedArea,
} from '../../web/shared/area.ts';
import type { GoodDirection, Group, KpiDetail } from '../../web/shared/api.ts';
import { withoutFormat } from '../../web/shared/plain-text.ts';
import type { KnownBreaks } from '../data/breaks.ts';
import { createMeasures, type PlainKpi } from './measures.ts';
import { queries } from './queries.ts';
import type { Values } from './query.ts';
import type { Session } from './session.ts';

/** What one release says of KPIs, areas and groups, held in memory. */
export interface Catalogue {
  /** By id. */
  readonly kpis: ReadonlyMap<string, KpiDetail>;
  readonly directory: AreaDirectory;
  /** In Swedish order of their titles. */
  readonly groups: readonly Group[];
}

/**
 * Older versions published texts with format characters: they are left out when read, too.
 * @param release the release's number
 * @param breaks known besides what definitions state
 */
export async function readCatalogue(
  session: Session,
  release: number,
  breaks: KnownBreaks,
): Promise<Catalogue> {
  const kpiRows = await session.all(queries.kpis, { release });
  const heldRows = await session.all(queries.heldKpis, { release });
  const areaRows = await session.all(queries.areas, { release });
  const groupRows = await session.all(queries.groups, { release });
  const formerGroupRows = await session.all(queries.formerGroups, { release });

  const held = new Set(heldRows.map(({ kpi }) => kpi));
  const areas = areaRows.filter((row) => row.is_current).map(toArea);
  const history = areaRows.map(toDated);
  const { find } = createAreaDirectory(areas, history);
  const groups = groupRows.map((row) => toGroup(row, find)).sort(byTitle);
  const groupAreas = [...groups, ...formerGroupRows].map(groupAsArea);
  return {
    kpis: toKpis(kpiRows, held, breaks),
    directory: createAreaDirectory(
      [...areas, ...groupAreas.slice(0, groups.length)],
      [...history, ...groupAreas.map((area) => ({ ...area, since: 0 }))],
    ),
    groups,
  };
}

type KpiRow = Values<typeof queries.kpis.row>;
type AreaRow = Values<typeof queries.areas.row>;
type GroupRow = Values<typeof queries.groups.row>;

const collator = new Intl.Collator('sv', { numeric: true });
const byTitle = (a: Group, b: Group) =>
  collator.compare(a.title, b.title) || a.id.localeCompare(b.id);

function toKpis(
  rows: readonly KpiRow[],
  held: ReadonlySet<string>,
  breaks: KnownBreaks,
): ReadonlyMap<string, KpiDetail> {
  const plain = rows.map((row) => toPlainKpi(row, held.has(row.id)));
  const measured = createMeasures(plain, breaks);
  return new Map(plain.map((kpi) => [kpi.id, measured(kpi)]));
}

function toPlainKpi(row: KpiRow, held: boolean): PlainKpi {
  return {
    id: row.id,
    title: withoutFormat(row.title),
    description: plain(row.description),
    form: withoutFormat(row.unit),
    set: row.curated_set,
    goodDirection: toDirection(row.good_direction),
    genderSplit: row.gender_split,
    operatingArea: plain(row.operating_area),
    municipalityType: toMunicipalityType(row.municipality_type),
    preliminaryPublicationDate: plain(row.preliminary_publication_date),
    publicationDate: plain(row.publication_date),
    publicationPeriod: plain(row.publication_period),
    discontinued: row.discontinued,
    held,
  };
}

function plain(text: string | null): string | null {
  return text === null ? null : withoutFormat(text);
}

function toDirection(text: string): GoodDirection {
  return text === 'higher' || text === 'lower' ? text : 'neutral';
}

function toMunicipalityType(text: string): KpiDetail['municipalityType'] {
  return text === 'K' || text === 'L' ? text : 'A';
}

function toArea({ id, slug, name, kind, county }: AreaRow): Area {
  const area = { id, slug, name: withoutFormat(name), kind: toAreaKind(kind) };
  return county === null ? area : { ...area, county };
}

function toAreaKind(text: string): Area['kind'] {
  return text === 'region' || text === 'country' ? text : 'municipality';
}

function toDated(row: AreaRow): DatedArea {
  return { ...toArea(row), since: row.since };
}

function toGroup({ id, title, members }: GroupRow, find: AreaDirectory['find']): Group {
  return {
    id,
    title: withoutFormat(title),
    members: members.map((member) => {
      const area = find(member);
      return { id: member, slug: area?.slug ?? member, name: area?.name ?? member };
    }),
  };
}

function groupAsArea({ id, title }: Pick<Group, 'id' | 'title'>): Area {
  return { id, slug: id, name: title, kind: 'group' };
}
