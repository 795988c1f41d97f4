import type { ComparisonAnswer, Observation, ReformEvent } from '../api.ts';

/** What a figure may need besides the answer itself. */
export interface FigureContext {
  readonly events: readonly ReformEvent[];
  /** ISO day. */
  readonly today: string;
  /** `spridning`: all kommuner's (or regions') values by KPI id, of the year shown. */
  readonly spread?: Readonly<Record<string, readonly Observation[]>>;
  /** Names for areas in `spread` that were not chosen. */
  readonly areaName?: (id: string) => string | undefined;
  /** Rows of N23590 (fewer than 30 answers) and N21898 (HME response) for the chosen areas. */
  readonly support?: readonly Observation[];
}

/** Answer and context together, as every builder of figures takes them. */
export interface FigureInput {
  readonly answer: ComparisonAnswer;
  readonly context: FigureContext;
}
