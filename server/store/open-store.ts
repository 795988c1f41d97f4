import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Kpi, KpiDetail, Observation } from '../../web/shared/api.ts';
import { withoutFormat } from '../../web/shared/plain-text.ts';
import { swedishDay } from '../../web/shared/swedish-day.ts';
import { likenessOwner } from '../../web/shared/text/likeness-groups.ts';
import { loadBreaks } from '../data/breaks.ts';
import { loadCuratedKpis } from '../data/kpis.ts';
import { loadPriceIndex, type PriceIndex } from '../data/price-index.ts';
import { createKpiSearcher, type CatalogueSearch } from '../search/kpi-search.ts';
import { loadSynonyms } from '../search/synonyms.ts';
import type { Catalogue } from './catalogue.ts';
import { changes } from './changes.ts';
import { compare } from './compare.ts';
import { toGender, toObservation } from './comparison-rows.ts';
import { exportRows } from './export-rows.ts';
import { heldFile } from './held.ts';
import { openHeldView, reviewed, type HeldView } from './held-view.ts';
import { newerFiles } from './newer-files.ts';
import { pointerFile, readPointer } from './pointer.ts';
import { watchPointer } from './watch-pointer.ts';
import { queries } from './queries.ts';
import {
  openReleaseFile,
  type NumberedRelease,
  type ReleaseFile,
  type ReleaseFileLimits,
} from './release-file.ts';
import { answeredFrom, releaseInfo } from './release-info.ts';
import { openReleaseSwitch, type ReleaseSwitch, type ServedRelease } from './release-switch.ts';
import { UnknownReleaseError, type ReleaseCatalogue, type Store } from './store.ts';

export interface StoreOptions {
  /** Folder of `current.json` and the release files. */
  readonly dataDir: string;
  readonly logger?: Pick<Logger, 'info' | 'warn'>;
  readonly now?: () => Date;
  /** How often the pointer is looked at; 0 means only when `refresh` is called. */
  readonly pollMs?: number;
  readonly limits?: Partial<ReleaseFileLimits>;
  /** Folder of the curated list and the search's synonyms; the project's `data` when left out. */
  readonly referenceDir?: string;
}

/**
 * Beyond what a question needs, DuckDB's memory only keeps blocks that the system's file cache
 * has too. All of Kolada is served in two thirds of this, and hardly faster in ten times as much.
 */
export const standardLimits: ReleaseFileLimits = {
  memoryLimit: '96MB',
  threads: 1,
  quickSessions: 4,
  slowSessions: 2,
  quickTimeoutMs: 10_000,
  slowTimeoutMs: 60_000,
};

/**
 * Serves the release that DATA_DIR points at, and each newer one as it is published.
 *
 * @throws {NoReleaseError} while nothing has been published
 * @throws {ReleaseFileError} @throws {StateFileError} when nothing in DATA_DIR can be served
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { dataDir, logger, now = () => new Date(), pollMs = 1000 } = options;
  const limits = { ...standardLimits, ...options.limits };
  const { referenceDir = join(import.meta.dirname, '../../data') } = options;
  const searchOf = createKpiSearcher({
    curated: loadCuratedKpis(referenceDir).map(({ id }) => id),
    synonyms: loadSynonyms(referenceDir),
  });
  const breaks = loadBreaks(referenceDir);
  const priceIndex = loadPriceIndex(referenceDir);
  const searches = new WeakMap<ReleaseFile, Promise<CatalogueSearch>>();
  const released = await openReleaseSwitch({
    dataDir,
    readPointer: () => readPointer(dataDir),
    open: async (path, pointer, onDamage) => {
      const file = await openReleaseFile(path, pointer, { ...limits, onDamage, breaks });
      const kpis = [...file.catalogue.kpis.values()];
      const search = searchOf(kpis);
      search.catch(() => undefined);
      // Not awaited: until the index is made, only those who search need wait.
      searches.set(file, search);
      return file;
    },
    onSwitch: (release, error) => {
      if (error === undefined) logger?.info({ release }, 'serving another release');
      else logger?.warn({ release, error }, 'newer release refused');
    },
  });
  const newer = await newerFiles(dataDir);
  if (newer.length > 0) {
    const told = { release: released.current().file.newest.id, newer };
    logger?.warn(
      told,
      'newer release files than the pointer names; the next refresh builds on them',
    );
  }
  const stopWatching = watchPointer(join(dataDir, pointerFile), pollMs, released);
  const held = await openHeldView(dataDir);
  const stopWatchingHeld = watchPointer(join(dataDir, heldFile), pollMs, {
    refresh: held.refresh,
    problem: () => undefined,
  });

  return {
    ...newest(released),
    ...questions(released, { now, priceIndex, held }),
    priceYears: () => [...priceIndex.byYear.keys()],
    held: held.now,
    refreshHeld: held.refresh,
    searchKpis: (search) =>
      released.use(async ({ file }) => {
        const index = await searches.get(file);
        const found = index?.find(search);
        const items = found?.items.map((kpi) => reviewed(listed(kpi), held.now())) ?? [];
        return { items, total: found?.total ?? 0 };
      }),
    refresh: async () => {
      await Promise.all([released.refresh(), held.refresh()]);
    },
    problem: released.problem,
    newerFiles: () => newerFiles(dataDir),
    close: async () => {
      await Promise.all([stopWatching(), stopWatchingHeld()]);
      await released.close();
    },
  };
}

/** As a list shows a KPI: without what only its own page and a comparison need. */
function listed(kpi: Kpi | KpiDetail): Kpi {
  if (!('breaks' in kpi)) return kpi;
  const { areas: _areas, subject: _subject, breaks: _breaks, ...short } = kpi;
  return short;
}

/** What is said at once, from memory, of the newest release. */
function newest(
  released: ReleaseSwitch,
): Pick<Store, 'release' | 'releases' | 'directory' | 'knowsKpi' | 'hasCatalogue' | 'groups'> {
  return {
    release: () => releaseInfo(released.current()),
    releases: () => {
      const served = released.current();
      return served.file.releases.map((release) => releaseInfo(served, release));
    },
    directory: () => released.current().file.catalogue.directory,
    knowsKpi: (id) => released.current().file.catalogue.kpis.has(id),
    hasCatalogue: () => {
      const { newest: release, catalogue } = released.current().file;
      // Kolada's catalogue brings groups and definitions; the snapshot has neither.
      if (release.source !== 'snapshot' || catalogue.groups.length > 0) return true;
      return [...catalogue.kpis.values()].some(({ description }) => description !== null);
    },
    groups: async ({ member }) => {
      const { groups, directory } = released.current().file.catalogue;
      if (member === undefined) return groups;
      const area = directory.find(member);
      if (area === undefined) return [];
      // Kolada's lists of likes do not hold the kommun that they were made for.
      return groups.filter(
        ({ title, members }) =>
          likenessOwner(title) === area.name || members.some(({ id }) => id === area.id),
      );
    },
  };
}

function questions(
  released: ReleaseSwitch,
  {
    now,
    priceIndex,
    held,
  }: {
    readonly now: () => Date;
    readonly priceIndex: PriceIndex;
    readonly held: HeldView;
  },
): Pick<
  Store,
  'catalogueAt' | 'compare' | 'exportRows' | 'kpi' | 'coverage' | 'spread' | 'changes'
> {
  const context = (served: ServedRelease, releaseId: string | undefined) => {
    const release = findRelease(served.file, releaseId);
    // A locked address answers the same for ever: its day is the one it was published on.
    const day = releaseId === undefined ? now() : new Date(release.publishedAt);
    return { file: served.file, release, today: swedishDay(day), priceIndex };
  };
  return {
    catalogueAt: async (releaseId) => {
      if (releaseId === undefined) return toKnown(released.current().file.catalogue);
      return released.use(async ({ file }) =>
        toKnown(await file.catalogueOf(findRelease(file, releaseId))),
      );
    },
    compare: (comparison) =>
      released.use(async (served) => {
        const asked = context(served, comparison.release);
        const answer = await compare(comparison, asked);
        const release = answeredFrom(served, asked.release, comparison);
        // A locked address answers the same for ever: what is held today is no matter of its.
        if (comparison.release !== undefined) return { release, ...answer };
        return { release, ...answer, kpis: answer.kpis.map((kpi) => reviewed(kpi, held.now())) };
      }),
    exportRows: async (comparison) => {
      const { served, letGo } = released.hold();
      try {
        const asked = context(served, comparison.release);
        const held = await exportRows(comparison, asked, letGo);
        return { release: answeredFrom(served, asked.release, comparison), ...held };
      } catch (error) {
        letGo();
        throw error;
      }
    },
    kpi: (id, releaseId) =>
      released.use(async ({ file }) => {
        const { kpis } = await file.catalogueOf(findRelease(file, releaseId));
        const kpi = kpis.get(id);
        return kpi === undefined || releaseId !== undefined ? kpi : reviewed(kpi, held.now());
      }),
    coverage: (kpi, releaseId) =>
      released.use(async ({ file }) => {
        const release = findRelease(file, releaseId);
        const { kpis } = await file.catalogueOf(release);
        const kind = reportingKind(kpis.get(kpi));
        return file.quick((session) =>
          session.all(queries.coverage, { kpi, kind, release: release.number }),
        );
      }),
    spread: (kpi, year, releaseId) =>
      released.use(({ file }) => spread(file, kpi, { year, releaseId })),
    changes: (query) =>
      released.use(({ file }) =>
        changes(file, query, {
          since: findRelease(file, query.since),
          to: findRelease(file, query.to),
        }),
      ),
  };
}

async function spread(
  file: ReleaseFile,
  kpi: string,
  { year, releaseId }: { readonly year: number; readonly releaseId: string | undefined },
): Promise<readonly Observation[]> {
  const release = findRelease(file, releaseId);
  const { number } = release;
  const { kpis } = await file.catalogueOf(release);
  const kind = reportingKind(kpis.get(kpi));
  const rows = await file.quick((session) =>
    session.all(queries.spread, { kpi, year, kind, release: number }),
  );
  return rows.map((row) =>
    toObservation(kpi, {
      ...row,
      gender: toGender(row.gender),
      status: withoutFormat(row.status),
    }),
  );
}

/** The kind of area that reports a KPI: regions for a KPI of theirs alone, otherwise kommuner. */
function reportingKind(kpi: Kpi | undefined): 'region' | 'municipality' {
  return kpi?.municipalityType === 'L' ? 'region' : 'municipality';
}

/** @throws {UnknownReleaseError} */
function findRelease(file: ReleaseFile, id: string | undefined): NumberedRelease {
  if (id === undefined) return file.newest;
  const release = file.releases.find((candidate) => candidate.id === id);
  if (release === undefined) throw new UnknownReleaseError(id);
  return release;
}

function toKnown({ directory, kpis }: Catalogue): ReleaseCatalogue {
  return { directory, knowsKpi: (id) => kpis.has(id) };
}
