import type { DuckDBInstance } from '@duckdb/node-api';
import { openSession, type Session } from './session.ts';

/** Sessions shared by those who ask; one who finds none free waits in turn. */
export interface SessionPool {
  /** @throws {QueryTimeoutError} when `work` has not ended in time; its statement is stopped */
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
  const waiting: ((session: Session) => void)[] = [];

  const take = (): Promise<Session> | Session =>
    free.pop() ??
    new Promise<Session>((resolve) => {
      waiting.push(resolve);
    });
  const giveBack = (session: Session) => {
    const next = waiting.shift();
    if (next === undefined) free.push(session);
    else next(session);
  };

  return {
    use: async (work) => {
      const session = await take();
      let late = false;
      const timer = setTimeout(() => {
        late = true;
        session.interrupt();
      }, timeoutMs);
      try {
        return await work(session);
      } catch (error) {
        if (!late) throw error;
        throw new QueryTimeoutError(`no answer in ${timeoutMs} ms`, { cause: error });
      } finally {
        clearTimeout(timer);
        session.resume();
        giveBack(session);
      }
    },
    close: () => {
      for (const session of sessions) session.close();
    },
  };
}
