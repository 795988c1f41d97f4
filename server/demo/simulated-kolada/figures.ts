import type { Gender } from '../../../web/shared/comparison/comparison.ts';
import type { AreaProfile } from './area-profile.ts';
import { fraction } from './hash.ts';
import type { KpiProfile } from './kpi-profile.ts';
import type { Revisions } from './revisions.ts';

/** One invented value as the answer says it. */
export interface Figure {
  readonly value: number | null;
  readonly count: number;
  readonly isDeleted: boolean;
}

const missing: Figure = { value: null, count: 0, isDeleted: false };

/** Values are a pure function of (kpi, area, year, gender) and the revisions: nothing is stored. */
export function createFigures(revisions: Revisions) {
  const hasRow = (kpi: KpiProfile, area: AreaProfile, year: number): boolean =>
    revisions.hasRow(kpi.id, area.id, year) || hasOriginalRow(kpi, area, year);

  const figure = (kpi: KpiProfile, area: AreaProfile, year: number, gender: Gender): Figure => {
    const revised = revisions.figure(kpi.id, area.id, year, gender);
    if (revised) return revised;
    if (!hasOriginalRow(kpi, area, year)) return missing;
    if (area.kind === 'group' || area.kind === 'riket') return mean(kpi, area, year, gender);
    return original(kpi, area, year, gender);
  };

  /** A group is the unweighted mean of its members, Riket a weighted one of the whole country. */
  const mean = (kpi: KpiProfile, area: AreaProfile, year: number, gender: Gender): Figure => {
    const weighted = area.kind === 'riket';
    let sum = 0;
    let weights = 0;
    let count = 0;
    for (const member of area.members) {
      if (!covers(kpi, member) || (weighted && member.kind !== nationOf(kpi))) continue;
      if (!hasRow(kpi, member, year)) continue;
      const { value, isDeleted } = figure(kpi, member, year, gender);
      if (value === null || isDeleted) continue;
      const weight = weighted ? member.weight : 1;
      sum += value * weight;
      weights += weight;
      count += 1;
    }
    if (count === 0) return missing;
    return { value: round(sum / weights, 6), count: weighted ? 1 : count, isDeleted: false };
  };

  return { hasRow, figure };
}

export type Figures = ReturnType<typeof createFigures>;

function nationOf(kpi: KpiProfile): 'kommun' | 'region' {
  return kpi.type === 'L' ? 'region' : 'kommun';
}

/** A KPI of type L has no kommuner and one of type K no regions; Riket is always there. */
function covers(kpi: KpiProfile, area: AreaProfile): boolean {
  switch (area.kind) {
    case 'riket':
      return true;
    case 'kommun':
      return kpi.type !== 'L';
    case 'region':
      return kpi.type !== 'K';
    case 'group':
      return area.members.some((member) => covers(kpi, member));
  }
}

function hasOriginalRow(kpi: KpiProfile, area: AreaProfile, year: number): boolean {
  if (year < kpi.firstYear || year > kpi.lastYear || year === kpi.absentYear) return false;
  if (!covers(kpi, area)) return false;
  if (area.kind === 'riket') return year !== kpi.partialYear;
  if (area.kind === 'group') return true;
  const absent = year === kpi.partialYear ? 0.94 : kpi.absentShare;
  return fraction(kpi.seed, area.seed, year) >= absent;
}

function original(kpi: KpiProfile, area: AreaProfile, year: number, gender: Gender): Figure {
  const luck = fraction(kpi.seed ^ 0x55, area.seed, year);
  const extra = gender === 'T' ? 0 : 0.03;
  if (luck < kpi.missingShare + extra) return missing;
  if (kpi.isFlag) return { value: luck > 0.9 ? 1 : 0, count: 1, isDeleted: false };
  const between = fraction(kpi.seed, area.seed, 1) + fraction(kpi.seed, area.seed, 2) - 1;
  const drift = kpi.trendPerYear * (year - 2018);
  const noise = (luck - 0.5) * 0.3 * kpi.spread;
  const total = kpi.level + between * 2 * kpi.spread + drift + noise;
  const value = Math.min(kpi.max, Math.max(kpi.min, total + genderGap(kpi, area, gender)));
  return { value: round(value, year <= kpi.wholeUntil ? 0 : 6), count: 1, isDeleted: false };
}

function genderGap(kpi: KpiProfile, area: AreaProfile, gender: Gender): number {
  if (gender === 'T') return 0;
  const gap = (fraction(kpi.seed, area.seed, 3) - 0.4) * 0.4 * kpi.spread;
  return gender === 'K' ? gap : -gap;
}

function round(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  return Math.round(value * scale) / scale;
}
