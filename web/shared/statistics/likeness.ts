/** One variable that likeness is judged by. */
export interface LikenessVariable {
  readonly id: string;
  /** Relative importance, above 0. */
  readonly weight: number;
  /** Value by area id, in the variable's own unit. */
  readonly values: ReadonlyMap<string, number>;
}

export interface Likeness {
  readonly area: string;
  /** 0 is identical; 1 is one standard deviation apart in every variable. */
  readonly distance: number;
  /** Share of the squared distance that each variable stands for, 0–1, in the order given. */
  readonly because: readonly { readonly variable: string; readonly share: number }[];
}

/**
 * Areas by likeness to one of them: weighted Euclidean distance between z-scores, the mean squared
 * by the weights' sum (Gower, "A General Coefficient of Similarity", Biometrics 27, 1971, with
 * squared standardised differences). Areas that lack any variable are left out, never guessed.
 *
 * @returns nearest first, without `own`; empty when `own` lacks a variable
 */
export function nearest(own: string, variables: readonly LikenessVariable[]): Likeness[] {
  const scales = variables.map((variable) => deviation([...variable.values.values()]));
  const [first] = variables;
  if (first === undefined || variables.some(({ values }) => !values.has(own))) return [];
  const complete = [...first.values.keys()].filter(
    (area) => area !== own && variables.every(({ values }) => values.has(area)),
  );
  const weights = variables.reduce((sum, { weight }) => sum + weight, 0);
  return complete
    .map((area) => {
      const parts = variables.map(({ values, weight }, i) => {
        const apart = (values.get(area) ?? 0) - (values.get(own) ?? 0);
        const scale = scales[i] ?? 0;
        return scale === 0 ? 0 : (weight * (apart / scale) ** 2) / weights;
      });
      const squared = parts.reduce((sum, part) => sum + part, 0);
      const because = variables.map(({ id }, i) => ({
        variable: id,
        share: squared === 0 ? 0 : (parts[i] ?? 0) / squared,
      }));
      return { area, distance: Math.sqrt(squared), because };
    })
    .toSorted((a, b) => a.distance - b.distance || a.area.localeCompare(b.area, 'sv'));
}

/** Standard deviation of a whole population (divided by n). */
function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / values.length);
}
