import type { Logger } from 'pino';
import type { IngestQueue } from './refresh/ingest-queue.ts';
import { openStore } from './store/open-store.ts';
import { NoReleaseError } from './store/release-switch.ts';
import type { Store } from './store/store.ts';

/** There is nothing to serve and nothing can be made. The message is for whoever starts the server. */
export class NoDataError extends Error {
  override readonly name = 'NoDataError';
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
    if (!(error instanceof NoReleaseError)) throw error;
  }
  const outcome = await queue.run({ kind: 'snapshot' });
  if (outcome.kind === 'failed') throw new NoDataError(explain(dataDir, outcome.reason));
  return open();
}

function explain(dataDir: string, reason: string): string {
  switch (reason) {
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
