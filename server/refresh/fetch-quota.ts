import { ProblemError } from '../errors.ts';

export interface QuotaLimits {
  /** KPIs that may be started in an hour. */
  readonly hourly: number;
  /** Groups not asked for lately that may be taken up in an hour: each is fetched for good. */
  readonly hourlyGroups: number;
  /** The same for one address. A whole kommun may sit behind one. */
  readonly hourlyByAddress: number;
  readonly hourlyGroupsByAddress: number;
}

export const standardQuota: QuotaLimits = {
  hourly: 300,
  hourlyGroups: 120,
  hourlyByAddress: 60,
  hourlyGroupsByAddress: 30,
};

/** Something that was taken up for a reader. */
export interface Taken {
  readonly kind: 'kpi' | 'group';
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The address that asked, unrecognisable; absent where there was none. */
  readonly by?: string;
}

/** How much may be taken up for readers in an hour. */
export interface FetchQuota {
  /** @throws {ProblemError} 429 when there is no room for another KPI */
  readonly takeKpi: (kpi: string, address?: string) => void;
  /** @throws {ProblemError} 429 when those not asked for lately are too many; then none is taken */
  readonly takeGroups: (groups: readonly string[], address?: string) => void;
}

interface QuotaOptions {
  readonly now: () => Date;
  readonly limits?: Partial<QuotaLimits>;
  /** What was taken before and by other processes; added to, and cleared of what is too old. */
  readonly taken?: Taken[];
  /** Makes an address unrecognisable. */
  readonly disguise?: (address: string) => string;
  readonly onTaken?: () => void;
}

export const hourMs = 3_600_000;

export function createFetchQuota(options: QuotaOptions): FetchQuota {
  const { now, taken = [], disguise = (address) => address, onTaken } = options;
  const limits = { ...standardQuota, ...options.limits };

  const hold = (kind: Taken['kind'], ids: readonly string[], by: string | undefined) => {
    const [all, own] =
      kind === 'kpi'
        ? [limits.hourly, limits.hourlyByAddress]
        : [limits.hourlyGroups, limits.hourlyGroupsByAddress];
    const alike = taken.filter((one) => one.kind === kind);
    const mine = alike.filter((one) => by !== undefined && one.by === by);
    if (alike.length + ids.length > all) throw tooMany(alike, now());
    if (by !== undefined && mine.length + ids.length > own) throw tooMany(mine, now());
    const at = now().getTime();
    taken.push(...ids.map((id) => ({ kind, id, at, ...(by !== undefined && { by }) })));
  };

  const named = (address: string | undefined) =>
    address === undefined ? undefined : disguise(address);

  return {
    takeKpi: (kpi, address) => {
      forgetOld(taken, now());
      hold('kpi', [kpi], named(address));
      onTaken?.();
    },
    takeGroups: (groups, address) => {
      if (groups.length === 0) return;
      forgetOld(taken, now());
      const known = new Set(taken.filter(({ kind }) => kind === 'group').map(({ id }) => id));
      const fresh = [...new Set(groups)].filter((id) => !known.has(id));
      if (fresh.length === 0) return;
      hold('group', fresh, named(address));
      onTaken?.();
    },
  };
}

/** Leaves only what was taken in the last hour; a clock that was set back leaves nothing for ever. */
export function forgetOld(taken: Taken[], now: Date): void {
  const time = now.getTime();
  const young = taken.filter(({ at }) => at > time - hourMs && at <= time + hourMs);
  taken.splice(0, taken.length, ...young);
}

function tooMany(counted: readonly Taken[], now: Date): ProblemError {
  const oldest = Math.min(...counted.map(({ at }) => at), now.getTime());
  const seconds = Math.ceil((oldest + hourMs - now.getTime()) / 1000);
  const retryAfter = String(Math.min(3600, Math.max(60, seconds)));
  return new ProblemError(429, 'too-many-requests', { headers: { 'Retry-After': retryAfter } });
}
