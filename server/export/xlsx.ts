import { exportText, type AboutLine } from '../../web/shared/text/export.ts';
import type { ExportRecord, ExportRows } from './export-rows.ts';
import {
  aboutSheetParts,
  cell,
  columnLetter,
  dataSheetEnd,
  dataSheetStart,
  style,
  workbookParts,
} from './xlsx-parts.ts';
import { zipStream, type ZipEntry } from './zip-stream.ts';

/** Excel takes no more; the largest comparison (25 KPIs × 60 areas × 201 years × 3) has fewer. */
export const maxSheetRows = 1_048_575;

/**
 * An Excel workbook: the rows with frozen header and filter, and a sheet "Om uppgifterna".
 * Numbers are numbers, codes are text, and no text is ever a formula, whatever it begins with.
 *
 * Written here as SpreadsheetML through fflate's streaming Zip. The kept libraries hold the whole
 * sheet in memory (write-excel-file) or have had no release since 2023 and ignore back-pressure
 * (exceljs); a table of fixed shape needs eight small parts.
 *
 * @param about asked for after the last row, so that it can say what the rows held
 * @throws {RangeError} when there are more rows than a sheet can hold
 */
export async function* writeXlsx(
  rows: ExportRows,
  about: () => readonly AboutLine[],
): AsyncGenerator<Uint8Array> {
  if (rows.rowCount > maxSheetRows) throw new RangeError(`${rows.rowCount} rows`);
  yield* zipStream(parts(rows, about), new Date(rows.release.publishedAt));
}

async function* parts(
  rows: ExportRows,
  about: () => readonly AboutLine[],
): AsyncGenerator<ZipEntry> {
  for (const [name, text] of workbookParts(rows.rowCount)) yield { name, chunks: [text] };
  yield { name: 'xl/worksheets/sheet1.xml', chunks: dataSheet(rows) };
  for (const [name, text] of aboutSheetParts(about())) yield { name, chunks: [text] };
}

async function* dataSheet({ batches, rowCount }: ExportRows): AsyncGenerator<string> {
  yield dataSheetStart;
  yield rowOf(
    1,
    exportText.columns.map((text, index) => cell(`${columnLetter(index)}1`, text, style.header)),
  );
  let number = 1;
  for await (const batch of batches) {
    yield batch.map((record) => dataRow(++number, record)).join('');
  }
  yield dataSheetEnd(rowCount);
}

function dataRow(number: number, row: ExportRecord): string {
  const values = [
    row.kpi,
    row.kpi_title,
    row.unit,
    row.municipality,
    row.municipality_id,
    row.year,
    row.gender,
    row.value,
    row.status,
    row.release,
    row.source,
  ];
  return rowOf(
    number,
    values.map((value, index) =>
      cell(`${columnLetter(index)}${number}`, value, typeof value === 'string' ? style.text : 0),
    ),
  );
}

function rowOf(number: number, cells: readonly string[]): string {
  return `<row r="${number}">${cells.join('')}</row>`;
}
