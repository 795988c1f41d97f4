import type { AreaDirectory } from '../area.ts';
import {
  defaultComparison,
  defaults,
  genders,
  limits,
  views,
  type Comparison,
  type Gender,
  type View,
  type YearChoice,
} from './comparison.ts';
import { unknownKpi } from './unknown-kpi.ts';

export const comparisonKeys = [
  'nyckeltal',
  'kommuner',
  'fokus',
  'ar',
  'kon',
  'visa',
  'utgava',
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
    | 'too-many'
    | 'focus-not-chosen'
    | 'bad-year'
    | 'unknown-gender'
    | 'unknown-view'
    | 'bad-release';
  readonly value: string;
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
}

const kpiPattern = /^[A-Z]\d{5}$/;
const releasePattern = /^\d{4}-\d{2}-\d{2}\.[1-9]\d{0,5}$/;
const yearPattern = /^\d{4}$/;

/** Reads a query string. Never throws: a part that cannot be read is named and its default is used. */
export function parseComparison(
  params: URLSearchParams,
  directory: AreaDirectory,
  options: ParseOptions = {},
): ParsedQuery {
  const problems: QueryProblem[] = [];
  const report = (key: string, code: QueryProblem['code'], value: string) =>
    problems.push({ key, code, value: value.slice(0, 60) });

  for (const key of new Set(params.keys())) {
    const known = comparisonKeys.some((name) => name === key) || options.otherKeys?.includes(key);
    if (!known) report(key.slice(0, 60), 'unknown-key', key);
    else if (params.getAll(key).length > 1)
      report(key, 'repeated-key', params.getAll(key)[1] ?? '');
  }

  const reportKpi: Report = (key, code, value) =>
    report(key, code === 'unknown-kpi' ? unknownKpi(value, options.hasCatalogue) : code, value);
  const kpis = readList(params, 'nyckeltal', limits.kpis, reportKpi, (text) => {
    const id = text.toUpperCase();
    return kpiPattern.test(id) && (options.knowsKpi?.(id) ?? true) ? id : undefined;
  });
  const areas = readList(
    params,
    'kommuner',
    limits.areas,
    report,
    (text) => directory.find(text)?.id,
  );
  const view = readView(params, report);
  const chosen = areas ?? defaults.areas;
  return {
    comparison: {
      kpis: kpis ?? defaults.kpis,
      areas: chosen,
      focus: readFocus(params, chosen, directory, report),
      years: readYears(params, view, report),
      genders: readGenders(params, report),
      view,
      release: readRelease(params, report),
    },
    problems,
  };
}

/** The canonical query string, without `?`: keys in fixed order, slugs, defaults left out. */
export function formatComparison(comparison: Comparison, directory: AreaDirectory): string {
  const slug = (id: string) => directory.find(id)?.slug ?? id;
  const pairs: [ComparisonKey, string | undefined][] = [
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
  ];
  return pairs.flatMap(([key, value]) => (value === undefined ? [] : `${key}=${value}`)).join('&');
}

type Report = (key: string, code: QueryProblem['code'], value: string) => void;

function readList(
  params: URLSearchParams,
  key: 'nyckeltal' | 'kommuner',
  limit: number,
  report: Report,
  resolve: (text: string) => string | undefined,
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
    else if (++unread <= 5) report(key, key === 'nyckeltal' ? 'unknown-kpi' : 'unknown-area', part);
  }
  if (ids.size > limit || parts.length === limit * 4) report(key, 'too-many', String(limit));
  const kept = [...ids].slice(0, limit);
  return kept.length === 0 ? undefined : kept;
}

function readFocus(
  params: URLSearchParams,
  areas: readonly string[],
  directory: AreaDirectory,
  report: Report,
): string | undefined {
  const text = params.get('fokus');
  if (text === null) return areas[0];
  const area = directory.find(text.trim());
  if (area !== undefined && areas.includes(area.id)) return area.id;
  report('fokus', area === undefined ? 'unknown-area' : 'focus-not-chosen', text);
  return areas[0];
}

function readYears(params: URLSearchParams, view: View, report: Report): YearChoice | undefined {
  const text = params.get('ar');
  if (text === null) return undefined;
  const choice = parseYears(text.trim());
  if (choice === undefined) report('ar', 'bad-year', text);
  return choice?.kind === 'latest' && view !== 'linje' ? undefined : choice;
}

function parseYears(text: string): YearChoice | undefined {
  if (text === 'senaste') return { kind: 'latest' };
  const range = text.split('-');
  if (range.length === 2) {
    const [from, to] = range.map(toYear);
    if (from === undefined || to === undefined || from > to) return undefined;
    return from === to ? { kind: 'years', years: [from] } : { kind: 'range', from, to };
  }
  const years = text
    .split(',', 202)
    .map((part) => part.trim())
    .map(toYear);
  if (years.length > 201 || years.includes(undefined)) return undefined;
  const known = years.filter((year) => year !== undefined);
  return { kind: 'years', years: [...new Set(known)].toSorted((a, b) => a - b) };
}

function toYear(text: string): number | undefined {
  const year = yearPattern.test(text) ? Number(text) : Number.NaN;
  return year >= limits.firstYear && year <= limits.lastYear ? year : undefined;
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

function unlessSame(
  list: readonly string[],
  standard: readonly string[],
  show: (item: string) => string = (item) => item,
): string | undefined {
  const same = list.length === standard.length && list.every((item, i) => item === standard[i]);
  return same ? undefined : list.map(show).join(',');
}

function formatYears({ years, view }: Comparison): string | undefined {
  switch (years?.kind) {
    case undefined:
      return undefined;
    case 'latest':
      return view === 'linje' ? 'senaste' : undefined;
    case 'years':
      return years.years.join(',');
    case 'range':
      return `${years.from}-${years.to}`;
  }
}
