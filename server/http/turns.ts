import { ProblemError } from '../errors.ts';
import { currentWork } from '../work.ts';

/** Costly work takes turns: so much at a time, a bounded queue behind it, and no for the rest. */
export interface Turns {
  /**
   * Resolves when it is one's turn, with what gives the turn back; that may be called again.
   * @param weight how much of what may run at a time this is; one that is more than all runs alone
   * @throws {ProblemError} 503 `busy` when too many wait already, or the wait has been too long
   * @throws {ReaderGoneError} when nobody waits for the answer any longer
   */
  readonly take: (weight?: number) => Promise<() => void>;
  /** `take`, the work, and the turn given back. */
  readonly run: <T>(work: () => Promise<T>) => Promise<T>;
  readonly size: () => { readonly running: number; readonly waiting: number };
}

export interface TurnLimits {
  /** Weights together. */
  readonly running: number;
  readonly waiting: number;
  /** A reader who has waited for so long is told to come back. */
  readonly waitMs: number;
}

interface Waiting {
  readonly weight: number;
  readonly proceed: () => void;
}

export function createTurns({ running: most, waiting: mostWaiting, waitMs }: TurnLimits): Turns {
  /** In the order they came, which is the order in which they run. */
  const waiting = new Set<Waiting>();
  let count = 0;
  let running = 0;

  const fits = (weight: number) => count === 0 || running + weight <= most;
  const give = (weight: number) => {
    count += 1;
    running += weight;
    let mine = true;
    return () => {
      if (!mine) return;
      mine = false;
      count -= 1;
      running -= weight;
      next();
    };
  };
  const next = () => {
    for (const { weight, proceed } of waiting) {
      if (!fits(weight)) return;
      proceed();
    }
  };

  const wait = (weight: number, signal: AbortSignal | undefined) =>
    new Promise<() => void>((resolve, reject) => {
      const leave = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', goHome);
        waiting.delete(one);
      };
      const goHome = () => {
        leave();
        reject(signal?.reason);
        // It may have been in the way of one that is lighter.
        next();
      };
      const proceed = () => {
        leave();
        resolve(give(weight));
      };
      const timer = setTimeout(() => {
        leave();
        reject(busy());
        next();
      }, waitMs);
      const one = { weight, proceed };
      signal?.addEventListener('abort', goHome);
      waiting.add(one);
    });

  const take = async (weight = 1) => {
    const signal = currentWork()?.signal;
    signal?.throwIfAborted();
    if (waiting.size === 0 && fits(weight)) return give(weight);
    if (waiting.size >= mostWaiting) throw busy();
    return wait(weight, signal);
  };

  return {
    take,
    run: async (work) => {
      const letGo = await take();
      try {
        return await work();
      } finally {
        letGo();
      }
    },
    size: () => ({ running, waiting: waiting.size }),
  };
}

function busy(): ProblemError {
  return new ProblemError(503, 'busy', { headers: { 'Retry-After': '10' } });
}
