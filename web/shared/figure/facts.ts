import type { Area, ComparedKpi, ComparisonAnswer, Observation } from '../api.ts';
import type { Gender } from '../comparison/comparison.ts';
import { rank, type Ranking } from '../statistics/ranking.ts';
import { isCoarse } from '../text/difference.ts';
import { kpiWords, type KpiWords } from '../text/kpi-names.ts';

/** One KPI and gender of an answer, indexed. */
export interface KpiFacts {
  readonly kpi: ComparedKpi;
  readonly words: KpiWords;
  readonly gender: Gender;
  readonly areas: readonly Area[];
  readonly focus: Area | undefined;
  /** Years shown, ascending. */
  readonly years: readonly number[];
  readonly cell: (area: string, year: number, gender?: Gender) => Observation | undefined;
  readonly value: (area: string, year: number, gender?: Gender) => number | null;
}

export interface Placed {
  readonly area: Area;
  readonly value: number;
}

/** One year's values of one KPI, with the own area's standing among its peers. */
export interface YearFacts {
  readonly kpi: ComparedKpi;
  readonly words: KpiWords;
  readonly gender: Gender;
  readonly year: number;
  readonly focus: Area | undefined;
  readonly focusValue: number | null;
  /** Areas that are ranked against each other: kommuner, or regions when the own area is one. */
  readonly peers: readonly Placed[];
  /** How many such areas were chosen, with a value or without. */
  readonly peerCount: number;
  readonly peerKind: 'municipality' | 'region';
  readonly ranking: Ranking;
  /** Riket and groups, which are never ranked; and areas of another kind than the peers. */
  readonly references: readonly Placed[];
}

/** Indexes the answer's rows of one KPI. */
export function factsOf(answer: ComparisonAnswer, kpi: ComparedKpi, gender: Gender): KpiFacts {
  const rows = new Map<string, Observation>();
  const seen = new Set<number>();
  for (const row of rowsByKpi(answer).get(kpi.id) ?? []) {
    rows.set(`${row.municipality} ${row.year} ${row.gender}`, row);
    seen.add(row.year);
  }
  const cell = (area: string, year: number, of: Gender = gender) =>
    rows.get(`${area} ${year} ${of}`);
  const years = kpi.years.length > 0 ? kpi.years : [...seen];
  return {
    kpi,
    words: kpiWords(kpi),
    gender,
    areas: answer.municipalities,
    focus: answer.municipalities.find((area) => area.id === answer.query.focus),
    years: years.toSorted((a, b) => a - b),
    cell,
    value: (area, year, of) => cell(area, year, of)?.value ?? null,
  };
}

/** Whether the values shown of a year were rounded to whole units at the source. */
export function isCoarseYear(
  { areas, value, gender, kpi }: KpiFacts,
  year: number,
  genders: readonly Gender[] = [gender],
): boolean {
  const values = areas.flatMap((area) => genders.map((one) => value(area.id, year, one)));
  return isCoarse(
    values.filter((one) => one !== null),
    kpi.form,
  );
}

/** @returns what one year says; a year without any value gives empty `peers` */
export function yearFacts(facts: KpiFacts, year: number): YearFacts {
  const { kpi, words, gender, focus, areas } = facts;
  const peerKind = peerKindOf(focus, areas);
  const placed = areas.flatMap((area) => {
    const value = facts.value(area.id, year);
    return value === null ? [] : [{ area, value }];
  });
  const peers = placed.filter(({ area }) => area.kind === peerKind);
  const others = placed.filter(({ area }) => area.kind !== peerKind && area !== focus);
  return {
    kpi,
    words,
    gender,
    year,
    focus,
    focusValue: focus === undefined ? null : facts.value(focus.id, year),
    peers,
    peerCount: areas.filter((area) => area.kind === peerKind).length,
    peerKind,
    ranking: rank(
      peers.map(({ area, value }) => ({ id: area.id, value })),
      kpi.form,
    ),
    references: others,
  };
}

/** Grouped once for each answer: 25 KPIs of 60 areas over 25 years are many rows to pass 25 times. */
const grouped = new WeakMap<ComparisonAnswer, Map<string, Observation[]>>();

/** The answer's rows by KPI, in the order they came. */
export function rowsByKpi(answer: ComparisonAnswer): Map<string, Observation[]> {
  const known = grouped.get(answer);
  if (known !== undefined) return known;
  const rows = Map.groupBy(answer.observations, ({ kpi }) => kpi);
  grouped.set(answer, rows);
  return rows;
}

function peerKindOf(focus: Area | undefined, areas: readonly Area[]): 'municipality' | 'region' {
  if (focus?.kind === 'region') return 'region';
  const kinds = areas.map((area) => area.kind);
  return !kinds.includes('municipality') && kinds.includes('region') ? 'region' : 'municipality';
}
