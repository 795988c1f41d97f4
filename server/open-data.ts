import type { Logger } from 'pino';
import type { IngestQueue } from './refresh/ingest-queue.ts';
import { openStore } from './store/open-store.ts';
import { NoReleaseError } from './store/no-release-error.ts';
import type { Store } from './store/store.ts';

/** There is nothing to serve and nothing can be made. The message is for whoever starts the server. */
export class NoDataError extends Error {
  override readonly name = 'NoDataError';
  readonly code = 'no-data';
}

interface OpenDataOptions {
  readonly dataDir: string;
  readonly queue: Pick<IngestQueue, 'run'>;
  readonly log: Logger;
  readonly now: () => Date;
}

/**
 * The store of DATA_DIR. Where nothing has been published, the snapshot in data/ first becomes a
 * release, so that there is something to serve without Kolada.
 * @throws {NoDataError} @throws {ReleaseFileError} @throws {StateFileError}
 */
export async function openData({ dataDir, queue, log, now }: OpenDataOptions): Promise<Store> {
  const open = () => openStore({ dataDir, logger: log, now });
  try {
    return await open();
  } catch (error) {
    if (isNoFolder(error)) throw new NoDataError(explain(dataDir, 'not-a-folder'));
    if (!(error instanceof NoReleaseError)) throw error;
  }
  const outcome = await queue.run({ kind: 'snapshot' });
  if (outcome.kind === 'failed') throw new NoDataError(explain(dataDir, outcome.reason));
  return open();
}

/** DATA_DIR, or something above it, is a file or leads in a circle. */
function isNoFolder(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(?:ENOTDIR|ELOOP)$/.test(`${error.code}`);
}

function explain(dataDir: string, reason: string): string {
  switch (reason) {
    case 'not-a-folder':
      return `DATA_DIR=${dataDir} is not a folder.`;
    case 'not-writable':
      return `Cannot write in DATA_DIR=${dataDir}. Choose a folder that this user may write in.`;
    case 'disk-full':
      return `The disk that holds DATA_DIR=${dataDir} is full.`;
    case 'locked':
      return `Another process is writing in DATA_DIR=${dataDir} and did not finish.`;
    default:
      return `Cannot make a first release in DATA_DIR=${dataDir}: ${reason}.`;
  }
}
