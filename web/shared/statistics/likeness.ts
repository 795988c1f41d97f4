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
  /** What each variable stands for, in the order given. */
  readonly because: readonly LikenessPart[];
}

export interface LikenessPart {
  readonly variable: string;
  /** Share of the squared distance, 0–1. */
  readonly share: number;
  /** Standard deviations that the area lies above (or, negative, below) the own one. */
  readonly apart: number;
}

/**
 * Areas by likeness to one of them: weighted Euclidean distance between z-scores, the mean squared
 * by the weights' sum (Gower, "A General Coefficient of Similarity", Biometrics 27, 1971, with
 * squared standardised differences). Areas that lack any variable are left out, never guessed.
 *
 * @returns nearest first, without `own`; empty when `own` lacks a variable
 */
export function nearest(own: string, variables: readonly LikenessVariable[]): Likeness[] {
  const scaled = variables.map((variable) => ({ ...variable, values: scale(variable.values) }));
  const scales = scaled.map(({ values }) => deviation([...values.values()]));
  const [first] = scaled;
  if (first === undefined || scaled.some(({ values }) => !values.has(own))) return [];
  const complete = [...first.values.keys()].filter(
    (area) => area !== own && scaled.every(({ values }) => values.has(area)),
  );
  const weights = variables.reduce((sum, { weight }) => sum + weight, 0);
  return complete
    .map((area) => {
      const parts = scaled.map(({ id, values, weight }, i) => {
        const difference = (values.get(area) ?? 0) - (values.get(own) ?? 0);
        const apart = scales[i] === 0 ? 0 : difference / (scales[i] ?? 1);
        return { id, apart, squared: (weight * apart ** 2) / weights };
      });
      const squared = parts.reduce((sum, part) => sum + part.squared, 0);
      const because = parts.map(({ id, apart, squared: part }) => ({
        variable: id,
        share: squared === 0 ? 0 : part / squared,
        apart,
      }));
      return { area, distance: Math.sqrt(squared), because };
    })
    .toSorted((a, b) => a.distance - b.distance || a.area.localeCompare(b.area, 'sv'));
}

/** How many times larger the largest value must be than the smallest for logarithms to be compared. */
export const logarithmicRatio = 100;

/**
 * Whether a variable is compared by its logarithm: all values are above 0 and the largest is more
 * than a hundred times the smallest, as with population. Otherwise the few largest areas set the
 * scale, and all the others come out alike (Tukey, "Exploratory Data Analysis", 1977, ch. 3).
 */
export function isLogarithmic(values: Iterable<number>): boolean {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return least > 0 && most > least * logarithmicRatio;
}

function scale(values: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  if (!isLogarithmic(values.values())) return values;
  return new Map([...values].map(([area, value]) => [area, Math.log10(value)]));
}

/** Standard deviation of a whole population (divided by n). */
function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / values.length);
}
