import { ProblemError } from './errors.ts';
import type { Work } from './work.ts';

/** Those who wait for one of few: the cheapest work first, but never so that the dear wait for ever. */
export interface WaitingLine<Job, Done> {
  /** @throws {ProblemError} 503 `busy` when so many wait already; what the work's signal says */
  readonly add: (job: Job, work: Work | undefined) => Promise<Done>;
  readonly shift: () => WaitingJob<Job, Done> | undefined;
  readonly clear: (reason: Error) => void;
  readonly size: () => number;
}

export interface WaitingJob<Job, Done> {
  readonly job: Job;
  readonly resolve: (done: Done) => void;
  readonly reject: (error: Error) => void;
}

interface Standing<Job, Done> extends WaitingJob<Job, Done> {
  readonly cost: number;
  readonly leave: () => void;
}

/** One in so many is the one who has waited longest, whatever its work costs. */
const eldestOneIn = 16;

export function createWaitingLine<Job, Done>(most: number): WaitingLine<Job, Done> {
  /** In the order they came. */
  const standing = new Set<Standing<Job, Done>>();
  let taken = 0;

  const choose = (): Standing<Job, Done> | undefined => {
    const [eldest] = standing;
    taken += 1;
    if (taken % eldestOneIn === 0) return eldest;
    let cheapest = eldest;
    for (const one of standing) {
      if (cheapest !== undefined && one.cost < cheapest.cost) cheapest = one;
    }
    return cheapest;
  };

  return {
    add: async (job, work) => {
      work?.signal.throwIfAborted();
      if (standing.size >= most) throw new ProblemError(503, 'busy', { headers: comeBack });
      return new Promise<Done>((resolve, reject) => {
        const goHome = () => {
          one.leave();
          reject(work?.signal.reason);
        };
        const leave = () => {
          standing.delete(one);
          work?.signal.removeEventListener('abort', goHome);
        };
        const one = { job, resolve, reject, cost: work?.cost() ?? 0, leave };
        work?.signal.addEventListener('abort', goHome);
        standing.add(one);
      });
    },
    shift: () => {
      const one = choose();
      one?.leave();
      return one;
    },
    clear: (reason) => {
      for (const one of standing) {
        one.leave();
        one.reject(reason);
      }
    },
    size: () => standing.size,
  };
}

const comeBack = { 'Retry-After': '5' };
