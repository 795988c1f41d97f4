import type { Area, AreaDirectory } from '../area.ts';
import {
  defaultComparison,
  defaults,
  genders,
  limits,
  views,
  type Comparison,
  type Gender,
  type View,
} from './comparison.ts';
import { unknownKpi } from './unknown-kpi.ts';
import { formatYears, readYears, spellYears } from './year-choice.ts';

export const comparisonKeys = [
  'nyckeltal',
  'kommuner',
  'fokus',
  'ar',
  'kon',
  'visa',
  'utgava',
  'priser',
] as const;
export type ComparisonKey = (typeof comparisonKeys)[number];

/** What is wrong with one part of an address. `value` is the reader's own text, cut to 60 characters. */
export interface QueryProblem {
  readonly key: string;
  readonly code:
    | 'unknown-key'
    | 'repeated-key'
    | 'empty'
    | 'unknown-kpi'
    | 'unknown-offline'
    | 'unknown-area'
    | 'ambiguous-area'
    | 'too-many'
    | 'focus-not-chosen'
    | 'bad-year'
    | 'unknown-gender'
    | 'unknown-view'
    | 'bad-release'
    | 'bad-prices'
    | 'no-price-index';
  readonly value: string;
  /** With an unknown area or measure in a locked address, the release that does not know it. */
  readonly release?: string;
  /** With `ambiguous-area`, the areas that the text has meant at different times. */
  readonly candidates?: readonly Area[];
}

export interface ParsedQuery {
  readonly comparison: Comparison;
  /** Empty when every part was understood. What was understood is kept in `comparison` regardless. */
  readonly problems: readonly QueryProblem[];
}

interface ParseOptions {
  /** Keys that the route reads itself (`format`, `bredd`); passed over here. */
  readonly otherKeys?: readonly string[];
  /** Tells whether a well-formed KPI id is in the catalogue; without it the form alone is judged. */
  readonly knowsKpi?: (id: string) => boolean;
  /** False where an id that is not known may yet be Kolada's. */
  readonly hasCatalogue?: () => boolean;
  /** Years that amounts can be given in the prices of; without it every year is taken. */
  readonly priceYears?: readonly number[];
}

const kpiPattern = /^[A-Z]\d{5}$/;
const releasePattern = /^\d{4}-\d{2}-\d{2}\.[1-9]\d{0,5}$/;

/**
 * Reads a query string. Never throws: a part that cannot be read is named and its default is used.
 * Of KPIs and areas the defaults are for an absent key only; where none of those named is known, the
 * list is empty.
 */
export function parseComparison(
  params: URLSearchParams,
  directory: AreaDirectory,
  options: ParseOptions = {},
): ParsedQuery {
  const problems: QueryProblem[] = [];
  const report: Report = (key, code, value) =>
    problems.push({ key, code, value: value.slice(0, 60) });

  for (const key of new Set(params.keys())) {
    const known = comparisonKeys.some((name) => name === key) || options.otherKeys?.includes(key);
    if (!known) report(key.slice(0, 60), 'unknown-key', key);
    else if (params.getAll(key).length > 1)
      report(key, 'repeated-key', params.getAll(key)[1] ?? '');
  }

  const kpis = readList(params, 'nyckeltal', report, {
    limit: limits.kpis,
    resolve: (text) => {
      const id = text.toUpperCase();
      return kpiPattern.test(id) && (options.knowsKpi?.(id) ?? true) ? id : undefined;
    },
    refuse: (text) => report('nyckeltal', unknownKpi(text, options.hasCatalogue), text),
  });
  const areas = readList(params, 'kommuner', report, {
    limit: limits.areas,
    resolve: (text) => directory.find(text)?.id,
    refuse: (text) => problems.push(areaProblem('kommuner', text, directory)),
  });
  const view = readView(params, report);
  const chosen = areas ?? defaults.areas;
  return {
    comparison: {
      kpis: kpis ?? defaults.kpis,
      areas: chosen,
      focus: readFocus(params, chosen, directory, problems),
      years: readYears(params.get('ar'), view, (text) => report('ar', 'bad-year', text)),
      genders: readGenders(params, report),
      view,
      release: readRelease(params, report),
      ...readPrices(params, options.priceYears, report),
    },
    problems,
  };
}

/** The release that a query string names in the right form, known or not. */
export function releaseNamed(params: URLSearchParams): string | undefined {
  return readRelease(params, () => {});
}

/**
 * The short query string, without `?`, for the dashboard's own address and links: keys in fixed
 * order, defaults left out. Slugs, but codes where it is locked: the slugs known here may be newer
 * than the release, which would not know them.
 */
export function formatComparison(
  comparison: Comparison,
  directory: Pick<AreaDirectory, 'find'>,
): string {
  const isLocked = comparison.release !== undefined;
  const slug = (id: string) => (isLocked ? id : (directory.find(id)?.slug ?? id));
  const pairs: Pair[] = [
    ['nyckeltal', unlessSame(comparison.kpis, defaults.kpis)],
    ['kommuner', unlessSame(comparison.areas, defaults.areas, slug)],
    [
      'fokus',
      comparison.focus === undefined || comparison.focus === comparison.areas[0]
        ? undefined
        : slug(comparison.focus),
    ],
    ['ar', formatYears(comparison)],
    ['kon', unlessSame(comparison.genders, defaults.genders)],
    ['visa', comparison.view === defaultComparison.view ? undefined : comparison.view],
    ['utgava', comparison.release],
    ['priser', formatPrices(comparison)],
  ];
  return joinPairs(pairs);
}

/**
 * The same in full, without `?`, for all that leaves the building: codes, which outlive names, and
 * the defaults too, which may be others one day. But for `priser`: left out it means each year's own
 * prices for ever, and most measures are not in kronor.
 */
export function formatInFull(comparison: Comparison): string {
  const { kpis, areas, focus, genders: chosen, view, release } = comparison;
  return joinPairs([
    ['nyckeltal', kpis.join(',')],
    ['kommuner', areas.join(',')],
    ['fokus', focus],
    ['ar', spellYears(comparison)],
    ['kon', chosen.join(',')],
    ['visa', view],
    ['utgava', release],
    ['priser', formatPrices(comparison)],
  ]);
}

/** `fasta-2022`; undefined for each year's own prices. */
export function formatPrices({ priceYear }: Pick<Comparison, 'priceYear'>): string | undefined {
  return priceYear === undefined ? undefined : `fasta-${priceYear}`;
}

type Pair = readonly [ComparisonKey, string | undefined];

function joinPairs(pairs: readonly Pair[]): string {
  return pairs.flatMap(([key, value]) => (value === undefined ? [] : `${key}=${value}`)).join('&');
}

type Report = (key: string, code: QueryProblem['code'], value: string) => void;

interface ListReading {
  readonly limit: number;
  readonly resolve: (text: string) => string | undefined;
  readonly refuse: (text: string) => void;
}

/** Why a text leads to no area. */
export function areaProblem(key: string, text: string, directory: AreaDirectory): QueryProblem {
  const candidates = directory.candidates(text.trim());
  const value = text.slice(0, 60);
  return candidates.length === 0
    ? { key, code: 'unknown-area', value }
    : { key, code: 'ambiguous-area', value, candidates };
}

function readList(
  params: URLSearchParams,
  key: 'nyckeltal' | 'kommuner',
  report: Report,
  { limit, resolve, refuse }: ListReading,
): string[] | undefined {
  const text = params.get(key);
  if (text === null) return undefined;
  if (text.trim() === '') {
    report(key, 'empty', text);
    return [];
  }
  const parts = text.split(',', limit * 4).map((part) => part.trim());
  const ids = new Set<string>();
  let unread = 0;
  for (const part of parts) {
    const id = resolve(part);
    if (id !== undefined) ids.add(id);
    else if (++unread <= 5) refuse(part);
  }
  if (ids.size > limit || parts.length === limit * 4) report(key, 'too-many', String(limit));
  // None of them known is not nothing asked for: others' figures are no answer.
  return [...ids].slice(0, limit);
}

function readFocus(
  params: URLSearchParams,
  areas: readonly string[],
  directory: AreaDirectory,
  problems: QueryProblem[],
): string | undefined {
  const text = params.get('fokus');
  if (text === null) return areas[0];
  const area = directory.find(text.trim());
  if (area !== undefined && areas.includes(area.id)) return area.id;
  if (area === undefined) problems.push(areaProblem('fokus', text, directory));
  else problems.push({ key: 'fokus', code: 'focus-not-chosen', value: text.slice(0, 60) });
  return areas[0];
}

function readGenders(params: URLSearchParams, report: Report): readonly Gender[] {
  const text = params.get('kon');
  if (text === null) return defaults.genders;
  const parts = text
    .toUpperCase()
    .split(',', 10)
    .map((part) => part.trim());
  for (const part of parts) {
    if (!genders.some((gender) => gender === part)) report('kon', 'unknown-gender', part);
  }
  const chosen = genders.filter((gender) => parts.includes(gender));
  return chosen.length === 0 ? defaults.genders : chosen;
}

function readView(params: URLSearchParams, report: Report): View {
  const text = params.get('visa');
  if (text === null) return defaults.view;
  const view = views.find((name) => name === text.trim());
  if (view === undefined) report('visa', 'unknown-view', text);
  return view ?? defaults.view;
}

function readRelease(params: URLSearchParams, report: Report): string | undefined {
  const text = params.get('utgava');
  if (text === null) return undefined;
  if (releasePattern.test(text)) return text;
  report('utgava', 'bad-release', text);
  return undefined;
}

/** Each year's own prices, where it says so or says nothing that can be done. */
function readPrices(
  params: URLSearchParams,
  known: readonly number[] | undefined,
  report: Report,
): Pick<Comparison, 'priceYear'> {
  const text = params.get('priser')?.trim();
  if (text === undefined || text === 'lopande') return {};
  const year = /^fasta-(\d{4})$/.exec(text)?.[1];
  if (year === undefined) report('priser', 'bad-prices', text);
  else if (known?.includes(Number(year)) === false) report('priser', 'no-price-index', year);
  else return { priceYear: Number(year) };
  return {};
}

function unlessSame(
  list: readonly string[],
  standard: readonly string[],
  show: (item: string) => string = (item) => item,
): string | undefined {
  const same = list.length === standard.length && list.every((item, i) => item === standard[i]);
  return same ? undefined : list.map(show).join(',');
}
