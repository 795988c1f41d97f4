/** One comparison is one object. Page address, API, embed, picture and export all say it alike. */

export const genders = ['T', 'K', 'M'] as const;
export type Gender = (typeof genders)[number];

export const views = ['stapel', 'linje', 'tabell', 'samband', 'spridning', 'kon'] as const;
export type View = (typeof views)[number];

/** Which years are asked for. Absent in a comparison means the view's own default. */
export type YearChoice =
  | { readonly kind: 'latest' }
  | { readonly kind: 'years'; readonly years: readonly number[] }
  | { readonly kind: 'range'; readonly from: number; readonly to: number };

export interface Comparison {
  /** KPI ids in the order asked, without repeats. */
  readonly kpis: readonly string[];
  /** Area ids (never slugs) in the order asked, without repeats. */
  readonly areas: readonly string[];
  /** Id of the own kommun; always one of `areas` unless that is empty. */
  readonly focus: string | undefined;
  readonly years: YearChoice | undefined;
  /** In the order T, K, M; never empty. */
  readonly genders: readonly Gender[];
  readonly view: View;
  /** Release id, or undefined for the newest. */
  readonly release: string | undefined;
  /** Year in whose prices amounts in kronor are given; absent, each is in its own year's. */
  readonly priceYear?: number | undefined;
}

export const limits = { kpis: 25, areas: 60, firstYear: 1900, lastYear: 2100 } as const;

/** The model case: Bräcke and the six kommuner in its answer to the motion, in address order. */
export const defaults = {
  kpis: ['N21006', 'U21468'],
  areas: ['2305', '1490', '0484', '1401', '1384', '2581', '2281'],
  genders: ['T'],
  view: 'stapel',
} as const satisfies Partial<Comparison>;

export const defaultComparison: Comparison = {
  ...defaults,
  focus: defaults.areas[0],
  years: undefined,
  release: undefined,
};

/** The years a view shows when the address does not say: lines show all, the others the latest. */
export function effectiveYears(comparison: Pick<Comparison, 'years' | 'view'>): YearChoice | 'all' {
  return comparison.years ?? (comparison.view === 'linje' ? 'all' : { kind: 'latest' });
}

/** The genders a view needs: `kon` sets women beside men whatever the address says. */
export function effectiveGenders(
  comparison: Pick<Comparison, 'genders' | 'view'>,
): readonly Gender[] {
  return comparison.view === 'kon' ? genders : comparison.genders;
}
