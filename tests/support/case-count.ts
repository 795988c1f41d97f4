/**
 * How many cases a suite with random or many inputs tries: FUZZ_CASES times its standard, so that
 * `FUZZ_CASES=10 npm test` tries ten times as many as the continuous integration does.
 */
export function caseCount(standard: number): number {
  const factor = Number(process.env['FUZZ_CASES'] ?? '1');
  return Math.max(1, Math.round(standard * (Number.isFinite(factor) && factor > 0 ? factor : 1)));
}

/** Another seed, other cases: FUZZ_SEED. The standard one makes a failure come again. */
export const fuzzSeed = Number(process.env['FUZZ_SEED'] ?? '20261122');
