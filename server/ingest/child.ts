import { z } from 'zod';
import { ingest } from './ingest.ts';
import { ingestJobSchema } from './job.ts';
import { dataFiles, openSource } from './open-source.ts';
import type { FromChild } from './run-ingest.ts';

/** The settings that a run needs; the parent has already validated the rest. */
const orderSchema = z.object({
  job: ingestJobSchema,
  config: z.object({
    port: z.number(),
    host: z.string(),
    maxConnectionsPerAddress: z.number(),
    dataDir: z.string(),
    koladaUrl: z.string(),
    koladaRequestsPerSecond: z.number(),
    koladaConnections: z.number(),
    refreshHours: z.number(),
    publicOrigin: z.string().optional(),
    frameAncestors: z.string(),
    logLevel: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']),
  }),
});

const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());
process.once('SIGINT', () => stop.abort());
// Without a parent nobody waits for the outcome: leave the folder as it was, and go.
process.once('disconnect', () => stop.abort());

process.once('message', (message: unknown) => {
  void work(message).finally(() => {
    if (process.connected) process.disconnect();
  });
});

async function work(message: unknown): Promise<void> {
  const { job, config } = orderSchema.parse(message);
  const outcome = await ingest(job, {
    dir: config.dataDir,
    dataFiles,
    openSource: () => openSource({ ...config, publicOrigin: config.publicOrigin }),
    now: () => new Date(),
    onProgress: (progress) => send({ kind: 'progress', progress }),
    signal: stop.signal,
  });
  await new Promise<void>((resolve) => {
    if (!process.connected) resolve();
    else process.send?.({ kind: 'outcome', outcome } satisfies FromChild, () => resolve());
  });
}

function send(message: FromChild): void {
  // The parent may go away at any moment; its listener of 'disconnect' is what ends the run.
  if (process.connected) process.send?.(message, () => undefined);
}
