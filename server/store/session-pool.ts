import type { DuckDBInstance } from '@duckdb/node-api';
import { createWaitingLine } from '../waiting-line.ts';
import { currentWork, isLarge, type Work } from '../work.ts';
import { openSession, type Session } from './session.ts';

/**
 * Sessions shared by those who ask; one who finds none free waits, and the cheapest work goes first.
 * Large works have one of them always and half of them at most: a small one finds one free.
 */
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
  const lines = {
    small: createWaitingLine<undefined, Session>(Infinity),
    large: createWaitingLine<undefined, Session>(Infinity),
  };
  const mostLarge = Math.ceil(size / 2);
  let large = 0;

  const give = () => {
    const mayBeLarge = large < mostLarge && lines.large.size() > 0;
    const isNextLarge = mayBeLarge && (large === 0 || lines.small.size() === 0);
    const session = free.at(-1);
    const next = session && (isNextLarge ? lines.large : lines.small).shift();
    if (session === undefined || next === undefined) return;
    free.pop();
    if (isNextLarge) large += 1;
    next.resolve(session);
    give();
  };
  const take = (work: Work | undefined): Promise<Session> => {
    const taken = lines[isLarge(work) ? 'large' : 'small'].add(undefined, work);
    give();
    return taken;
  };

  return {
    use: async (work) => {
      const underway = currentWork();
      const signal = underway?.signal;
      const wasLarge = isLarge(underway);
      const session = await take(underway);
      const stop = stopper(session, { timeoutMs, signal });
      try {
        return await work(session);
      } catch (error) {
        throw stop.reason(error);
      } finally {
        stop.cancel();
        session.resume();
        if (wasLarge) large -= 1;
        free.push(session);
        give();
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
