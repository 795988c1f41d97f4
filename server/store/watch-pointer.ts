import { stat } from 'node:fs/promises';
import type { ReleaseSwitch } from './release-switch.ts';

/** Between attempts at a release that was refused: what hindered it may have been a full memory. */
const retryMs = 30_000;

/**
 * Refreshes when the pointer's file has been replaced.
 *
 * @param pollMs how often to look; 0 means never
 * @returns what stops it, and resolves when the look under way has ended
 */
export function watchPointer(
  path: string,
  pollMs: number,
  { refresh, problem }: Pick<ReleaseSwitch, 'refresh' | 'problem'>,
): () => Promise<void> {
  if (pollMs === 0) return async () => {};
  let seen: string | undefined;
  let looksSince = 0;
  let looking: Promise<void> = Promise.resolve();
  const look = async () => {
    const { mtimeMs, ino } = await stat(path).catch(() => ({ mtimeMs: 0, ino: 0 }));
    const found = `${mtimeMs} ${ino}`;
    looksSince += 1;
    const isTimeToRetry = problem() !== undefined && looksSince * pollMs >= retryMs;
    if (found === seen && !isTimeToRetry) return;
    seen = found;
    looksSince = 0;
    await refresh();
  };
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, pollMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await looking;
  };
}
