import { exportText, type AboutLine } from '../../web/shared/text/export.ts';
import type { ExportRecord, ExportRows } from './export-rows.ts';
import { repeated } from './repeated.ts';
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
  const toRow = dataRows();
  let number = 1;
  for await (const batch of batches) {
    yield batch.map((record) => toRow(++number, record)).join('');
  }
  yield dataSheetEnd(rowCount);
}

function dataRows(): (number: number, row: ExportRecord) => string {
  const start = repeated(
    ['kpi', 'kpi_title', 'unit', 'municipality', 'municipality_id'],
    textCellsFrom(0),
  );
  const gender = repeated(['gender'], textCellsFrom(6));
  const end = repeated(['status', 'release', 'source'], textCellsFrom(8));
  return (number, row) => {
    const numbered = String(number);
    const year = cell(`F${numbered}`, row.year, style.number);
    const value = cell(`H${numbered}`, row.value, style.number);
    return rowOf(number, [
      start(row).join(numbered),
      year,
      gender(row).join(numbered),
      value,
      end(row).join(numbered),
    ]);
  };
}

/** Text cells beside each other, in pieces between which the row's number is to stand. */
function textCellsFrom(column: number): (texts: readonly string[]) => readonly string[] {
  // No text that has been made safe for XML holds it.
  const place = '\0';
  return (texts) =>
    texts
      .map((text, index) => cell(`${columnLetter(column + index)}${place}`, text, style.text))
      .join('')
      .split(place);
}

function rowOf(number: number, cells: readonly string[]): string {
  return `<row r="${number}">${cells.join('')}</row>`;
}
