/** A server's whole HTTP side on a folder that others write in, without a socket. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { healthSchema } from '../../server/routes/api-schemas.ts';
import type { Health } from '../../web/shared/api.ts';
import { createTestApp } from './test-app.ts';

export interface ServedFolder {
  readonly dir: string;
  /** What `/health` says once the server has looked at the pointer. */
  readonly health: () => Promise<Health>;
  /** The body of an answer that must be 200. */
  readonly text: (path: string) => Promise<string>;
  readonly close: () => Promise<void>;
}

export interface ServedFolderOptions {
  readonly dir: string;
  /** Noon of the day that the folders of `fault-folder.ts` were begun on, when left out. */
  readonly now?: () => Date;
}

/** @throws what the store throws when nothing in the folder can be served */
export async function serveFolder({
  dir,
  now = () => new Date('2026-11-23T12:00:00Z'),
}: ServedFolderOptions): Promise<ServedFolder> {
  const frontEnd = await mkdtemp(join(tmpdir(), 'front-end-'));
  const fixture = {
    dataDir: dir,
    publish: () => Promise.reject(new Error('only ingest publishes here')),
    point: () => Promise.reject(new Error('only ingest points here')),
    pathOf: (release: string) => join(dir, `${release}.duckdb`),
    close: () => rm(frontEnd, { recursive: true }),
  };
  const served = await createTestApp({ fixture, frontEnd, now });
  const ask = (path: string) => served.app.request(path);
  return {
    dir,
    health: async () => {
      await served.services.store.refresh();
      return healthSchema.parse(await (await ask('/health')).json());
    },
    text: async (path) => {
      const answer = await ask(path);
      if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
      return answer.text();
    },
    close: served.close,
  };
}

/** Names in a folder that neither a release nor any of the small state files has. */
export async function straysIn(dir: string): Promise<string[]> {
  const own =
    /^(?:\d{4}-\d{2}-\d{2}\.\d+\.duckdb|(?:asked|current|fetch-quota|held|last-refresh|refresh-state|watch|watch-left)\.json)$/;
  return (await readdir(dir)).filter((name) => !own.test(name));
}
