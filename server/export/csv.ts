import { exportText } from '../../web/shared/text/export.ts';
import { columns, type ExportRecord, type ExportRows } from './export-rows.ts';
import { repeated } from './repeated.ts';

/**
 * CSV for programs: UTF-8 without BOM, comma, decimal point, CRLF. Values are the shortest text
 * that gives back the number Kolada sent.
 */
export async function* writeMachineCsv({ batches }: ExportRows): AsyncGenerator<string> {
  const toLine = machineLines();
  yield `${textCells(',')(columns)}\r\n`;
  for await (const batch of batches) yield batch.map(toLine).join('');
}

/** CSV for Excel with Swedish settings: BOM, semicolon, decimal comma, CRLF. */
export async function* writeExcelCsv({ batches }: ExportRows): AsyncGenerator<string> {
  const toLine = excelLines();
  yield `\ufeff${textCells(';')(exportText.columns)}\r\n`;
  for await (const batch of batches) yield batch.map(toLine).join('');
}

/**
 * A text cell that no spreadsheet takes for a formula: those that begin like one get an
 * apostrophe before them. Never for numbers, where a minus is a minus.
 */
export function safeCell(text: string): string {
  return /^[\s\u200b\ufeff]*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(text) ? `'${text}` : text;
}

function machineLines(): (row: ExportRecord) => string {
  const cells = textCells(',');
  const start = repeated(['kpi', 'kpi_title', 'unit', 'municipality_id', 'municipality'], cells);
  const gender = repeated(['gender'], cells);
  const end = repeated(['status', 'release', 'source'], cells);
  return (row) => `${start(row)},${row.year},${gender(row)},${row.value ?? ''},${end(row)}\r\n`;
}

function excelLines(): (row: ExportRecord) => string {
  const cells = textCells(';');
  const start = repeated(['kpi', 'kpi_title', 'unit', 'municipality', 'municipality_id'], cells);
  const gender = repeated(['gender'], cells);
  const end = repeated(['status', 'release', 'source'], cells);
  return (row) => {
    const value = row.value === null ? '' : String(row.value).replace('.', ',');
    return `${start(row)};${row.year};${gender(row)};${value};${end(row)}\r\n`;
  };
}

function textCells(separator: ',' | ';'): (texts: readonly string[]) => string {
  return (texts) => texts.map((text) => quoted(safeCell(text), separator)).join(separator);
}

function quoted(cell: string, separator: string): string {
  const needs = cell.includes(separator) || /["\r\n]|^\s|\s$/.test(cell);
  return needs ? `"${cell.replaceAll('"', '""')}"` : cell;
}
