/**
 * What a new answer may change before it is held for a human to look at. Shares are of the known
 * values that could show the fault: those of the whole KPI, or of one area or year within it. The
 * runbook has the same table (`server/deploy/README.md`), and a test holds the two together.
 */
export interface Limit {
  readonly code: string;
  /** More than this share of a KPI's values, 0–1, and the KPI is held. */
  readonly ofKpi: number;
  /** More than this share of one area's or one year's, 0–1, and that area or year is held. */
  readonly ofPart: number;
  /** Values of the KPI that must show the fault, whatever the share. */
  readonly least: number;
  /** The same of an area or year. */
  readonly leastOfPart: number;
  /** A KPI with fewer values than `least` is held where all of them, at least two, show the fault. */
  readonly judgesFew: boolean;
}

const limit = (
  code: string,
  [ofKpi, ofPart]: readonly [number, number],
  [least, leastOfPart]: readonly [number, number],
): Limit => ({ code, ofKpi, ofPart, least, leastOfPart, judgesFew: false });
const alsoFew = (given: Limit): Limit => ({ ...given, judgesFew: true });

export const limits = {
  /** Gone, withdrawn, or null. Kolada withdraws single values, not a tenth of a KPI. */
  vanished: alsoFew(limit('many-vanished', [0.1, 0.5], [5, 5])),
  /** Was something, is 0: a source that has lost its values often answers 0. */
  zeroed: alsoFew(limit('all-zero', [0.2, 0.5], [5, 5])),
  /** The same, for a KPI whose every value is 0 or 1, where 0 is an answer like another. */
  zeroedFlag: limit('all-zero', [0.8, 0.8], [5, 5]),
  /** Beyond a factor of `levelFactor`: more than half of them and the median ratio is too. */
  level: alsoFew(limit('level', [0.5, 0.5], [3, 5])),
  /** Beyond a factor of `leapFactor`, which single values reach and a tenth of a KPI does not. */
  leap: limit('level', [0.1, 0.5], [3, 3]),
  /** A new year, beside each area's year before it: nothing grows tenfold everywhere in a year. */
  newLevel: limit('new-year-level', [1, 0.5], [5, 5]),
  /** The same size with the other sign; a result near 0 changes sign, but then its size too. */
  sign: limit('sign-flipped', [0.2, 0.5], [5, 5]),
  /** Many different values have become one and the same. */
  constant: limit('one-value', [0.5, 0.5], [5, 5]),
  /** The value that another year of the same area had. */
  yearShift: limit('year-shifted', [0.5, 0.5], [5, 5]),
  /** The value that the area before or after it in the list had. */
  areaShift: limit('area-shifted', [0.5, 0.5], [5, 5]),
  /** The value that the other gender of the same area and year had. */
  genderSwap: limit('gender-swapped', [0.5, 0.5], [4, 5]),
  /** Changed in a year of which more than half is changed: see `rewrittenYears`. */
  rewritten: limit('history-rewritten', [0.5, 0.5], [5, 5]),
} as const satisfies Readonly<Record<string, Limit>>;

/** New ÷ old, or old ÷ new. Revisions change values by per cents; a wrong unit by 10, 100, 1 000. */
export const levelFactor = 2;
export const leapFactor = 10;

/**
 * So many years, and more than half of all those known, must be rewritten: a preliminary year is
 * revised throughout as a matter of course, and then it is one.
 */
export const rewrittenYears = 2;

/** Areas or years of a KPI that can be held alone, as a share of them; one always can. */
export const partsHeldAlone = 0.1;
/** Below so many areas, or years, one of them is as good as the KPI. */
export const leastParts = 3;

/**
 * An area that loses more than this share of its values over all KPIs is held in all of them,
 * however few it had in each; `least` lost values, or all that it had.
 */
export const lostArea = { code: 'area-vanished', share: 0.2, least: 10 } as const;

/**
 * More KPIs than this share of the known ones held whole, and the fault is not in the KPIs: nothing
 * of the refresh is published. Also where all are, of two or more.
 */
export const heldRefresh = { share: 0.2, moreThan: 2 } as const;

/** More of the rows than this share came twice: pages that are not what they say they are. */
export const repeatedRows = 0.25;

/**
 * A list that has lost more than this share since last time is not believed. Kolada's 6 099 KPIs
 * are two pages, and the first alone lacks 18 % of them; in two years 13 % were removed.
 */
export const listLoss = { kpi: 0.15, area: 0.15, area_group: 0.3 } as const;

/** Below this relative difference two numbers are one number written twice. */
export const sameNumber = 1e-9;

/**
 * The longest that a list has been in so many releases is what it is measured by, so that a little
 * a day adds up: what a human has accepted begins the count anew.
 */
export const listMemory = 30;

/** What Kolada's lists may change at once of what they say. */
export interface ListLimit {
  readonly code: string;
  /** More than this share of the known rows, 0–1, must show the fault. */
  readonly share: number;
  /** Rows that must show it, whatever the share. */
  readonly least: number;
}

export const listLimits = {
  /** A kommun or two are renamed, or merged under a new name; a third at once is another list. */
  areasRenamed: { code: 'areas-renamed', share: 0, least: 3 },
  /** The name of another that is still listed, or the same as another's: no honest list does that. */
  areaNamesMoved: { code: 'area-names-moved', share: 0, least: 1 },
  areaTypes: { code: 'area-types', share: 0, least: 1 },
  /** Of all members; half a kommun's similar ones are replaced each year, by as many. */
  membersLost: { code: 'group-members-lost', share: 0.3, least: 5 },
  /** Not one of the former members is left. */
  membersReplaced: { code: 'group-members-replaced', share: 0.3, least: 5 },
  /** Apart from the year in it: a family of 290 is 8 % of the groups. */
  groupsRetitled: { code: 'groups-retitled', share: 0.2, least: 5 },
  /** Of KPIs without values; one with values is held by itself, as `retitled`. */
  kpisRetitled: { code: 'kpis-retitled', share: 0.1, least: 5 },
  /** Gone, or another KPI's. */
  descriptionsLost: { code: 'kpi-descriptions-lost', share: 0.1, least: 3 },
  /** By gender, for kommuner or regions, operating area. */
  kpiFlags: { code: 'kpi-flags', share: 0.1, least: 3 },
} as const satisfies Readonly<Record<string, ListLimit>>;

/** A group of so many members is judged by itself too: all kommuner are one. */
export const largeGroup = 50;

/** One id that comes twice in a list, and says two things. */
export const conflictingRows = 'conflicting-rows';
