import type { Logger } from 'pino';
import type { FetchProgress, ReformEvent } from '../../web/shared/api.ts';
import type { Config } from '../config.ts';
import type { Metrics } from '../metrics.ts';
import type { LastRefresh } from '../store/last-refresh.ts';
import type { Store } from '../store/store.ts';
import type { AnswerCache } from './answer-cache.ts';

/** Fetches KPIs that the release does not hold. */
export interface Fetcher {
  /**
   * Starts a fetch, or joins the one under way for the same KPI.
   * @param address who asks, to count by; never kept as it is
   * @throws {ProblemError} 429 when too many wait already
   */
  readonly start: (kpi: string, groups?: readonly string[], address?: string) => FetchProgress;
  /** Undefined when no fetch of it has been asked for lately. */
  readonly progress: (kpi: string) => FetchProgress | undefined;
}

/** Remembers what readers ask for. */
export interface AskedNotes {
  /** @param ids of KPIs and groups; costs nothing worth mentioning */
  readonly note: (ids: readonly string[]) => void;
}

/** Everything that the routes need, made in `main.ts` and by tests. */
export interface Services {
  readonly settings: Pick<Config, 'publicOrigin' | 'host' | 'frameAncestors' | 'refreshHours'>;
  /** For absolute links: the configured origin, or where this server listens; never a Host header. */
  readonly origin: () => string;
  readonly store: Store;
  readonly fetcher: Fetcher;
  readonly asked: AskedNotes;
  readonly events: readonly ReformEvent[];
  readonly cache: AnswerCache;
  readonly metrics: Metrics;
  /** How the last refresh went; undefined before the first. */
  readonly lastRefresh: () => Promise<LastRefresh | undefined>;
  readonly log: Logger;
  readonly now: () => Date;
  /** Changes when the code or the built pages do, so that an ETag never outlives them. */
  readonly buildId: string;
  /** Folder of the built front end. */
  readonly webRoot: string;
}
