/** The shapes that the API under `/api/v1` answers with, shared by the server and its pages. */
import type { Area, AreaKind } from './area.ts';
import type { PlacedPoint } from './charts/render-chart.ts';
import type { Gender, View } from './comparison/comparison.ts';
import type {
  Direction,
  Measure,
  MeasureBreak,
  MeasureKind,
  Rhythm,
} from './measure/measure-types.ts';

/** Where a release's figures come from; `simulated` are invented and must say so wherever they show. */
export type Source = 'kolada' | 'snapshot' | 'simulated';

export interface ReleaseInfo {
  /** Day and number: `2026-11-22.1`. */
  readonly id: string;
  /** ISO 8601 instant, UTC. */
  readonly publishedAt: string;
  /** When Kolada last was asked and nothing newer was found. */
  readonly checkedAt: string;
  readonly source: Source;
}

export type GoodDirection = 'higher' | 'lower' | 'neutral';

export interface Kpi {
  readonly id: string;
  readonly title: string;
  /** As short as tells it from every other KPI of the same unit and `per`. */
  readonly name: string;
  /** Kolada's definition; null while the catalogue has not been fetched. */
  readonly description: string | null;
  /** What stands after the number: `kr`, `%`, `elever`, `per 1 000 invånare`; empty when nothing does. */
  readonly unit: string;
  /** How a value is written: `kr`, `%`, `antal`, `index`, `timmar`, `flag`, …; empty when the title names none. */
  readonly form: string;
  /** What the value is divided by: `invånare 80+ år`, `brukare`; empty when nothing is named. */
  readonly per: string;
  readonly kind: MeasureKind;
  /** Which end is good; `neutral` has none, `unknown` is not made plain. */
  readonly direction: Direction;
  /** Whether values are codes for answers: never ranked, averaged or called higher. */
  readonly coded: boolean;
  readonly rhythm: Rhythm;
  /** Curated set (`cost`, `quality`, `continuity`, `volume`, `hme`, `structure`) or null. */
  readonly set: string | null;
  readonly goodDirection: GoodDirection;
  readonly genderSplit: boolean;
  readonly operatingArea: string | null;
  /** K kommun, L region, A both. */
  readonly municipalityType: 'K' | 'L' | 'A';
  /** These dates describe the next publication: ISO days, and the year it will hold. */
  readonly preliminaryPublicationDate: string | null;
  readonly publicationDate: string | null;
  readonly publicationPeriod: string | null;
  /** Kolada adds no more years: the title ends in "(- 2024)", or the KPI has left the catalogue. */
  readonly discontinued: boolean;
  /** Whether the release holds values of this KPI; if not, they can be fetched on demand. */
  readonly held: boolean;
  /** Kolada's newest answer changes more than it may, and these are the figures before it. */
  readonly underReview?: KpiReview;
}

/** Why the figures shown are not what Kolada answers now. */
export interface KpiReview {
  /** `open` until someone has looked; `refused` when they have, and kept the figures shown. */
  readonly state: 'open' | 'refused';
  /** ISO 8601 instant, UTC. */
  readonly since: string;
  /** Stable codes, and the area or year where it is not the whole KPI. */
  readonly faults: readonly {
    readonly code: string;
    readonly municipality?: string;
    readonly year?: number;
  }[];
}

/** A KPI, or `katalog` for Kolada's lists, of which an answer is held; `values` were kept as they were. */
export interface HeldAnswer extends KpiReview {
  readonly kpi: string;
  readonly values: number;
}

/** A KPI with all that its definition tells. */
export interface KpiDetail extends Kpi {
  /** Who it is measured for. */
  readonly areas: Measure['areas'];
  /** A noun phrase that can begin a sentence: `kostnaden för hemtjänst per hemtjänsttagare`. */
  readonly subject: string;
  /** Years from which it is counted otherwise, oldest first; none known is no promise. */
  readonly breaks: readonly MeasureBreak[];
}

/** A KPI as one comparison sees it. */
export interface ComparedKpi extends KpiDetail {
  /** Years shown, ascending: with `senaste` the one that the two-thirds rule gave, or none. */
  readonly years: readonly number[];
  /** Chosen areas without a value in the last year shown, in the order asked. */
  readonly missing: readonly string[];
  /** Year that Kolada calls preliminary today, if any. */
  readonly preliminaryYear: number | null;
  /** What to write under a chart: `Källa: Kolada`, or the snapshot's documents. */
  readonly sources: readonly string[];
  /** Present where the amounts are in one year's prices and not in each year's own. */
  readonly prices?: FixedPrices;
}

/** How amounts in kronor were made over into one year's prices. */
export interface FixedPrices {
  /** The year whose prices they are in. */
  readonly year: number;
  /** The price index, to cite. */
  readonly index: string;
  /** What an amount of each year was multiplied by; a year without one has no index, and no amounts. */
  readonly factors: Readonly<Record<string, number>>;
  /** Years asked for that have values, but no index yet: their amounts are left out. */
  readonly withoutIndex: readonly number[];
}

export interface Observation {
  readonly kpi: string;
  readonly municipality: string;
  readonly year: number;
  readonly gender: Gender;
  /** Exactly what Kolada sent; null is a gap, never 0. */
  readonly value: number | null;
  /** Kolada's own word: empty for a value, `Missing` or another for a gap. */
  readonly status: string;
}

export interface ComparisonQuery {
  readonly kpis: readonly string[];
  readonly municipalities: readonly string[];
  readonly focus: string;
  /** As asked (`senaste`, `2024`, `2012-2024`), or `alla`. */
  readonly years: string;
  readonly genders: readonly Gender[];
  readonly view: View;
  /** Release id that was asked for, or null for the newest. */
  readonly release: string | null;
  /** `fasta-2022` where amounts in kronor are in that year's prices. */
  readonly prices?: string;
  /** The query string in full, with codes and defaults, without `?`. */
  readonly canonical: string;
}

export interface ComparisonAnswer {
  readonly release: ReleaseInfo;
  readonly query: ComparisonQuery;
  readonly kpis: readonly ComparedKpi[];
  /** The chosen areas in the order asked. */
  readonly municipalities: readonly Area[];
  readonly observations: readonly Observation[];
}

export interface ListAnswer<Item> {
  readonly items: readonly Item[];
  readonly total: number;
}

export interface Group {
  readonly id: string;
  readonly title: string;
  readonly members: readonly {
    readonly id: string;
    readonly slug: string;
    readonly name: string;
  }[];
}

export interface ReformEvent {
  readonly municipality: string;
  readonly name: string;
  /** ISO day, month or year as precise as is known. */
  readonly from: string;
  readonly to: string | null;
  readonly title: string;
  readonly note: string;
  readonly source: string;
}

export interface ValueAndStatus {
  readonly value: number | null;
  readonly status: string;
}

export interface Change {
  readonly kpi: string;
  readonly municipality: string;
  readonly year: number;
  readonly gender: Gender;
  /** Null when the observation did not exist. */
  readonly before: ValueAndStatus | null;
  readonly after: ValueAndStatus | null;
}

export type FetchState = 'queued' | 'running' | 'done' | 'failed';

/** How a KPI's fetch on demand is going. */
export interface FetchProgress {
  readonly kpi: string;
  readonly state: FetchState;
  /** Share done, 0–1. */
  readonly progress: number;
  /** Stable code of what went wrong, when failed. */
  readonly reason?: string;
}

export interface Health {
  readonly status: 'ok' | 'degraded';
  readonly release: string;
  readonly source: Source;
  readonly checkedAt: string;
  readonly reason?: string;
  /** What the reason is about, in English, for whoever runs the service. */
  readonly detail?: string;
  /** Answers of Kolada's that are held; absent when none is. */
  readonly held?: readonly HeldAnswer[];
}

/** Where each value stands in the drawings of an embed, one entry per chart. */
export interface EmbedValues {
  readonly charts: readonly {
    readonly wide: readonly PlacedPoint[];
    readonly narrow: readonly PlacedPoint[];
  }[];
}

/** RFC 9457. */
export interface Problem {
  readonly type?: string;
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
}

export type { Area, AreaKind, MeasureBreak };
