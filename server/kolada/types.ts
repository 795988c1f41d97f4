/** Kolada's API v3 as answers look after validation; white space normalised, nothing else changed. */
import type { Gender } from '../../web/shared/comparison/comparison.ts';

export interface KoladaKpi {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly is_divided_by_gender: boolean;
  readonly municipality_type: 'K' | 'L' | 'A';
  readonly auspice: string | null;
  readonly operating_area: string | null;
  readonly perspective: string | null;
  readonly prel_publication_date: string | null;
  readonly publication_date: string | null;
  readonly publ_period: string | null;
  readonly has_ou_data: boolean;
}

export interface KoladaMunicipality {
  readonly id: string;
  readonly title: string;
  readonly type: 'K' | 'L';
}

export interface KoladaGroup {
  readonly id: string;
  readonly title: string;
  readonly members: readonly { readonly member_id: string; readonly member_title: string }[];
}

/** An operational unit: a school, a care home. */
export interface KoladaUnit {
  readonly id: string;
  readonly title: string;
  /** Id of the kommun it lies in. */
  readonly municipality: string;
}

/** One value, flattened out of its row. */
export interface KoladaValue {
  readonly kpi: string;
  /** Kommun, region, group; in unit data the unit. */
  readonly area: string;
  readonly year: number;
  readonly gender: Gender;
  readonly count: number;
  readonly status: string;
  readonly value: number | null;
  readonly isDeleted: boolean;
}

export interface DataQuery {
  readonly kpis: readonly string[];
  /** Area and group ids, mixed. */
  readonly areas: readonly string[];
  readonly years?: readonly number[];
  /** Only what changed since this ISO day. */
  readonly fromDate?: string;
}

/** Every area and group at once: what `/data/kpi/…/year/…` answers, some 3 900 rows a KPI and year. */
export interface BulkQuery {
  readonly kpis: readonly string[];
  readonly years: readonly number[];
  readonly fromDate?: string;
}

/** Every KPI of some areas: `/data/municipality/…/year/…`. */
export interface AreaQuery {
  readonly areas: readonly string[];
  readonly years: readonly number[];
  readonly fromDate?: string;
}

export interface UnitQuery {
  readonly kpis: readonly string[];
  readonly units: readonly string[];
  readonly years?: readonly number[];
  readonly fromDate?: string;
}

/** Narrows a catalogue list; without ids the whole list. */
export interface CatalogueFilter {
  readonly ids?: readonly string[];
  /** Part of the title. */
  readonly title?: string;
}

/** One page of values as it arrives, so that ingest can append while the next is fetched. */
export interface ValuePage {
  readonly values: readonly KoladaValue[];
  /** Rows that failed validation and were left out, with a sample reason. */
  readonly rejected: number;
  readonly rejectedReason?: string;
  /** Batches done and in all, for progress. */
  readonly done: number;
  readonly total: number;
}

export interface KoladaClient {
  kpis: (signal?: AbortSignal, filter?: CatalogueFilter) => Promise<readonly KoladaKpi[]>;
  kpiGroups: (signal?: AbortSignal, filter?: CatalogueFilter) => Promise<readonly KoladaGroup[]>;
  municipalities: (
    signal?: AbortSignal,
    filter?: CatalogueFilter & { readonly regionType?: 'K' | 'L' },
  ) => Promise<readonly KoladaMunicipality[]>;
  municipalityGroups: (
    signal?: AbortSignal,
    filter?: CatalogueFilter,
  ) => Promise<readonly KoladaGroup[]>;
  units: (
    signal?: AbortSignal,
    filter?: CatalogueFilter & { readonly municipalities?: readonly string[] },
  ) => Promise<readonly KoladaUnit[]>;
  /**
   * Every value of kpis × areas, in batches of at most 25 × 25, all pages followed.
   * Throws rather than end short; more than 0.1 % rejected rows in the run is an error too.
   * Pages of different batches come in no set order; at most `connections` are held ahead.
   * @throws {KoladaUnavailableError | KoladaAnswerError | KoladaRequestError | KoladaAbortedError}
   */
  values: (query: DataQuery, signal?: AbortSignal) => AsyncIterable<ValuePage>;
  bulkValues: (query: BulkQuery | AreaQuery, signal?: AbortSignal) => AsyncIterable<ValuePage>;
  unitValues: (query: UnitQuery, signal?: AbortSignal) => AsyncIterable<ValuePage>;
  /** True once any answer said that its figures are invented (header `X-Simulated`). */
  readonly simulated: () => boolean;
  /** What Kolada's clock says now, by the `Date` header of its answers; undefined until one tells. */
  readonly serviceTime: () => Date | undefined;
  /** The address asked, and how hard. */
  readonly about: { readonly url: string; readonly requestsPerSecond: number };
  /** HTTP requests sent so far, retries included. */
  readonly requestCount: () => number;
  /** Ends what is under way (KoladaAbortedError) and closes the connections. */
  close: () => Promise<void>;
}
