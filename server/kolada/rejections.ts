import { KoladaAnswerError } from './errors.ts';

/** Above this share of rejected rows nothing of a run may be used. */
export const maxRejectedShare = 0.001;

/** Counts rejected rows through a run. */
export function createRejections() {
  let rows = 0;
  let rejected = 0;
  let sample: string | undefined;
  return {
    add: (page: { rows: number; rejected: number; reason: string | undefined }) => {
      rows += page.rows;
      rejected += page.rejected;
      sample ??= page.reason;
    },
    /** @throws {KoladaAnswerError} too-many-rejected, at the end of the run */
    check: () => {
      if (rejected <= rows * maxRejectedShare) return;
      throw new KoladaAnswerError(
        'too-many-rejected',
        `${rejected} of ${rows} rows were rejected; the first: ${sample ?? 'unknown'}`,
      );
    },
  };
}

/**
 * A page of which more than half is rejected is a broken answer, worth another attempt.
 * @throws {KoladaAnswerError} shape
 */
export function checkPage(rows: number, rejected: number, reason: string | undefined): void {
  if (rejected * 2 <= rows) return;
  throw new KoladaAnswerError('shape', `${rejected} of ${rows} rows: ${reason ?? 'unknown'}`);
}
