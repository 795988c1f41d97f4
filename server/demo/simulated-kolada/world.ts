import { areaProfiles } from './area-profile.ts';
import type { Catalogue, RawKpi } from './catalogue.ts';
import { createFigures, type Figure } from './figures.ts';
import { hashText } from './hash.ts';
import { kpiProfile, type YearSpan } from './kpi-profile.ts';
import { createRevisions, type FigureKey } from './revisions.ts';

export interface WorldOptions extends YearSpan {
  readonly catalogue: Catalogue;
  readonly seed: string;
  /** ISO day that what is changed from now on is dated. */
  readonly today: () => string;
}

/** Everything the simulated service knows, and the commands that change it. */
export function createWorld(options: WorldOptions) {
  const seed = hashText(options.seed);
  const kpis = new Map(options.catalogue.kpis.map((kpi) => [kpi.id, kpi]));
  const profiles = new Map(
    options.catalogue.kpis.map((kpi) => [kpi.id, kpiProfile(kpi, options, seed)]),
  );
  const groups = new Map(options.catalogue.groups.map((group) => [group.id, group]));
  const areas = areaProfiles(options.catalogue, seed);
  const revisions = createRevisions(options.today);
  const figures = createFigures(revisions);

  const figure = ({ kpi, area, year, gender }: FigureKey): Figure | undefined => {
    const profile = profiles.get(kpi);
    const place = areas.get(area);
    if (!profile || !place || !figures.hasRow(profile, place, year)) return undefined;
    if (gender !== 'T' && !profile.genderSplit) return undefined;
    return figures.figure(profile, place, year, gender);
  };

  /** A row has changed, and with it those of every group that the area is in, and Riket's. */
  const touch = (kpi: string, area: string, year: number) => {
    revisions.touch(kpi, area, year);
    for (const { id, members } of areas.values()) {
      if (members.some((member) => member.id === area)) revisions.touch(kpi, id, year);
    }
  };
  const touchAll = (kpi: string, ofAreas: Iterable<string>, years: readonly number[]) => {
    for (const area of ofAreas) for (const year of years) revisions.touch(kpi, area, year);
  };

  return {
    kpis: () => [...kpis.values()],
    municipalities: options.catalogue.municipalities,
    groups: () => [...groups.values()],
    profiles,
    areas,
    figures,
    isTouched: revisions.isTouched,
    changedSince: revisions.changedSince,
    lastYear: () => Math.max(...[...profiles.values()].map(({ lastYear }) => lastYear)),
    /** The value as answers give it; undefined where no row exists. */
    figure,
    revise: (key: FigureKey & { readonly value: number | null }) => {
      const count = key.value === null ? 0 : 1;
      revisions.set(key, { value: key.value, count, isDeleted: false });
      touch(key.kpi, key.area, key.year);
    },
    withdraw: (key: FigureKey) => {
      revisions.set(key, { value: null, count: 0, isDeleted: true });
      touch(key.kpi, key.area, key.year);
    },
    addYear: (year: number) => {
      for (const [id, profile] of profiles) {
        if (profile.ended) continue;
        profiles.set(id, { ...profile, lastYear: year });
        for (const added of yearsBetween(profile.lastYear + 1, year)) revisions.touchYear(added);
      }
    },
    renameKpi: (id: string, title: string) => {
      const kpi = kpis.get(id);
      if (!kpi) throw new Error(`unknown kpi: ${id}`);
      kpis.set(id, { ...kpi, title });
    },
    addKpi: (kpi: RawKpi) => {
      kpis.set(kpi.id, kpi);
      const profile = kpiProfile(kpi, options, seed);
      profiles.set(kpi.id, profile);
      touchAll(kpi.id, areas.keys(), yearsBetween(profile.firstYear, profile.lastYear));
    },
    changeGroup: (id: string, change: { title: string; members: readonly string[] }) => {
      const group = groups.get(id);
      const area = areas.get(id);
      if (!group || !area) throw new Error(`unknown group: ${id}`);
      const members = options.catalogue.municipalities
        .filter((own) => change.members.includes(own.id))
        .map((own) => ({ member_id: own.id, member_title: own.title }));
      groups.set(id, { id, title: change.title, members });
      const found = change.members.flatMap((member) => areas.get(member) ?? []);
      areas.set(id, { ...area, members: found });
      for (const { firstYear, lastYear, id: kpi } of [...profiles].map(([of, profile]) => ({
        ...profile,
        id: of,
      }))) {
        touchAll(kpi, [id], yearsBetween(firstYear, lastYear));
      }
    },
    dropKpi: (id: string) => {
      kpis.delete(id);
      profiles.delete(id);
    },
  };
}

function yearsBetween(first: number, last: number): readonly number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}

export type World = ReturnType<typeof createWorld>;
