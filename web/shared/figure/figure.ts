import type { ComparedKpi } from '../api.ts';
import type { Gender, View } from '../comparison/comparison.ts';

/**
 * One finding, ready to be shown: what the dashboard's card, the embed, the report and the
 * exports of text all say of one KPI (or, in `samband`, of two).
 */
export interface Figure {
  readonly kpi: ComparedKpi;
  /** What the chart shows, as a sentence without full stop: `Bräckes kostnad är fjärde lägst av sju`. */
  readonly heading: string;
  /** Measure, unit and year: `Kostnad hemtjänst äldreomsorg, kr/hemtjänsttagare, 2024`. */
  readonly measure: string;
  /** One or two sentences with the figures; empty where the data carry none. */
  readonly summary: string;
  /** What a reader who cannot see the picture needs: chart kind, extremes, own kommun. */
  readonly alternative: string;
  /** Cautions that stand beside the figure: gaps, preliminary years, breaks, few answers. */
  readonly notes: readonly string[];
  /** `Källa: Kolada (N21006). Utgåva 2026-11-22.1.` or `Egen bearbetning av data från Kolada …`. */
  readonly source: string;
  /** Reform events of the chosen kommuner within the years shown, a sentence each. */
  readonly events: readonly string[];
  /** Absent when there is nothing to draw; the table still says what is missing. */
  readonly chart: ChartInput | undefined;
  readonly table: FigureTable;
}

/** Text first: a page's own finding, its lede, and one figure per KPI. */
export interface FigurePage {
  readonly heading: string;
  readonly lede: string;
  readonly figures: readonly Figure[];
}

/** One drawn value. `value` null draws nothing but keeps its place. */
export interface ChartPoint {
  readonly area: string;
  /** Name as written beside the mark; the same area has the same name everywhere. */
  readonly name: string;
  readonly year: number;
  readonly gender: Gender;
  readonly value: number | null;
  /** The value with unit, as text: `401 816 kr`. */
  readonly label: string;
}

/** An event drawn in a time series. */
export interface ChartEvent {
  /** Year with decimals: March 2023 is 2023.17. */
  readonly at: number;
  readonly label: string;
  readonly area: string;
}

/** All that a chart specification is made from; holds nothing that is not drawn. */
export interface ChartInput {
  readonly view: Exclude<View, 'tabell'>;
  readonly unit: string;
  /** Axis title for `samband`; the second measure's is `y`. */
  readonly axisTitle: string;
  readonly focus: string;
  /** Bars only: lowest first where the text counts from the lowest. Default `descending`. */
  readonly order?: 'ascending' | 'descending';
  readonly points: readonly ChartPoint[];
  /** `samband` only: the second KPI's points, one per area; match by area alone, years may differ. */
  readonly secondPoints?: readonly ChartPoint[];
  readonly secondUnit?: string;
  readonly secondAxisTitle?: string;
  readonly events: readonly ChartEvent[];
  /** Years within the span in which no chosen area has a value: shaded and named. */
  readonly unmeasuredYears: readonly number[];
  /** `spridning` only: areas to mark and name among `points`, which hold every kommun. */
  readonly marked?: readonly string[];
  /** `spridning` only: of all the values drawn. */
  readonly quartiles?: { readonly low: number; readonly median: number; readonly high: number };
  /** `samband` only: medians of the peers drawn, for the two lines. */
  readonly medians?: { readonly first: number; readonly second: number };
}

export interface FigureTable {
  readonly caption: string;
  /** Headings of all columns: the first is the area's, the others are years, genders or measures. */
  readonly columns: readonly string[];
  readonly rows: readonly FigureTableRow[];
}

export interface FigureTableRow {
  readonly area: string;
  readonly name: string;
  readonly isFocus: boolean;
  /** One per column after the first: shown text, and the number to sort by (null is a gap). */
  readonly cells: readonly { readonly text: string; readonly value: number | null }[];
}
