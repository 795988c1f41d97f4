import { limits, type Comparison, type View, type YearChoice } from './comparison.ts';

const yearPattern = /^\d{4}$/;
const latest = 'senaste';
const all = 'alla';

/**
 * The years that `ar` asks for; undefined where they are the view's own.
 * @param text undecided when null
 * @param refuse told the text when it cannot be read
 */
export function readYears(
  text: string | null,
  view: View,
  refuse: (text: string) => void,
): YearChoice | undefined {
  if (text === null) return undefined;
  const choice = parseYears(text.trim());
  if (choice === undefined) refuse(text);
  if (choice === 'all') {
    // Lines show all years by themselves; other views are told to as a span.
    const { firstYear: from, lastYear: to } = limits;
    return view === 'linje' ? undefined : { kind: 'range', from, to };
  }
  return choice?.kind === 'latest' && view !== 'linje' ? undefined : choice;
}

/** As short as can be: undefined where the view chooses for itself. */
export function formatYears({
  years,
  view,
}: Pick<Comparison, 'years' | 'view'>): string | undefined {
  switch (years?.kind) {
    case undefined:
      return undefined;
    case 'latest':
      return view === 'linje' ? latest : undefined;
    case 'years':
      return years.years.join(',');
    case 'range':
      return `${years.from}-${years.to}`;
  }
}

/** What the view chooses for itself spelled out too: `senaste`, or `alla` for lines. */
export function spellYears(comparison: Pick<Comparison, 'years' | 'view'>): string {
  return formatYears(comparison) ?? (comparison.view === 'linje' ? all : latest);
}

function parseYears(text: string): YearChoice | 'all' | undefined {
  if (text === latest) return { kind: 'latest' };
  if (text === all) return 'all';
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
