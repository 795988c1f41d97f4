import { describeQueryProblem } from '../../web/shared/text/problem.ts';
import { ProblemError } from '../errors.ts';
import type { Services } from '../http/services.ts';

/**
 * @param key the address's part that names the release
 * @throws {ProblemError} 400 when the release was never published here
 */
export function requireRelease(
  { store }: Pick<Services, 'store'>,
  id: string | undefined,
  key = 'utgava',
): void {
  if (id === undefined || store.releases().some((release) => release.id === id)) return;
  const detail = describeQueryProblem({ key, code: 'bad-release', value: id.slice(0, 60) });
  throw new ProblemError(400, 'unknown-release', { detail });
}
