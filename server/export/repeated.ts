import type { columns, ExportRecord } from './export-rows.ts';

export type TextColumn = Exclude<(typeof columns)[number], 'year' | 'value'>;

/**
 * What a writer makes of some text columns, made anew only when a row has other texts there than
 * the row before: a KPI's title and a kommun's name stand on thousands of rows in a row.
 */
export function repeated<Made>(
  names: readonly TextColumn[],
  make: (texts: readonly string[]) => Made,
): (row: ExportRecord) => Made {
  let before: { readonly row: ExportRecord; readonly made: Made } | undefined;
  return (row) => {
    const last = before;
    if (last !== undefined && names.every((name) => row[name] === last.row[name])) {
      return last.made;
    }
    const made = make(names.map((name) => row[name]));
    before = { row, made };
    return made;
  };
}
