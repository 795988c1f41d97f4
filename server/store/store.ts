import type { AreaDirectory } from '../../web/shared/area.ts';
import type {
  Area,
  Change,
  ComparedKpi,
  FixedPrices,
  Group,
  Kpi,
  KpiDetail,
  ListAnswer,
  Observation,
  ReleaseInfo,
} from '../../web/shared/api.ts';
import type { Comparison } from '../../web/shared/comparison/comparison.ts';
import type { HeldNow } from './held-view.ts';

/** What one comparison needs from a release. */
export interface ComparisonRows {
  readonly release: ReleaseInfo;
  readonly kpis: readonly ComparedKpi[];
  readonly areas: readonly Area[];
  /** In the order asked: kpi, area, year, T K M. Absent observations are absent. */
  readonly observations: readonly Observation[];
}

/** One observation as exports write it, with everything that a row there must say. */
export interface ExportRow extends Observation {
  readonly kpiTitle: string;
  readonly unit: string;
  readonly municipalityName: string;
  readonly source: string;
  /** How the value was made over; undefined where it is as Kolada sent it. */
  readonly prices?: Omit<FixedPrices, 'withoutIndex'> | undefined;
}

export interface ExportStream {
  readonly release: ReleaseInfo;
  /** Rows that `rows` will yield; an export that ends short of it must break. */
  readonly rowCount: number;
  readonly rows: AsyncIterable<readonly ExportRow[]>;
  /** For one who will not read the rows to their end (`HEAD`, 304); harmless otherwise. */
  readonly close: () => void;
}

export interface KpiSearch {
  /** What the reader typed; empty lists everything. */
  readonly text: string;
  readonly limit: number;
  readonly offset: number;
  readonly set?: string;
  readonly genderSplit?: boolean;
  readonly municipalityType?: 'K' | 'L';
}

/** How many areas have a value of a KPI in a year. */
export interface Coverage {
  readonly year: number;
  readonly areas: number;
}

export interface ChangesQuery {
  readonly since: string;
  readonly to: string;
  readonly kpis?: readonly string[];
  readonly areas?: readonly string[];
  readonly limit: number;
  readonly offset: number;
}

/** What one release says of places and measures: how an address that is locked to it is read. */
export interface ReleaseCatalogue {
  readonly directory: AreaDirectory;
  readonly knowsKpi: (id: string) => boolean;
}

/**
 * What the routes ask of the releases. Every call answers from one release, the newest when
 * `releaseId` is undefined, even while a newer one is being switched in.
 */
export interface Store {
  /** The newest release. */
  readonly release: () => ReleaseInfo;
  /** Areas and groups of the newest release. */
  readonly directory: () => AreaDirectory;
  readonly knowsKpi: (id: string) => boolean;
  /** False until Kolada's own catalogue has been fetched: then nobody knows what else there is. */
  readonly hasCatalogue: () => boolean;
  readonly releases: () => readonly ReleaseInfo[];
  /** Years, ascending, whose prices amounts can be given in. */
  readonly priceYears: () => readonly number[];
  /**
   * Of the newest release, from memory, when `releaseId` is undefined.
   * @throws {UnknownReleaseError}
   */
  catalogueAt: (releaseId: string | undefined) => Promise<ReleaseCatalogue>;
  /** Answers of Kolada's that wait for a human; the newest release holds the figures before them. */
  readonly held: () => HeldNow;
  /** Looks at what is held now, and not when it is next time to. Never rejects. */
  readonly refreshHeld: () => Promise<void>;

  /** @throws {UnknownReleaseError} */
  compare: (comparison: Comparison) => Promise<ComparisonRows>;
  /** @throws {UnknownReleaseError} */
  exportRows: (comparison: Comparison) => Promise<ExportStream>;
  searchKpis: (search: KpiSearch) => Promise<ListAnswer<Kpi>>;
  kpi: (id: string, releaseId?: string) => Promise<KpiDetail | undefined>;
  /** Years ascending; kommuner are counted, or regions for a KPI that only they report. */
  coverage: (kpiId: string, releaseId?: string) => Promise<readonly Coverage[]>;
  /** What every kommun (or region, for a KPI of theirs) reported in a year, by id and T K M. */
  spread: (kpiId: string, year: number, releaseId?: string) => Promise<readonly Observation[]>;
  /** In Swedish order of title; with `member`, an id or a slug, those that it is in or were made for it. */
  groups: (filter: { readonly member?: string }) => Promise<readonly Group[]>;
  /** @throws {UnknownReleaseError} */
  changes: (query: ChangesQuery) => Promise<ListAnswer<Change>>;

  /** Looks for a newer release now; resolves when it is served, or refused. Never rejects. */
  refresh: () => Promise<void>;
  /** Code of why the release last published is not the one served; undefined when it is. */
  readonly problem: () => string | undefined;
  /** Names of release files in the folder that are newer than what the pointer names. */
  readonly newerFiles: () => Promise<readonly string[]>;
  /** Resolves when every question has been answered and the files are closed. */
  close: () => Promise<void>;
}

/** The release asked for was never published here. */
export class UnknownReleaseError extends Error {
  override readonly name = 'UnknownReleaseError';
  readonly releaseId: string;

  constructor(releaseId: string) {
    super(`unknown release: ${releaseId}`);
    this.releaseId = releaseId;
  }
}
