import { smallCost } from '../work.ts';
import { createTurns, type TurnLimits, type Turns } from './turns.ts';

/** All the work in progress on answers, by what it costs, so that neither time nor memory runs out. */
export interface Budget {
  /**
   * @param cost in milliseconds of a quiet processor
   * @returns what to call when the answer is made
   * @throws {ProblemError} 503 `busy` @throws {ReaderGoneError}
   */
  readonly take: (cost: number) => Promise<() => void>;
  readonly size: () => { readonly running: number; readonly waiting: number };
}

/** A lane is for works that cost at most so much; none stands in the way of those in another. */
export type LaneLimits = TurnLimits & { readonly upTo: number };

/**
 * A work holds about 20 kB for each millisecond that it costs. The first lane is for
 * small ones; the second for a page of many measures; the third for the largest that the address
 * allows, one or two at a time.
 */
export const standardLanes: readonly LaneLimits[] = [
  { upTo: smallCost, running: 1500, waiting: 1000, waitMs: 15_000 },
  { upTo: 600, running: 700, waiting: 64, waitMs: 15_000 },
  { upTo: Infinity, running: 2500, waiting: 12, waitMs: 15_000 },
];

export function createBudget(limits: readonly LaneLimits[] = standardLanes): Budget {
  const lanes = limits.map(({ upTo, ...turns }) => ({ upTo, turns: createTurns(turns) }));
  const laneFor = (cost: number): Turns | undefined =>
    lanes.find(({ upTo }) => cost <= upTo)?.turns;
  const sum = (of: 'running' | 'waiting') =>
    lanes.reduce((total, { turns }) => total + turns.size()[of], 0);
  return {
    take: async (cost) => (await laneFor(cost)?.take(cost)) ?? (() => undefined),
    size: () => ({ running: sum('running'), waiting: sum('waiting') }),
  };
}
