/** What a number of a measure is. */
export const measureKinds = [
  'share',
  'rate',
  'amount',
  'money',
  'count',
  'index',
  'score',
  'ratio',
  'time',
  'change',
  'deviation',
  'code',
  'rank',
  'other',
] as const;
export type MeasureKind = (typeof measureKinds)[number];

/** What a number is, what stands after it, and what it is divided by. */
export interface Figure {
  readonly kind: MeasureKind;
  /** What stands after the number: `kr`, `%`, `elever`, `per 1 000 invånare`; empty when nothing does. */
  readonly unit: string;
  /** The denominator: `invånare 80+ år`, `brukare`; empty when none is named. */
  readonly per: string;
}

/** Which end is good; `neutral` has none, `unknown` is not made plain by the measure itself. */
export const directions = ['high', 'low', 'neutral', 'unknown'] as const;
export type Direction = (typeof directions)[number];

/** How often it is measured; `unknown` where the definition is silent. */
export const rhythms = [
  'yearly',
  'two-year',
  'three-year',
  'four-year',
  'irregular',
  'unknown',
] as const;
export type Rhythm = (typeof rhythms)[number];

/** What changed in a measure's definition from a year on. */
export const breakKinds = ['definition', 'method', 'population', 'source'] as const;
export type BreakKind = (typeof breakKinds)[number];

/** A year from which a measure is counted otherwise than before, so that the years do not compare. */
export interface MeasureBreak {
  /** First year under the new rule. */
  readonly year: number;
  readonly kind: BreakKind;
  /** What changed, in Swedish. */
  readonly text: string;
}

/** What a measure is derived from: a row of Kolada's catalogue. */
export interface MeasureSource {
  readonly id: string;
  readonly title: string;
  readonly description: string | null;
  /** K kommun, L region, A both. */
  readonly municipalityType: 'K' | 'L' | 'A';
}

/** What a measure knows of itself from its own row, without its breaks and the rest of the catalogue. */
export interface Measure extends Figure {
  readonly direction: Direction;
  /** Whether values are codes: never ranked, averaged or called higher. */
  readonly coded: boolean;
  readonly rhythm: Rhythm;
  readonly areas: 'kommun' | 'region' | 'both';
  /** A noun phrase in Swedish that can begin a sentence once its first letter is raised. */
  readonly subject: string;
}
