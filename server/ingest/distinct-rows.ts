import type { Choice, ListChange } from './held-kpi.ts';

/** A list in which each id stands once. */
export interface DistinctRows<Row> {
  readonly rows: readonly Row[];
  /** Ids that it says several things of, which are not among the rows. */
  readonly conflicts: ReadonlyMap<string, readonly Row[]>;
}

/** Rows that are equal in everything are one; those that share an id alone contradict each other. */
export function distinctRows<Row extends { readonly id: string }>(
  list: readonly Row[],
): DistinctRows<Row> {
  const rows: Row[] = [];
  const conflicts = new Map<string, readonly Row[]>();
  for (const [id, same] of Map.groupBy(list, (row) => row.id)) {
    // Sorted, so that the order in which they came is of no consequence.
    const different = new Map(same.map((row) => [JSON.stringify(row), row]));
    const [first, ...others] = [...different].sort(([a], [b]) => (a < b ? -1 : 1));
    if (first === undefined) continue;
    if (others.length === 0) rows.push(first[1]);
    else conflicts.set(id, [first[1], ...others.map(([, row]) => row)]);
  }
  return { rows, conflicts };
}

/** For a human to look at: what the list says of each such id, beside what is known of it. */
export function conflictChanges<Row extends { readonly id: string }>(
  { conflicts }: DistinctRows<Row>,
  {
    known,
    show,
  }: {
    readonly known: (id: string) => string | undefined;
    readonly show: (row: Row) => string;
  },
): ListChange[] {
  return [...conflicts].map(([id, rows]) => ({
    id,
    field: 'row',
    before: known(id) ?? '',
    after: '',
    answers: rows.map(show),
  }));
}

/** What a human has chosen of each contradiction; nothing where nobody has. */
export function chosenRows<Row>(
  { conflicts }: DistinctRows<Row & { readonly id: string }>,
  choice: Choice | undefined,
): readonly Row[] {
  if (choice === undefined) return [];
  return [...conflicts.values()].flatMap((rows) => rows.at(choice === 'first' ? 0 : -1) ?? []);
}
