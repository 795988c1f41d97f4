import { ProblemError } from '../errors.ts';

/** Costly work takes turns: a few at a time, a bounded queue behind them, and no for the rest. */
export interface Turns {
  /**
   * Resolves when it is one's turn, with what gives the turn back; that may be called again.
   * @throws {ProblemError} 503 `busy` when too many wait already, or the wait has been too long
   */
  readonly take: () => Promise<() => void>;
  /** `take`, the work, and the turn given back. */
  readonly run: <T>(work: () => Promise<T>) => Promise<T>;
  readonly size: () => { readonly running: number; readonly waiting: number };
}

export interface TurnLimits {
  readonly running: number;
  readonly waiting: number;
  /** A reader who has waited for so long is told to come back. */
  readonly waitMs: number;
}

export function createTurns({ running: most, waiting: mostWaiting, waitMs }: TurnLimits): Turns {
  const waiting = new Set<() => void>();
  let running = 0;

  const give = () => {
    running += 1;
    let mine = true;
    return () => {
      if (!mine) return;
      mine = false;
      running -= 1;
      const [next] = waiting;
      next?.();
    };
  };

  const wait = () =>
    new Promise<() => void>((resolve, reject) => {
      const proceed = () => {
        clearTimeout(timer);
        waiting.delete(proceed);
        resolve(give());
      };
      const timer = setTimeout(() => {
        waiting.delete(proceed);
        reject(busy());
      }, waitMs);
      waiting.add(proceed);
    });

  const take = async () => {
    if (running < most) return give();
    if (waiting.size >= mostWaiting) throw busy();
    return wait();
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
