import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** Prometheus figures of one server. Nothing here is global, so that tests can make many. */
export interface Metrics {
  readonly requestDone: (labels: RequestLabels, seconds: number) => void;
  readonly refreshDone: (outcome: 'ok' | 'failed') => void;
  /** @returns the exposition text and its content type */
  readonly render: () => Promise<{ readonly text: string; readonly contentType: string }>;
  readonly close: () => void;
}

export interface RequestLabels {
  readonly method: string;
  /** The route's own pattern, never the path that was asked for. */
  readonly route: string;
  readonly status: number;
}

interface MetricsOptions {
  /** Read at each scrape; undefined while nothing is served. */
  readonly data: () =>
    { readonly release: string; readonly source: string; readonly ageSeconds: number } | undefined;
  readonly cache: () => { readonly entries: number; readonly bytes: number };
  /** Whether `/health` says that something needs a look. Read at each scrape. */
  readonly isDegraded?: () => Promise<boolean>;
  /** Answers of Kolada's that wait for a human. Read at each scrape. */
  readonly heldKpis?: () => number;
  /** Node's own figures: memory, event-loop delay, garbage collection. */
  readonly withProcess?: boolean;
}

export function createMetrics(options: MetricsOptions): Metrics {
  const { data, cache, isDegraded, heldKpis = () => 0, withProcess = false } = options;
  const registry = new Registry();
  const registers = [registry];
  if (withProcess) collectDefaultMetrics({ register: registry });

  const requests = new Histogram({
    name: 'omvarld_http_request_seconds',
    help: 'Seconds from request to response headers, by route pattern; a streamed body comes after',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers,
  });
  const refreshes = new Counter({
    name: 'omvarld_refresh_total',
    help: 'Refreshes from Kolada that this process has made since start, by outcome: ok or failed',
    labelNames: ['outcome'],
    registers,
  });
  for (const outcome of ['ok', 'failed']) refreshes.inc({ outcome }, 0);
  addDataGauges(registry, data);
  addCacheGauge(registry, cache);
  addHeldGauge(registry, heldKpis);
  if (isDegraded !== undefined) addDegradedGauge(registry, isDegraded);

  return {
    requestDone: ({ method, route, status }, seconds) =>
      requests.observe({ method, route, status: String(status) }, seconds),
    refreshDone: (outcome) => refreshes.inc({ outcome }),
    render: async () => ({ text: await registry.metrics(), contentType: registry.contentType }),
    close: () => registry.clear(),
  };
}

function addDataGauges(registry: Registry, data: MetricsOptions['data']): void {
  const age = new Gauge({
    name: 'omvarld_data_age_seconds',
    help: 'Seconds since Kolada last was asked about everything on the watch list',
    registers: [],
    collect() {
      this.reset();
      const now = data();
      if (now !== undefined) this.set(now.ageSeconds);
    },
  });
  const info = new Gauge({
    name: 'omvarld_release_info',
    help: 'Always 1; the labels say which release is served',
    labelNames: ['release', 'source'],
    registers: [],
    collect() {
      this.reset();
      const now = data();
      if (now !== undefined) this.set({ release: now.release, source: now.source }, 1);
    },
  });
  registry.registerMetric(age);
  registry.registerMetric(info);
}

function addCacheGauge(registry: Registry, cache: MetricsOptions['cache']): void {
  const bytes = new Gauge({
    name: 'omvarld_answer_cache_bytes',
    help: 'Bytes of the finished answers kept in memory',
    registers: [],
    collect() {
      this.set(cache().bytes);
    },
  });
  registry.registerMetric(bytes);
}

function addHeldGauge(registry: Registry, heldKpis: () => number): void {
  const held = new Gauge({
    name: 'omvarld_held_kpis',
    help: 'KPIs of which an answer is held and nobody has looked at it; see npm run review',
    registers: [],
    collect() {
      this.set(heldKpis());
    },
  });
  registry.registerMetric(held);
}

function addDegradedGauge(registry: Registry, isDegraded: () => Promise<boolean>): void {
  const degraded = new Gauge({
    name: 'omvarld_degraded',
    help: '1 while /health says degraded, and why; 0 while it says ok',
    registers: [],
    async collect() {
      this.set((await isDegraded()) ? 1 : 0);
    },
  });
  registry.registerMetric(degraded);
}
