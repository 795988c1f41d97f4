import { z } from 'zod';
import { field } from './fields.ts';
import { assertUnique, readCsv } from './read-csv.ts';

const file = 'price-index-kpi.csv';

const rowSchema = z.object({ year: field.year, index_1980_100: field.number, source: field.text });

export interface PriceIndex {
  /** SCB's consumer price index, yearly mean, 1980 = 100, by year. */
  readonly byYear: ReadonlyMap<number, number>;
  /** What to cite. */
  readonly source: string;
}

/**
 * @param dir the data folder
 * @throws {DataFileError}
 */
export function loadPriceIndex(dir: string): PriceIndex {
  const rows = readCsv(dir, file, rowSchema);
  assertUnique(file, rows, (row) => String(row.year));
  return {
    byYear: new Map(rows.map(({ row }) => [row.year, row.index_1980_100])),
    source: [...new Set(rows.map(({ row }) => row.source))].join('; '),
  };
}
