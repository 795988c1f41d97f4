import type { Logger } from 'pino';
import { swedishDay } from '../../web/shared/swedish-day.ts';
import type { AskedNotes } from '../http/services.ts';
import { addAsked } from '../store/asked.ts';
import type { Timer } from './refresher.ts';

/** What is asked for, gathered in memory and written now and then. */
export interface KeptNotes extends AskedNotes {
  /** Resolves when all that was noted is on disk. */
  readonly close: () => Promise<void>;
}

interface AskedNotesOptions {
  readonly dataDir: string;
  readonly now: () => Date;
  readonly log: Pick<Logger, 'warn'>;
  readonly timer: Timer;
}

/** A crash loses so much at most: of no weight beside the days that it is counted in. */
const gatherMs = 600_000;

export function createAskedNotes({ dataDir, now, log, timer }: AskedNotesOptions): KeptNotes {
  let day = '';
  let noted = new Set<string>();
  let unwritten = new Set<string>();
  let last: Promise<void> = Promise.resolve();
  let cancel: (() => void) | undefined;

  const write = () => {
    cancel?.();
    cancel = undefined;
    if (unwritten.size === 0) return;
    const [on, ids] = [day, unwritten];
    unwritten = new Set();
    last = last
      .then(() => addAsked(dataDir, on, ids))
      .catch((error: unknown) => log.warn({ err: error }, 'what was asked for cannot be kept'));
  };

  return {
    note: (ids) => {
      const today = swedishDay(now());
      if (today !== day) {
        write();
        day = today;
        noted = new Set();
      }
      for (const id of ids) {
        if (noted.has(id)) continue;
        noted.add(id);
        unwritten.add(id);
      }
      if (unwritten.size > 0) cancel ??= timer(gatherMs, write);
    },
    close: async () => {
      write();
      await last;
    },
  };
}
