import type { Area, AreaDirectory } from '../area.ts';
import { defaults, limits } from './comparison.ts';
import { readOwnKommun, reportNoKommun } from './own-kommun.ts';
import { unknownKpi } from './unknown-kpi.ts';

/** A reform's first year in one kommun, judged by one KPI against others. */
export interface BeforeAfterQuery {
  readonly own: Area;
  readonly kpi: string;
  /** First year of the reform; undefined when the address names none. */
  readonly year: number | undefined;
  /** Ids of areas and groups to compare with; undefined for the kommun's own list of likes. */
  readonly against: readonly string[] | undefined;
}

export interface BeforeAfterProblem {
  readonly code:
    | 'unknown-area'
    | 'ambiguous-area'
    | 'no-municipality'
    | 'unknown-kpi'
    | 'unknown-offline'
    | 'bad-year'
    | 'too-many';
  /** The reader's own text, cut to 60 characters. */
  readonly value: string;
  /** With `ambiguous-area`, the areas that the text has meant at different times. */
  readonly candidates?: readonly Area[];
}

export interface ParsedBeforeAfter {
  readonly query: BeforeAfterQuery;
  /** What could not be read; `query` has the default there. */
  readonly problems: readonly BeforeAfterProblem[];
}

/** What may stand in an address, as text. */
export interface BeforeAfterParameters {
  readonly kommun: string | null;
  readonly nyckeltal: string | null;
  readonly ar: string | null;
  readonly jamfor: string | null;
}

interface Known {
  readonly directory: AreaDirectory;
  readonly knowsKpi: (id: string) => boolean;
  readonly hasCatalogue?: () => boolean;
}

type Report = (
  code: BeforeAfterProblem['code'],
  value: string,
  candidates?: readonly Area[],
) => void;

/**
 * Never throws for what a reader wrote: what cannot be read is named.
 * @throws {Error} only when the directory holds no kommun at all
 */
export function parseBeforeAfter(params: BeforeAfterParameters, known: Known): ParsedBeforeAfter {
  const problems: BeforeAfterProblem[] = [];
  const report: Report = (code, value, candidates) =>
    problems.push({ code, value: value.slice(0, 60), ...(candidates && { candidates }) });
  const query = {
    own: readOwnKommun(params.kommun ?? undefined, known.directory, report),
    kpi: readKpi(params.nyckeltal, known, report),
    year: readYear(params.ar, report),
    against: readAgainst(params.jamfor, known.directory, report),
  };
  return { query, problems };
}

/** The query string in canonical form, without `?`. */
export function formatBeforeAfter({ own, kpi, year, against }: BeforeAfterQuery): string {
  return [
    `kommun=${own.id}`,
    `nyckeltal=${kpi}`,
    ...(year === undefined ? [] : [`ar=${year}`]),
    ...(against === undefined ? [] : [`jamfor=${against.join(',')}`]),
  ].join('&');
}

function readKpi(text: string | null, { knowsKpi, hasCatalogue }: Known, report: Report): string {
  const id = (text ?? defaults.kpis[1]).trim().toUpperCase();
  if (/^[A-Z]\d{5}$/.test(id) && knowsKpi(id)) return id;
  report(unknownKpi(text ?? id, hasCatalogue), text ?? id);
  return defaults.kpis[1];
}

function readYear(text: string | null, report: Report): number | undefined {
  if (text === null || text.trim() === '') return undefined;
  const year = /^\d{4}$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (year >= limits.firstYear && year <= limits.lastYear) return year;
  report('bad-year', text);
  return undefined;
}

function readAgainst(
  text: string | null,
  directory: AreaDirectory,
  report: Report,
): readonly string[] | undefined {
  if (text === null || text.trim() === '') return undefined;
  const parts = text.split(',', limits.areas + 1).map((part) => part.trim());
  if (parts.length > limits.areas) report('too-many', String(limits.areas));
  const ids = parts.slice(0, limits.areas).flatMap((part) => {
    const area = directory.find(part);
    if (area?.kind === 'municipality' || area?.kind === 'group') return [area.id];
    reportNoKommun(part, directory, report);
    return [];
  });
  return ids.length === 0 ? undefined : [...new Set(ids)];
}
