import { join } from 'node:path';
import { pino } from 'pino';
import { createApp } from '../../server/app.ts';
import { loadEvents } from '../../server/data/events.ts';
import { createAnswerCache } from '../../server/http/answer-cache.ts';
import { listen, type Listening } from '../../server/http/listen.ts';
import type { Services } from '../../server/http/services.ts';
import { createMetrics } from '../../server/metrics.ts';
import { readLastRefresh } from '../../server/store/last-refresh.ts';
import { openStore } from '../../server/store/open-store.ts';
import type { Store } from '../../server/store/store.ts';
import { root } from './processes.ts';

/** The product listening in this process, with a look into what it does. */
export interface ProductHere {
  readonly origin: string;
  readonly store: Store;
  /** Comparisons asked of the store, and answers made rather than kept, since the start. */
  readonly counts: () => { readonly queries: number; readonly made: number };
  readonly close: () => Promise<void>;
}

export async function startProductHere(dataDir: string): Promise<ProductHere> {
  const store = await openStore({ dataDir, pollMs: 0 });
  const kept = createAnswerCache({ maxBytes: 24_000_000, maxAnswerBytes: 4_000_000 });
  let queries = 0;
  let made = 0;
  let listening: Listening | undefined;
  const cache: Services['cache'] = {
    ...kept,
    get: (key, make) =>
      kept.get(key, () => {
        made += 1;
        return make();
      }),
  };
  const app = createApp({
    settings: { publicOrigin: undefined, host: '127.0.0.1', frameAncestors: '*', refreshHours: 0 },
    origin: () => listening?.address ?? '',
    store: {
      ...store,
      compare: (comparison) => {
        queries += 1;
        return store.compare(comparison);
      },
    },
    fetcher: {
      start: () => {
        throw new Error('nothing is fetched');
      },
      progress: () => undefined,
    },
    asked: { note: () => undefined },
    events: loadEvents(join(root, 'data')),
    cache,
    metrics: createMetrics({ data: () => undefined, cache: kept.size }),
    lastRefresh: () => readLastRefresh(dataDir),
    log: pino({ level: 'silent' }),
    now: () => new Date(),
    buildId: 'bench',
    webRoot: join(root, 'web/dist'),
  });
  listening = await listen((request) => app.fetch(request), { host: '127.0.0.1', port: 0 });
  const { port, close } = listening;
  return {
    origin: `http://127.0.0.1:${port}`,
    store,
    counts: () => ({ queries, made }),
    close: async () => {
      await close();
      await store.close();
    },
  };
}
