/**
 * Spearman's rank correlation with mean ranks for ties: Pearson's correlation of the ranks
 * (Spearman, "The Proof and Measurement of Association between Two Things", 1904).
 *
 * @returns −1 to 1; undefined below three pairs, or when one side does not vary
 */
export function spearman(pairs: readonly (readonly [number, number])[]): number | undefined {
  if (pairs.length < 3) return undefined;
  return pearson(meanRanks(pairs.map(([x]) => x)), meanRanks(pairs.map(([, y]) => y)));
}

function meanRanks(values: readonly number[]): number[] {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const same = values.filter((other) => other === value).length;
    return below + (same + 1) / 2;
  });
}

function pearson(xs: readonly number[], ys: readonly number[]): number | undefined {
  const mean = (list: readonly number[]) => list.reduce((sum, x) => sum + x, 0) / list.length;
  const [meanX, meanY] = [mean(xs), mean(ys)];
  let [covariance, varianceX, varianceY] = [0, 0, 0];
  xs.forEach((x, i) => {
    const [dx, dy] = [x - meanX, (ys[i] ?? meanY) - meanY];
    covariance += dx * dy;
    varianceX += dx * dx;
    varianceY += dy * dy;
  });
  if (varianceX === 0 || varianceY === 0) return undefined;
  return covariance / Math.sqrt(varianceX * varianceY);
}
