/**
 * The value that a reader sees, as SQL over a row with a value and a status: one with a status is
 * not shown, whatever its value says (`queries/comparison.sql`). What is judged is what is seen.
 * @param row prefix of the row's columns, `o.`, or the expressions themselves
 */
export function shownSql(
  row: string | { readonly value: string; readonly status: string },
): string {
  const { value, status } =
    typeof row === 'string' ? { value: `${row}value`, status: `${row}status` } : row;
  return `CASE WHEN ${status} = '' THEN ${value} END`;
}
