import type { Area, AreaDirectory } from '../area.ts';
import { readOwnKommun } from './own-kommun.ts';
import { unknownKpi } from './unknown-kpi.ts';

/** Which kommun, and by which KPIs others are to be like it. */
export interface LikenessQuery {
  readonly own: Area;
  readonly variables: readonly WeightedKpi[];
}

export interface WeightedKpi {
  readonly kpi: string;
  /** Whole, 1–9. */
  readonly weight: number;
}

export interface LikenessProblem {
  readonly code:
    | 'unknown-area'
    | 'ambiguous-area'
    | 'no-municipality'
    | 'unknown-kpi'
    | 'unknown-offline'
    | 'too-many'
    | 'bad-weight';
  /** The reader's own text, cut to 60 characters. */
  readonly value: string;
  /** With `ambiguous-area`, the areas that the text has meant at different times. */
  readonly candidates?: readonly Area[];
}

export interface ParsedLikeness {
  readonly query: LikenessQuery;
  /** What could not be read; `query` has the default there. */
  readonly problems: readonly LikenessProblem[];
}

export const likenessLimits = { variables: 12, weight: 9, shown: 10 } as const;

/** Size, age, density, and how much home care there is: what home care's cost and quality rest on. */
export const defaultVariables: readonly WeightedKpi[] = [
  'N01951',
  'N01813',
  'N02937',
  'N21704',
].map((kpi) => ({ kpi, weight: 1 }));

interface Known {
  readonly directory: AreaDirectory;
  readonly knowsKpi: (id: string) => boolean;
  readonly hasCatalogue?: () => boolean;
}

/** What may stand in an address, as text; each part may be absent. */
export interface LikenessParameters {
  readonly kommun?: string | undefined;
  readonly nyckeltal?: string | undefined;
  readonly vikter?: string | undefined;
}

/**
 * Reads `kommun`, `nyckeltal` and `vikter`. Never throws: what cannot be read is named.
 * @throws {Error} only when the directory holds no kommun at all
 */
export function parseLikeness(params: LikenessParameters, known: Known): ParsedLikeness {
  const problems: LikenessProblem[] = [];
  const report: Report = (code, value, candidates) =>
    problems.push({ code, value: value.slice(0, 60), ...(candidates && { candidates }) });
  const own = readOwnKommun(params.kommun, known.directory, report);
  const kpis = readKpis(params.nyckeltal, known, report);
  const weights = readWeights(params.vikter, report);
  const chosen = kpis?.map((kpi, i) => ({ kpi, weight: weights[i] ?? 1 })).filter(isKnown);
  const standard = defaultVariables
    .map(({ kpi }, i) => ({ kpi, weight: weights[i] ?? 1 }))
    .filter(({ kpi }) => known.knowsKpi(kpi));
  const variables = chosen === undefined || chosen.length === 0 ? standard : chosen;
  return { query: { own, variables: variables.slice(0, likenessLimits.variables) }, problems };
}

/** The query string in canonical form, without `?`: defaults and equal weights are left out. */
export function formatLikeness({ own, variables }: LikenessQuery): string {
  const kpis = variables.map(({ kpi }) => kpi).join(',');
  const weights = variables.map(({ weight }) => weight);
  return [
    `kommun=${own.id}`,
    `nyckeltal=${kpis}`,
    ...(weights.every((weight) => weight === 1) ? [] : [`vikter=${weights.join(',')}`]),
  ].join('&');
}

type Report = (code: LikenessProblem['code'], value: string, candidates?: readonly Area[]) => void;

/** Places are kept, so that weights stay with their KPI: an unknown one leaves an empty place. */
function readKpis(
  text: string | undefined,
  { knowsKpi, hasCatalogue }: Known,
  report: Report,
): readonly (string | undefined)[] | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const parts = text.split(',', likenessLimits.variables + 1).map((part) => part.trim());
  if (parts.length > likenessLimits.variables) {
    report('too-many', String(likenessLimits.variables));
  }
  return parts.slice(0, likenessLimits.variables).map((part, i, all) => {
    const id = part.toUpperCase();
    if (/^[A-Z]\d{5}$/.test(id) && knowsKpi(id)) return all.indexOf(part) === i ? id : undefined;
    report(unknownKpi(part, hasCatalogue), part);
    return undefined;
  });
}

function readWeights(text: string | undefined, report: Report): readonly number[] {
  if (text === undefined || text.trim() === '') return [];
  return text.split(',', likenessLimits.variables).map((part) => {
    if (/^[1-9]$/.test(part.trim())) return Number(part);
    report('bad-weight', part);
    return 1;
  });
}

function isKnown(variable: {
  readonly kpi: string | undefined;
  readonly weight: number;
}): variable is WeightedKpi {
  return variable.kpi !== undefined;
}
