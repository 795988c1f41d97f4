import type { RawKpi } from './catalogue.ts';
import { fraction, hashText } from './hash.ts';

/** How a KPI's invented values behave. */
export interface KpiProfile {
  readonly id: string;
  readonly seed: number;
  readonly type: RawKpi['municipality_type'];
  readonly genderSplit: boolean;
  readonly firstYear: number;
  readonly lastYear: number;
  /** Discontinued: no year is ever added. */
  readonly ended: boolean;
  /** A year for which only a few areas have reported yet. */
  readonly partialYear: number | undefined;
  /** A year with no row at all. */
  readonly absentYear: number | undefined;
  /** Shares of rows that do not exist, and that say Missing. */
  readonly absentShare: number;
  readonly missingShare: number;
  readonly level: number;
  /** Spread between areas, in the KPI's unit. */
  readonly spread: number;
  readonly trendPerYear: number;
  readonly min: number;
  readonly max: number;
  /** Whole numbers up to and including this year, decimals after. */
  readonly wholeUntil: number;
  readonly isFlag: boolean;
}

interface Magnitude {
  readonly level: readonly [number, number];
  /** As a share of the level. */
  readonly spread: number;
  readonly min: number;
  readonly max: number;
  readonly whole: boolean;
}

/** First match wins; by the words of the title, since Kolada has no unit field. */
const magnitudes: readonly (readonly [RegExp, Magnitude])[] = [
  [/Nettokostnadsavvikelse/i, { level: [1, 4], spread: 4, min: -60, max: 60, whole: false }],
  [
    /HME|Medarbetarengagemang.*index|index för påst/i,
    { level: [72, 84], spread: 0.07, min: 0, max: 100, whole: true },
  ],
  [/%|andel|procent/i, { level: [15, 90], spread: 0.12, min: 0, max: 100, whole: false }],
  [
    /kr\/hemtjänsttagare/,
    { level: [380_000, 430_000], spread: 0.18, min: 0, max: 5e6, whole: true },
  ],
  [/kr\/inv/, { level: [400, 15_000], spread: 0.2, min: 0, max: 5e6, whole: true }],
  [/kr\/|tkr|kronor/, { level: [20_000, 500_000], spread: 0.2, min: 0, max: 5e6, whole: true }],
  [/index/i, { level: [50, 100], spread: 0.1, min: 0, max: 200, whole: false }],
  [/antal\/|kg|ton|MWh/, { level: [3, 90], spread: 0.3, min: 0, max: 1e6, whole: false }],
  [/antal/i, { level: [5, 400], spread: 0.3, min: 0, max: 1e6, whole: false }],
];
const plain: Magnitude = { level: [10, 200], spread: 0.25, min: 0, max: 1e6, whole: false };

/** Known from Kolada: close enough to be recognised, invented all the same. */
const knownLevels: Readonly<Record<string, number>> = { N21006: 405_000, U21468: 87 };

export interface YearSpan {
  readonly firstYear: number;
  readonly lastYear: number;
}

export function kpiProfile(kpi: RawKpi, span: YearSpan, seed: number): KpiProfile {
  const own = hashText(kpi.id) ^ seed;
  const { title } = kpi;
  const isSurvey = title.startsWith('Brukarbed');
  const isHme = /HME/.test(title);
  const magnitude = magnitudes.find(([words]) => words.test(title))?.[1] ?? plain;
  const level = knownLevels[kpi.id] ?? between(magnitude.level, fraction(own, 1, 0));
  const ended = /\(-\s*(\d{4})\)/.exec(title)?.[1];
  const starts = span.firstYear + 4 + Math.floor(fraction(own, 2, 0) * 16);
  const lastYear = Math.min(span.lastYear, ended ? Number(ended) : span.lastYear);
  return {
    id: kpi.id,
    seed: own,
    type: kpi.municipality_type,
    genderSplit: kpi.is_divided_by_gender,
    firstYear: Math.min(
      isSurvey || kpi.id in knownLevels ? Math.max(2012, span.firstYear) : starts,
      lastYear,
    ),
    lastYear,
    ended: ended !== undefined,
    partialYear:
      !ended && (kpi.id in knownLevels || fraction(own, 3, 0) < 0.2) ? lastYear : undefined,
    absentYear: isSurvey ? 2021 : undefined,
    absentShare: isHme ? 0.55 : 0.02,
    missingShare: isHme ? 0.1 : 0.03,
    level,
    spread: Math.min(magnitude.spread * level, (magnitude.max - magnitude.min) / 6),
    trendPerYear: (fraction(own, 4, 0) - 0.4) * 0.02 * level,
    min: magnitude.min,
    max: magnitude.max,
    wholeUntil: magnitude.whole ? 9999 : isSurvey ? 2023 : 0,
    isFlag: /Nej\s*=\s*0/.test(title),
  };
}

function between([low, high]: readonly [number, number], share: number): number {
  return low + (high - low) * share;
}
