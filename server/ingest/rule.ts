import type { Cell } from './judge-cells.ts';
import type { Limit } from './judge-limits.ts';

/** One kind of fault: which values can show it, and which do. */
export interface Rule {
  readonly limit: Limit;
  /** The only cells that can show it, where these are few. */
  readonly among?: readonly Cell[];
  readonly canShow: (cell: Cell) => boolean;
  readonly shows: (cell: Cell) => boolean;
}
