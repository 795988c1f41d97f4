import { hash } from 'node:crypto';
import type { HeldAnswer, Kpi, KpiReview } from '../../web/shared/api.ts';
import { nothingHeld, readHeld, type Held, type HeldEntry } from './held.ts';

/** What is held, as one who serves sees it. */
export interface HeldNow {
  /** Changes whenever what readers are told of it does; empty while nothing is held. */
  readonly version: string;
  readonly answers: readonly HeldAnswer[];
  /** Whether held.json is damaged: what it should say is what was known before, if anything. */
  readonly isUnreadable: boolean;
  readonly review: (kpi: string) => KpiReview | undefined;
}

export interface HeldView {
  readonly now: () => HeldNow;
  /** Reads held.json anew. Never rejects: one that cannot be read leaves what was known. */
  readonly refresh: () => Promise<void>;
}

/** A KPI with what is held of it now; not for what a locked address answers, which never changes. */
export function reviewed<K extends Kpi>(kpi: K, { review }: Pick<HeldNow, 'review'>): K {
  const underReview = review(kpi.id);
  return underReview === undefined ? kpi : { ...kpi, underReview };
}

/** @param dir DATA_DIR */
export async function openHeldView(dir: string): Promise<HeldView> {
  let now = toHeldNow(nothingHeld);
  const refresh = async () => {
    const held = await readHeld(dir).catch(() => undefined);
    now = held === undefined ? { ...now, isUnreadable: true } : toHeldNow(held);
  };
  await refresh();
  return { now: () => now, refresh };
}

function toHeldNow({ entries }: Held): HeldNow {
  const reviews = new Map(entries.map((entry) => [entry.kpi, toReview(entry)]));
  return {
    version: entries.length === 0 ? '' : hash('sha256', JSON.stringify([...reviews]), 'hex'),
    answers: entries.map(({ kpi, values, ...entry }) => ({ kpi, values, ...toReview(entry) })),
    isUnreadable: false,
    review: (kpi) => reviews.get(kpi),
  };
}

function toReview({ state, since, faults }: Pick<HeldEntry, 'state' | 'since' | 'faults'>) {
  return {
    state,
    since,
    faults: faults.map(({ code, area, year }) => ({
      code,
      ...(area !== undefined && { municipality: area }),
      ...(year !== undefined && { year }),
    })),
  } satisfies KpiReview;
}
