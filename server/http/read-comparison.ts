import type { Context } from 'hono';
import type { Comparison } from '../../web/shared/comparison/comparison.ts';
import {
  formatComparison,
  parseComparison,
  type QueryProblem,
} from '../../web/shared/comparison/query.ts';
import { describeQueryProblems } from '../../web/shared/text/problem.ts';
import { ProblemError } from '../errors.ts';
import type { Services } from './services.ts';

export interface ReadComparison {
  readonly comparison: Comparison;
  /** The query string in canonical form, without `?`. */
  readonly canonical: string;
  /** Empty when every part was understood; the rest is in `comparison` regardless. */
  readonly problems: readonly QueryProblem[];
}

interface ReadOptions {
  /** Keys that the route reads itself (`format`, `bredd`). */
  readonly otherKeys?: readonly string[];
}

/**
 * The comparison that the address asks for. Never throws: pages show the problems and keep the rest.
 * A release that was never published is a problem, and the newest is used.
 */
export function readComparison(
  c: Context,
  { store }: Pick<Services, 'store'>,
  { otherKeys = [] }: ReadOptions = {},
): ReadComparison {
  const directory = store.directory();
  const { knowsKpi, hasCatalogue } = store;
  const parsed = parseComparison(queryOf(c), directory, { otherKeys, knowsKpi, hasCatalogue });
  const { comparison, problems } = withKnownRelease(parsed, store);
  return { comparison, canonical: formatComparison(comparison, directory), problems };
}

/**
 * As `readComparison`, for routes that answer data.
 * @throws {ProblemError} 400 that names every fault
 */
export function requireComparison(
  c: Context,
  services: Pick<Services, 'store'>,
  options: ReadOptions = {},
): ReadComparison {
  const read = readComparison(c, services, options);
  if (read.problems.length > 0) {
    const isOffline = read.problems.every(({ code }) => code === 'unknown-offline');
    throw new ProblemError(400, isOffline ? 'unknown-offline' : 'bad-query', {
      detail: describeQueryProblems(read.problems),
    });
  }
  return read;
}

/** The query string, read so that bad percent-encoding never throws. */
export function queryOf(c: Context): URLSearchParams {
  const start = c.req.url.indexOf('?');
  return new URLSearchParams(start === -1 ? '' : c.req.url.slice(start + 1));
}

function withKnownRelease(
  parsed: ReturnType<typeof parseComparison>,
  store: Services['store'],
): ReturnType<typeof parseComparison> {
  const { release } = parsed.comparison;
  if (release === undefined || store.releases().some(({ id }) => id === release)) return parsed;
  return {
    comparison: { ...parsed.comparison, release: undefined },
    problems: [...parsed.problems, { key: 'utgava', code: 'bad-release', value: release }],
  };
}
