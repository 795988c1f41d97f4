import { exportText } from '../../web/shared/text/export.ts';
import { columns, type ExportRecord, type ExportRows } from './export-rows.ts';

/**
 * CSV for programs: UTF-8 without BOM, comma, decimal point, CRLF. Values are the shortest text
 * that gives back the number Kolada sent.
 */
export async function* writeMachineCsv({ batches }: ExportRows): AsyncGenerator<string> {
  const toLine = machineLines();
  yield line(columns, ',');
  for await (const batch of batches) yield batch.map(toLine).join('');
}

/** CSV for Excel with Swedish settings: BOM, semicolon, decimal comma, CRLF. */
export async function* writeExcelCsv({ batches }: ExportRows): AsyncGenerator<string> {
  const toLine = excelLines();
  yield `\ufeff${line(exportText.columns, ';')}`;
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
  const cell = textCells(',');
  const start = startOfLine((row) =>
    [row.kpi, row.kpi_title, row.unit, row.municipality_id, row.municipality].map(cell).join(','),
  );
  return (row) => {
    const { year, gender, value, status, release, source } = row;
    const observed = `${year},${cell(gender)},${value ?? ''},${cell(status)}`;
    return `${start(row)},${observed},${cell(release)},${cell(source)}\r\n`;
  };
}

function excelLines(): (row: ExportRecord) => string {
  const cell = textCells(';');
  const start = startOfLine((row) =>
    [row.kpi, row.kpi_title, row.unit, row.municipality, row.municipality_id].map(cell).join(';'),
  );
  return (row) => {
    const { year, gender, status, release, source } = row;
    const value = row.value === null ? '' : String(row.value).replace('.', ',');
    const observed = `${year};${cell(gender)};${value};${cell(status)}`;
    return `${start(row)};${observed};${cell(release)};${cell(source)}\r\n`;
  };
}

/** The cells that a KPI's rows of one area have in common are made once for them all. */
function startOfLine(make: (row: ExportRecord) => string): (row: ExportRecord) => string {
  let before: ExportRecord | undefined;
  let start = '';
  return (row) => {
    if (before === undefined || !haveSameStart(before, row)) start = make(row);
    before = row;
    return start;
  };
}

function haveSameStart(one: ExportRecord, other: ExportRecord): boolean {
  return (
    one.kpi === other.kpi &&
    one.municipality_id === other.municipality_id &&
    one.kpi_title === other.kpi_title &&
    one.unit === other.unit &&
    one.municipality === other.municipality
  );
}

/** Cells of text for one file. The same few texts come back row after row. */
function textCells(separator: ',' | ';'): (text: string) => string {
  const made = new Map<string, string>();
  return (text) => {
    const known = made.get(text);
    if (known !== undefined) return known;
    const cell = quoted(safeCell(text), separator);
    made.set(text, cell);
    return cell;
  };
}

function line(cells: readonly string[], separator: ',' | ';'): string {
  return `${cells.map((cell) => quoted(cell, separator)).join(separator)}\r\n`;
}

function quoted(cell: string, separator: string): string {
  const needs = cell.includes(separator) || /["\r\n]|^\s|\s$/.test(cell);
  return needs ? `"${cell.replaceAll('"', '""')}"` : cell;
}
