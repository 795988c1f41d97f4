import type { Comparison } from '../shared/comparison/comparison.ts';

/** A control asks for another comparison; the page decides what becomes of it. */
export class ComparisonChangeEvent extends Event {
  static readonly type = 'comparison-change';
  readonly comparison: Comparison;
  /** What to tell a reader who does not see the change, beside the new finding. */
  readonly announcement: string;

  constructor(comparison: Comparison, announcement = '') {
    super(ComparisonChangeEvent.type, { bubbles: true });
    this.comparison = comparison;
    this.announcement = announcement;
  }
}

declare global {
  interface HTMLElementEventMap {
    'comparison-change': ComparisonChangeEvent;
  }
}
