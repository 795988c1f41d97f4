import { exportText } from '../../web/shared/text/export.ts';
import { columns, type ExportRecord, type ExportRows } from './export-rows.ts';

/**
 * CSV for programs: UTF-8 without BOM, comma, decimal point, CRLF. Values are the shortest text
 * that gives back the number Kolada sent.
 */
export async function* writeMachineCsv({ batches }: ExportRows): AsyncGenerator<string> {
  yield line(columns, ',');
  for await (const batch of batches) yield batch.map(machineLine).join('');
}

/** CSV for Excel with Swedish settings: BOM, semicolon, decimal comma, CRLF. */
export async function* writeExcelCsv({ batches }: ExportRows): AsyncGenerator<string> {
  yield `\ufeff${line(exportText.columns, ';')}`;
  for await (const batch of batches) yield batch.map(excelLine).join('');
}

/**
 * A text cell that no spreadsheet takes for a formula: those that begin like one get an
 * apostrophe before them. Never for numbers, where a minus is a minus.
 */
export function safeCell(text: string): string {
  return /^[\s\u200b\ufeff]*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(text) ? `'${text}` : text;
}

function machineLine(row: ExportRecord): string {
  const cells = columns.map((column) => {
    const value = row[column];
    return typeof value === 'string' ? safeCell(value) : value === null ? '' : String(value);
  });
  return line(cells, ',');
}

function excelLine(row: ExportRecord): string {
  const value = row.value === null ? '' : String(row.value).replace('.', ',');
  const before = [row.kpi, row.kpi_title, row.unit, row.municipality, row.municipality_id];
  const after = [row.status, row.release, row.source];
  const cells = [
    ...before.map(safeCell),
    String(row.year),
    safeCell(row.gender),
    value,
    ...after.map(safeCell),
  ];
  return line(cells, ';');
}

function line(cells: readonly string[], separator: ',' | ';'): string {
  return `${cells.map((cell) => quoted(cell, separator)).join(separator)}\r\n`;
}

function quoted(cell: string, separator: string): string {
  const needs = cell.includes(separator) || /["\r\n]|^\s|\s$/.test(cell);
  return needs ? `"${cell.replaceAll('"', '""')}"` : cell;
}
