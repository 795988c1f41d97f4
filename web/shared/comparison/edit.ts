import { effectiveYears, limits, type Comparison, type Gender, type View } from './comparison.ts';

/** First year that Kolada has figures for in any number. */
const firstYear = 1993;

/** Adds areas last, in the order given, without repeats and up to the limit. */
export function addAreas(comparison: Comparison, ids: readonly string[]): Comparison {
  const areas = [...new Set([...comparison.areas, ...ids])].slice(0, limits.areas);
  return { ...comparison, areas, focus: comparison.focus ?? areas[0] };
}

/** Keeps the own kommun first and replaces the others. */
export function replaceAreas(comparison: Comparison, ids: readonly string[]): Comparison {
  const own = comparison.focus === undefined ? [] : [comparison.focus];
  const areas = [...new Set([...own, ...ids])].slice(0, limits.areas);
  return { ...comparison, areas, focus: areas[0] };
}

/** When the own kommun is removed, the first of the others takes its place. */
export function removeArea(comparison: Comparison, id: string): Comparison {
  const areas = comparison.areas.filter((area) => area !== id);
  return { ...comparison, areas, focus: comparison.focus === id ? areas[0] : comparison.focus };
}

export function setFocus(comparison: Comparison, id: string): Comparison {
  return comparison.areas.includes(id) ? { ...comparison, focus: id } : comparison;
}

export function addKpi(comparison: Comparison, id: string): Comparison {
  return { ...comparison, kpis: [...new Set([...comparison.kpis, id])].slice(0, limits.kpis) };
}

export function removeKpi(comparison: Comparison, id: string): Comparison {
  return { ...comparison, kpis: comparison.kpis.filter((kpi) => kpi !== id) };
}

/** Lines want all years, and the other views few: years that the new view cannot carry are let go. */
export function setView(comparison: Comparison, view: View): Comparison {
  const { years } = comparison;
  const keep =
    view === 'tabell' || (view === 'linje' ? years?.kind === 'range' : years?.kind !== 'range');
  return { ...comparison, view, years: keep && years?.kind !== 'latest' ? years : undefined };
}

export function setGenders(comparison: Comparison, genders: readonly Gender[]): Comparison {
  return { ...comparison, genders };
}

export type YearOption = 'latest' | 'two' | 'all' | 'own';

/** Which of the ready-made choices of years a comparison has. `latest` is the latest year with data. */
export function yearOption(comparison: Comparison, latest: number | undefined): YearOption {
  const years = effectiveYears(comparison);
  if (years === 'all') return 'all';
  if (years.kind === 'latest') return 'latest';
  if (years.kind === 'range') return years.from <= firstYear ? 'all' : 'own';
  const [first, second, ...more] = years.years;
  if (second === undefined) return first === latest ? 'latest' : 'own';
  return latest !== undefined && first === latest - 2 && second === latest && more.length === 0
    ? 'two'
    : 'own';
}

/** All years are drawn as lines and few as bars, so the view follows where it must. */
export function setYearOption(
  comparison: Comparison,
  option: Exclude<YearOption, 'own'>,
  latest: number,
): Comparison {
  const { view } = comparison;
  const still: View = view === 'linje' ? 'stapel' : view;
  switch (option) {
    case 'latest':
      return { ...comparison, view: still, years: undefined };
    case 'two':
      return { ...comparison, view: still, years: { kind: 'years', years: [latest - 2, latest] } };
    case 'all':
      return view === 'tabell'
        ? { ...comparison, years: { kind: 'range', from: firstYear, to: latest } }
        : { ...comparison, view: 'linje', years: undefined };
  }
}

/** A span of the reader's own; one year when both ends are the same. Ends may come in any order. */
export function setYearSpan(comparison: Comparison, a: number, b: number): Comparison {
  const [from, to] = a <= b ? [a, b] : [b, a];
  if (from === to)
    return { ...setView(comparison, stillView(comparison)), years: { kind: 'years', years: [to] } };
  const view = comparison.view === 'tabell' ? 'tabell' : 'linje';
  return { ...comparison, view, years: { kind: 'range', from, to } };
}

function stillView({ view }: Comparison): View {
  return view === 'linje' ? 'stapel' : view;
}
