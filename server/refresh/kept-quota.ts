import { createHmac, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { z } from 'zod';
import { readJsonFile, writeJsonFile } from '../store/json-file.ts';
import { createFetchQuota, forgetOld, hourMs, type FetchQuota, type Taken } from './fetch-quota.ts';
import type { Timer } from './refresher.ts';

export const quotaFile = 'fetch-quota.json';

const quotaSchema = z.strictObject({
  key: z.string().regex(/^[\w-]{43}$/),
  /** ISO 8601 instant; a day later there is a new key. */
  keyedAt: z.iso.datetime(),
  taken: z
    .array(
      z.strictObject({
        kind: z.enum(['kpi', 'group']),
        id: z.string().max(20),
        at: z.number().int(),
        by: z.string().max(20).optional(),
      }),
    )
    .max(20_000),
});
type Kept = z.infer<typeof quotaSchema>;

interface KeptQuotaOptions {
  readonly dataDir: string;
  readonly now: () => Date;
  readonly log: Pick<Logger, 'warn'>;
  readonly timer: Timer;
}

export interface KeptQuota extends FetchQuota {
  /** Resolves when all that was taken is on disk. */
  readonly close: () => Promise<void>;
}

const dayMs = 24 * hourMs;

/**
 * A quota that outlives a restart and is shared by the processes that serve one folder, each adding
 * its own to the file. Addresses stand there only as HMACs under a random key that lasts a day, and
 * for an hour: enough to count by. A file that cannot be read or written is logged and done without.
 */
export async function openKeptQuota(options: KeptQuotaOptions): Promise<KeptQuota> {
  const { dataDir, now, log, timer } = options;
  const path = join(dataDir, quotaFile);
  const taken: Taken[] = [];
  let key = newKey(now());
  let last: Promise<void> = Promise.resolve();
  let isWaiting = false;
  let isClosed = false;
  let cancelTidying = () => {};

  const merge = async () => {
    const kept = await readJsonFile(path, quotaSchema).catch((error: unknown) => {
      log.warn({ err: error }, 'the quota of fetches cannot be read; counting anew');
      return undefined;
    });
    if (kept !== undefined && isCurrent(kept, now())) key = { text: kept.key, at: kept.keyedAt };
    const known = new Set(taken.map(nameOf));
    for (const { by, ...one } of kept?.taken ?? []) {
      const other = { ...one, ...(by !== undefined && { by }) };
      if (!known.has(nameOf(other))) taken.push(other);
    }
    forgetOld(taken, now());
    return kept;
  };

  const write = async () => {
    isWaiting = false;
    await merge();
    const kept: Kept = { key: key.text, keyedAt: key.at, taken };
    await writeJsonFile(path, kept);
    cancelTidying();
    // An hour on, nobody's address may be left, whether anybody asks again or not.
    if (taken.length > 0 && !isClosed) cancelTidying = timer(hourMs + 1000, save);
  };
  const save = () => {
    if (isWaiting) return;
    isWaiting = true;
    last = last
      .then(write)
      .catch((error: unknown) => log.warn({ err: error }, 'the quota of fetches cannot be kept'));
  };

  const before = await merge();
  if (before !== undefined && before.taken.length > taken.length) save();
  const quota = createFetchQuota({
    now,
    taken,
    onTaken: save,
    disguise: (address) => {
      if (!isCurrent({ keyedAt: key.at }, now())) key = newKey(now());
      return createHmac('sha256', key.text).update(address).digest('base64url').slice(0, 16);
    },
  });
  return {
    ...quota,
    close: async () => {
      isClosed = true;
      cancelTidying();
      await last;
    },
  };
}

function newKey(now: Date) {
  return { text: randomBytes(32).toString('base64url'), at: now.toISOString() };
}

function isCurrent({ keyedAt }: Pick<Kept, 'keyedAt'>, now: Date): boolean {
  const age = now.getTime() - Date.parse(keyedAt);
  return age >= -hourMs && age < dayMs;
}

function nameOf({ kind, id, at, by = '' }: Taken): string {
  return `${kind} ${id} ${at} ${by}`;
}
