/** A guard of the product, how it is broken, and the tests that must notice. */
export interface Guard {
  readonly name: string;
  readonly file: string;
  /** Stands exactly once in the file. */
  readonly from: string;
  readonly to: string;
  readonly tests: readonly string[];
  /** Its tests look at the built pages. */
  readonly isBuilt?: boolean;
}
