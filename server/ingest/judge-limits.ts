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
  /** The same in each of the latest `latestYears`, which is what readers look at. */
  vanishedLately: limit('many-vanished', [1, 0.1], [5, 5]),
  /** Was something, is 0: a source that has lost its values often answers 0. */
  zeroed: alsoFew(limit('all-zero', [0.2, 0.5], [5, 5])),
  /** The same, for a KPI whose every value is 0 or 1, where 0 is an answer like another. */
  zeroedFlag: limit('all-zero', [0.8, 0.8], [5, 5]),
  /** Beyond a factor of `levelFactor`: more than half of them and the median ratio is too. */
  level: alsoFew(limit('level', [0.5, 0.5], [3, 5])),
  /** Beyond a factor of `leapFactor`, which single values reach and a tenth of a KPI does not. */
  leap: limit('level', [0.1, 0.5], [3, 3]),
  /** The same in a part of one area's years, or of one year's areas. */
  leapPart: limit('level', [0.5, 0.25], [5, 5]),
  /** A new year, beside each area's year before it: nothing grows tenfold everywhere in a year. */
  newLevel: limit('new-year-level', [1, 0.5], [5, 5]),
  /** Beyond `levelFactor`, one way: so the median is, where in no earlier year as many leapt. */
  newMedian: limit('new-year-level', [1, 0.5], [10, 10]),
  /** A new year's 0 where the year before it had something; more where 0 is common. */
  newZero: limit('all-zero', [1, 0.5], [5, 5]),
  /** A new year's values are those of the year before, and that is not how this KPI is. */
  newCopy: limit('year-shifted', [1, 0.5], [5, 5]),
  /** A new year's values are one and the same, and those before them are not. */
  newConstant: limit('one-value', [1, 0.5], [5, 5]),
  /** A new year with the other sign and about the size of the year before. */
  newSign: limit('sign-flipped', [1, 0.7], [5, 5]),
  /** In a new year women and men are the other way round, or equal, where they never were. */
  newSwap: limit('gender-swapped', [1, 0.7], [5, 5]),
  /** The same size with the other sign; a result near 0 changes sign, but then its size too. */
  sign: limit('sign-flipped', [0.2, 0.5], [5, 5]),
  /** Many different values have become one and the same. */
  constant: limit('one-value', [0.5, 0.5], [5, 5]),
  /** The value that another year of the same area had. */
  yearShift: limit('year-shifted', [0.5, 0.5], [5, 5]),
  /** The value that the area before or after it in the list had. */
  areaShift: limit('area-shifted', [0.5, 0.5], [5, 5]),
  /** The value that some other area, and that one alone, had in the same year. */
  areaSwap: limit('area-shifted', [0.5, 0.5], [5, 5]),
  /** The value that the other gender of the same area and year had. */
  genderSwap: limit('gender-swapped', [0.5, 0.5], [4, 5]),
  /** Changed in a year of which more than half is changed: see `rewrittenYears`. */
  rewritten: limit('history-rewritten', [0.5, 0.5], [5, 5]),
  /** Beyond `restatedFactor`, one way, in a year before the latest two: its median is. */
  restated: limit('history-rewritten', [1, 0.5], [5, 5]),
  /** Beyond `preliminaryFactor`, one way, in one of the latest two. */
  preliminary: limit('history-rewritten', [1, 0.5], [5, 5]),
} as const satisfies Readonly<Record<string, Limit>>;

/** New ÷ old, or old ÷ new. Revisions change values by per cents; a wrong unit by 10, 100, 1 000. */
export const levelFactor = 2;
export const leapFactor = 10;
/** The same of a whole year's median: in a year that is settled, and in one that may be preliminary. */
export const restatedFactor = 1.25;
export const preliminaryFactor = 1.5;
export const preliminaryYears = 2;

/** So many of a KPI's latest years are judged each by itself. */
export const latestYears = 3;

/** What a new year is held against: the nearest of so many years before it, with any rhythm. */
export const yearsBack = 5;

/** A year later than so many after the current one is none, but for what a forecast already has. */
export const yearsAhead = { code: 'year-ahead', years: 1 } as const;

/** What a KPI does by itself, from year to year, as a share of its values: then it is no fault. */
export const ownWay = {
  /** Equal to the year before. */
  equal: 0.25,
  /** Beyond `levelFactor`, one way. */
  leaps: 0.15,
  /** Women and men the other way round than the year before, or equal. */
  swaps: 0.2,
  /** 0. */
  zero: 0.5,
  /** Different values, as a share where there is no history: fewer, and equal ones tell nothing. */
  distinct: 0.3,
  /** So many at least. */
  different: 5,
} as const;

/** Where so many areas have a value and more than this share of them differ, a value says whose it is. */
export const telling = { areas: 8, share: 0.9 } as const;

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
 * however few it had in each; `least` lost values, or all that it had. So is one year of an area,
 * at a higher share: it has fewer values, and a survey that it has withdrawn is many of them; or
 * all, where these are `leastAll`.
 */
export const lostArea = {
  code: 'area-vanished',
  share: 0.2,
  ofYear: 0.3,
  least: 10,
  leastAll: 5,
} as const;

/**
 * The same for one year of an area whose values over all KPIs have become 0, leapt, changed sign, or
 * become another area's.
 */
export const spoiltArea = { ofYear: 0.3, least: 10 } as const;

/**
 * A KPI that loses more than this share of its values, at least so many, or has so many whole years
 * revised, is not held for that alone. Where as many KPIs do as would stop a refresh when held
 * (`heldRefresh`), or more than half for the years, all of them are.
 */
export const everywhere = { lost: 0.01, least: 5, years: 2, yearsInKpis: 0.5 } as const;

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
 * A change smaller than this part of the last digit shown is none, though it may show at a tie:
 * 0.125 that becomes 0.12499999.
 */
export const unseenStep = 0.01;

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
