/** The whole HTTP side on a real store, without a socket: `app.request('/api/v1/…')`. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { createApp } from '../../server/app.ts';
import { loadEvents } from '../../server/data/events.ts';
import { ProblemError } from '../../server/errors.ts';
import { createAnswerCache } from '../../server/http/answer-cache.ts';
import type { Fetcher, Services } from '../../server/http/services.ts';
import { createMetrics } from '../../server/metrics.ts';
import { readLastRefresh } from '../../server/store/last-refresh.ts';
import { openStore } from '../../server/store/open-store.ts';
import { createSnapshotFixture, type ReleaseFixture } from './release-fixture.ts';

export interface TestApp {
  readonly app: OpenAPIHono;
  readonly services: Services;
  readonly fixture: ReleaseFixture;
  /** What was logged, one JSON object a line. */
  readonly logged: readonly string[];
  readonly close: () => Promise<void>;
}

export interface TestAppOptions {
  /** The real snapshot when left out. Closed with the app. */
  readonly fixture?: ReleaseFixture;
  readonly services?: Partial<Services>;
  /** 2026-11-22 at noon when left out. */
  readonly now?: () => Date;
  /** Where the stand-in for the built front end goes; beside the releases when left out. */
  readonly frontEnd?: string;
}

export async function createTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const fixture = options.fixture ?? (await createSnapshotFixture());
  const now = options.now ?? (() => new Date('2026-11-22T12:00:00Z'));
  const store = await openStore({ dataDir: fixture.dataDir, pollMs: 0, now });
  const logged: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  const cache = createAnswerCache({ maxBytes: 8_000_000, maxAnswerBytes: 2_000_000 });
  const services: Services = {
    settings: { publicOrigin: undefined, host: '127.0.0.1', frameAncestors: '*', refreshHours: 24 },
    origin: () => 'http://localhost:3000',
    store,
    fetcher: noFetcher,
    asked: { note: () => undefined },
    events: loadEvents(`${import.meta.dirname}/../../data`),
    cache,
    metrics: createMetrics({ data: () => undefined, cache: cache.size }),
    lastRefresh: () => readLastRefresh(fixture.dataDir),
    log,
    now,
    buildId: 'test',
    webRoot: await writeFrontEnd(options.frontEnd ?? fixture.dataDir),
    ...options.services,
  };
  return {
    app: createApp(services),
    services,
    fixture,
    logged,
    close: async () => {
      await store.close();
      await fixture.close();
    },
  };
}

const noFetcher: Fetcher = {
  start: () => {
    throw new ProblemError(429, 'too-many-requests');
  },
  progress: () => undefined,
};

/** As little of a built front end as the pages need, so that tests do not wait for a build. */
async function writeFrontEnd(folder: string): Promise<string> {
  const root = join(folder, 'front-end');
  const entry = (file: string) => ({ file: `assets/${file}` });
  const manifest = {
    'embed/embed.css': entry('embed.css'),
    'embed/embed-page.ts': entry('embed-page.js'),
    'embed/inbaddat.ts': entry('inbaddat.js'),
  };
  const template =
    '<!doctype html><html lang="sv"><head><title><!--title--></title><!--meta--></head>' +
    '<body><main><!--banner--><!--main--></main><!--data--></body></html>';
  await mkdir(root, { recursive: true });
  await mkdir(join(root, 'assets'), { recursive: true });
  await writeFile(join(root, 'assets/embed.css'), 'main{display:grid}');
  await writeFile(join(root, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(join(root, 'index.html'), template);
  return root;
}
