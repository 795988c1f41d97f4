import type { Context } from 'hono';
import type { Comparison } from '../../web/shared/comparison/comparison.ts';
import {
  comparisonKeys,
  formatInFull,
  parseComparison,
  releaseNamed,
  type QueryProblem,
} from '../../web/shared/comparison/query.ts';
import { describeQueryProblems } from '../../web/shared/text/problem.ts';
import { ProblemError } from '../errors.ts';
import type { Services } from './services.ts';
import { withoutTrackers } from './trackers.ts';

export interface ReadComparison {
  readonly comparison: Comparison;
  /** The query string in full, with codes, without `?`: what leaves the building, and what is kept by. */
  readonly canonical: string;
  /**
   * What a page is known by: `canonical`, but empty where the address names no part of a comparison,
   * and the page itself is asked for.
   */
  readonly asked: string;
  /** Empty when every part was understood; the rest is in `comparison` regardless. */
  readonly problems: readonly QueryProblem[];
  /** The own kommun is named by a name of several: whose comparison it is, nobody can say. */
  readonly isOwnAmbiguous: boolean;
}

/**
 * Whether nothing of what was asked for is known, of KPIs or of areas. What can be shown then is
 * somebody else's comparison, or none.
 */
export function isEmpty({ comparison }: Pick<ReadComparison, 'comparison'>): boolean {
  return comparison.kpis.length === 0 || comparison.areas.length === 0;
}

interface ReadOptions {
  /** Keys that the route reads itself (`format`, `bredd`). */
  readonly otherKeys?: readonly string[];
  /** A release that the path names: its names and catalogue are read by, where no `utgava` is given. */
  readonly release?: string;
}

/**
 * The comparison that the address asks for. Never throws for what a reader wrote: pages show the
 * problems and keep the rest. A locked address is read with the names, codes and catalogue of its
 * release; one that was never published is a problem, and the newest is used.
 */
export function readComparison(
  c: Context,
  services: Pick<Services, 'store'>,
  options: ReadOptions = {},
): Promise<ReadComparison> {
  return readQueryString(queryOf(c), services, options);
}

/** As `readComparison`, for a query string that stands inside another address. */
export async function readQueryString(
  given: URLSearchParams,
  { store }: Pick<Services, 'store'>,
  { otherKeys = [], release: asOf }: ReadOptions = {},
): Promise<ReadComparison> {
  const params = withoutTrackers(given);
  const named = releaseNamed(params);
  const release = store.releases().some(({ id }) => id === named) ? named : undefined;
  const { directory, knowsKpi } = await store.catalogueAt(release ?? asOf);
  const { hasCatalogue } = store;
  const priceYears = store.priceYears();
  const options = { otherKeys, knowsKpi, hasCatalogue, priceYears };
  const parsed = parseComparison(params, directory, options);
  const comparison = { ...parsed.comparison, release };
  const unknown = { key: 'utgava', code: 'bad-release', value: named ?? '' } as const;
  const canonical = formatInFull(comparison);
  return {
    comparison,
    canonical,
    asked: comparisonKeys.some((key) => params.has(key)) ? canonical : '',
    isOwnAmbiguous: isOwnAmbiguous(params, parsed.problems),
    problems:
      named === release
        ? parsed.problems.map((problem) => within(problem, release))
        : [...parsed.problems, unknown],
  };
}

/** The first of the kommuner is the own one, and so is `fokus`. */
function isOwnAmbiguous(params: URLSearchParams, problems: readonly QueryProblem[]): boolean {
  const [first = ''] = (params.get('kommuner') ?? '').split(',', 1);
  return problems.some(
    ({ code, key, value }) =>
      code === 'ambiguous-area' && (key === 'fokus' || value === first.trim().slice(0, 60)),
  );
}

/** What a locked release does not know, a newer one may: the reader is told which was asked. */
function within(problem: QueryProblem, release: string | undefined): QueryProblem {
  const isUnknown = problem.code === 'unknown-area' || problem.code === 'unknown-kpi';
  return isUnknown && release !== undefined ? { ...problem, release } : problem;
}

/**
 * As `readComparison`, for routes that answer data.
 * @throws {ProblemError} 400 that names every fault
 */
export async function requireComparison(
  c: Context,
  services: Pick<Services, 'store'>,
  options: ReadOptions = {},
): Promise<ReadComparison> {
  return requireSound(await readComparison(c, services, options));
}

/** @throws {ProblemError} 400 that names every fault */
export function requireSound(read: ReadComparison): ReadComparison {
  if (read.problems.length === 0) return read;
  const isOffline = read.problems.every(({ code }) => code === 'unknown-offline');
  throw new ProblemError(400, isOffline ? 'unknown-offline' : 'bad-query', {
    detail: describeQueryProblems(read.problems),
  });
}

/** The query string without trackers, read so that bad percent-encoding never throws. */
export function queryOf(c: Context): URLSearchParams {
  const start = c.req.url.indexOf('?');
  return withoutTrackers(new URLSearchParams(start === -1 ? '' : c.req.url.slice(start + 1)));
}
