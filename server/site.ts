import { join } from 'node:path';
import type { Logger } from 'pino';
import { createApp } from './app.ts';
import { readBuildId } from './build-id.ts';
import type { Config } from './config.ts';
import { loadEvents } from './data/events.ts';
import { createAnswerCache } from './http/answer-cache.ts';
import { readHealth } from './http/health.ts';
import type { Services } from './http/services.ts';
import { unavailableApp } from './http/unavailable.ts';
import { runIngest } from './ingest/run-ingest.ts';
import { createMetrics } from './metrics.ts';
import { NoDataError, openData } from './open-data.ts';
import { createFetcher } from './refresh/fetcher.ts';
import { createIngestQueue, type IngestQueue } from './refresh/ingest-queue.ts';
import { createAskedNotes, type KeptNotes } from './refresh/asked-notes.ts';
import { openKeptQuota, type KeptQuota } from './refresh/kept-quota.ts';
import { createLastOutcome } from './refresh/last-outcome.ts';
import { startRefresher, type Timer } from './refresh/refresher.ts';
import { readLastRefresh } from './store/last-refresh.ts';
import { problemCode } from './store/problem-code.ts';
import type { Store } from './store/store.ts';

/** Data, refreshing and HTTP side of one server, before it listens and after. */
export interface Site {
  readonly handle: (request: Request, env?: object) => Response | Promise<Response>;
  /** Ends what runs in the background; requests are still answered. */
  readonly stop: () => Promise<void>;
  /** Resolves when every request has its figures and the files are closed. */
  readonly close: () => Promise<void>;
}

interface SiteOptions {
  readonly config: Config;
  readonly log: Logger;
  /** The project's folder. */
  readonly root: string;
  /** Where the server listens; asked first when a request has come. */
  readonly address: () => string;
}

const reopenMs = 5000;
const now = () => new Date();
const timer: Timer = (ms, work) => {
  const timeout = setTimeout(work, ms);
  return () => clearTimeout(timeout);
};

/**
 * Opens the data, makes the first release where there is none, and begins to refresh. A release
 * that cannot be served gives 503 to everything until there is one that can.
 * @param options `config.dataDir` absolute
 * @throws {NoDataError}
 */
export async function openSite(options: SiteOptions): Promise<Site> {
  const { config, log } = options;
  let served: Served | undefined;
  let problem = 'starting';
  let stopped = false;
  let cancelRetry = () => {};
  const waiting = unavailableApp(config.frameAncestors, () => problem);
  const queue = createIngestQueue({
    runIngest: (job, run) => runIngest(job, { config, ...run }),
    afterRun: async () => served?.store.refresh(),
    log,
  });

  const kept = { dataDir: config.dataDir, now, log, timer };
  const quota = await openKeptQuota(kept);
  const asked = createAskedNotes(kept);

  const open = async (isStart: boolean) => {
    try {
      const store = await openData({ dataDir: config.dataDir, queue, log, now });
      if (stopped) await store.close();
      else served = serve(options, { store, queue, quota, asked });
    } catch (error) {
      // Later on there is nobody left to tell: what hinders it may pass.
      if (error instanceof NoDataError && isStart) throw error;
      problem = problemCode(error);
      log.error({ err: error }, 'the release cannot be served; trying again');
      if (!stopped) cancelRetry = timer(reopenMs, () => void open(false));
    }
  };
  await open(true);

  return {
    handle: (request, env) => (served?.app ?? waiting).fetch(request, env),
    stop: async () => {
      stopped = true;
      cancelRetry();
      served?.refresher.close();
      await queue.close();
    },
    close: async () => {
      await quota.close();
      await asked.close();
      await served?.store.close();
    },
  };
}

type Served = ReturnType<typeof serve>;

interface Parts {
  readonly store: Store;
  readonly queue: IngestQueue;
  readonly quota: KeptQuota;
  readonly asked: KeptNotes;
}

function serve(options: SiteOptions, parts: Parts) {
  const { store, queue } = parts;
  const { dataDir } = options.config;
  const last = createLastOutcome({ filed: () => readLastRefresh(dataDir), now });
  const services = createServices(options, { ...parts, lastRefresh: last.read });
  const refresher = startRefresher({
    queue,
    refreshHours: options.config.refreshHours,
    release: store.release,
    lastFailed: async () => {
      const before = await last.read().catch(() => undefined);
      return before?.outcome === 'failed';
    },
    onOutcome: (outcome) => {
      last.note(outcome);
      services.metrics.refreshDone(outcome.kind === 'failed' ? 'failed' : 'ok');
    },
    log: options.log,
    now,
    timer,
    random: Math.random,
  });
  return { store, app: createApp(services), refresher };
}

function createServices(
  { config, log, root, address }: SiteOptions,
  { store, queue, quota, asked, lastRefresh }: Parts & Pick<Services, 'lastRefresh'>,
): Services {
  const cache = createAnswerCache({ maxBytes: 24_000_000, maxAnswerBytes: 4_000_000 });
  const data = () => {
    const { id, source, checkedAt } = store.release();
    return { release: id, source, ageSeconds: (Date.now() - Date.parse(checkedAt)) / 1000 };
  };
  const heldKpis = () => store.held().answers.filter(({ state }) => state === 'open').length;
  const isDegraded = async () => {
    const { status } = await readHealth({ store, settings: config, lastRefresh, now });
    return status === 'degraded';
  };
  return {
    settings: config,
    origin: () => config.publicOrigin ?? address(),
    store,
    fetcher: createFetcher({ queue, now, quota }),
    asked,
    events: loadEvents(join(root, 'data')),
    cache,
    metrics: createMetrics({ data, cache: cache.size, isDegraded, heldKpis, withProcess: true }),
    lastRefresh,
    log,
    now,
    buildId: readBuildId(root),
    webRoot: join(root, 'web/dist'),
  };
}
