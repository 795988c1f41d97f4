import type { BenchFigure } from './figure.ts';

export interface BenchOptions {
  /** Whole Kolada through the real ingest, not by SQL; takes a quarter of an hour. */
  readonly all: boolean;
}

export type Bench = (options: BenchOptions) => Promise<readonly BenchFigure[]>;
