import type { ComparisonAnswer } from '../api.ts';
import type { Guidance } from '../text/guidance.ts';
import type { FigureContext } from './figure-context.ts';

/** What the server puts in the page for the script to start from, as JSON in `#comparison`. */
export interface PageData {
  readonly answer: ComparisonAnswer;
  /** What the figures were composed from besides the answer; functions do not survive JSON. */
  readonly context: Omit<FigureContext, 'areaName'>;
  /** "Vad bör jag veta?", composed by the server so that the script need not be able to at once. */
  readonly guidance: readonly Guidance[];
  /** What could not be read in the address, one Swedish sentence each. */
  readonly problems: readonly string[];
}
