import { PngBusyError } from '../charts/png-renderer.ts';
import { ProblemError } from '../errors.ts';

/** @throws {ProblemError} 503 with when to come back, where too many pictures wait already */
export async function orComeBack<Result>(drawing: Promise<Result>): Promise<Result> {
  try {
    return await drawing;
  } catch (error) {
    if (!(error instanceof PngBusyError)) throw error;
    throw new ProblemError(503, 'busy', { headers: { 'Retry-After': '5' } });
  }
}
