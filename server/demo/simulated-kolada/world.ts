import { areaProfiles } from './area-profile.ts';
import type { Catalogue, RawKpi } from './catalogue.ts';
import { createFigures, type Figure } from './figures.ts';
import { hashText } from './hash.ts';
import { kpiProfile, type YearSpan } from './kpi-profile.ts';
import { createRevisions, type FigureKey } from './revisions.ts';

export interface WorldOptions extends YearSpan {
  readonly catalogue: Catalogue;
  readonly seed: string;
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
  const revisions = createRevisions();
  const figures = createFigures(revisions);

  const figure = ({ kpi, area, year, gender }: FigureKey): Figure | undefined => {
    const profile = profiles.get(kpi);
    const place = areas.get(area);
    if (!profile || !place || !figures.hasRow(profile, place, year)) return undefined;
    if (gender !== 'T' && !profile.genderSplit) return undefined;
    return figures.figure(profile, place, year, gender);
  };

  return {
    kpis: () => [...kpis.values()],
    municipalities: options.catalogue.municipalities,
    groups: () => [...groups.values()],
    profiles,
    areas,
    figures,
    isRevised: revisions.hasRow,
    lastYear: () => Math.max(...[...profiles.values()].map(({ lastYear }) => lastYear)),
    /** The value as answers give it; undefined where no row exists. */
    figure,
    revise: (key: FigureKey & { readonly value: number | null }) => {
      const count = key.value === null ? 0 : 1;
      revisions.set(key, { value: key.value, count, isDeleted: false });
    },
    withdraw: (key: FigureKey) => {
      revisions.set(key, { value: null, count: 0, isDeleted: true });
    },
    addYear: (year: number) => {
      for (const [id, profile] of profiles) {
        if (!profile.ended) profiles.set(id, { ...profile, lastYear: year });
      }
    },
    renameKpi: (id: string, title: string) => {
      const kpi = kpis.get(id);
      if (!kpi) throw new Error(`unknown kpi: ${id}`);
      kpis.set(id, { ...kpi, title });
    },
    addKpi: (kpi: RawKpi) => {
      kpis.set(kpi.id, kpi);
      profiles.set(kpi.id, kpiProfile(kpi, options, seed));
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
    },
    dropKpi: (id: string) => {
      kpis.delete(id);
      profiles.delete(id);
    },
  };
}

export type World = ReturnType<typeof createWorld>;
