import type { DuckDBInstance } from '@duckdb/node-api';
import { createWaitingLine } from '../waiting-line.ts';
import { currentWork } from '../work.ts';
import { openSession, type Session } from './session.ts';

/** Sessions shared by those who ask; one who finds none free waits, and the cheapest work goes first. */
export interface SessionPool {
  /**
   * @throws {QueryTimeoutError} when `work` has not ended in time; its statement is stopped
   * @throws {ReaderGoneError} when nobody waits for the answer any longer; its statement is stopped
   */
  use: <T>(work: (session: Session) => Promise<T>) => Promise<T>;
  /** Call when nothing is in use. */
  close: () => void;
}

/** A statement took longer than it may. */
export class QueryTimeoutError extends Error {
  override readonly name = 'QueryTimeoutError';
}

interface PoolOptions {
  readonly size: number;
  readonly timeoutMs: number;
}

export async function openSessionPool(
  instance: DuckDBInstance,
  { size, timeoutMs }: PoolOptions,
): Promise<SessionPool> {
  const sessions = await Promise.all(Array.from({ length: size }, () => openSession(instance)));
  const free = [...sessions];
  const line = createWaitingLine<undefined, Session>(Infinity);

  const take = async (): Promise<Session> => free.pop() ?? line.add(undefined, currentWork());
  const giveBack = (session: Session) => {
    const next = line.shift();
    if (next === undefined) free.push(session);
    else next.resolve(session);
  };

  return {
    use: async (work) => {
      const signal = currentWork()?.signal;
      signal?.throwIfAborted();
      const session = await take();
      const stop = stopper(session, { timeoutMs, signal });
      try {
        return await work(session);
      } catch (error) {
        throw stop.reason(error);
      } finally {
        stop.cancel();
        session.resume();
        giveBack(session);
      }
    },
    close: () => {
      for (const session of sessions) session.close();
    },
  };
}

/** Stops a session's statement when it takes too long, or nobody waits for it. */
function stopper(
  session: Session,
  { timeoutMs, signal }: Pick<PoolOptions, 'timeoutMs'> & { signal: AbortSignal | undefined },
) {
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    session.interrupt();
  }, timeoutMs);
  signal?.addEventListener('abort', session.interrupt);
  return {
    /** What the failure of the work comes from. */
    reason: (error: unknown): unknown => {
      if (signal?.aborted === true) return signal.reason;
      return isLate
        ? new QueryTimeoutError(`no answer in ${timeoutMs} ms`, { cause: error })
        : error;
    },
    cancel: () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', session.interrupt);
    },
  };
}
