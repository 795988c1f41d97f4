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
  const { cell, cells } = textCells(',');
  const start = cells(['kpi', 'kpi_title', 'unit', 'municipality_id', 'municipality']);
  const end = cells(['status', 'release', 'source']);
  return (row) => {
    const observed = `${row.year},${cell(row.gender)},${row.value ?? ''}`;
    return `${start(row)},${observed},${end(row)}\r\n`;
  };
}

function excelLines(): (row: ExportRecord) => string {
  const { cell, cells } = textCells(';');
  const start = cells(['kpi', 'kpi_title', 'unit', 'municipality', 'municipality_id']);
  const end = cells(['status', 'release', 'source']);
  return (row) => {
    const value = row.value === null ? '' : String(row.value).replace('.', ',');
    const observed = `${row.year};${cell(row.gender)};${value}`;
    return `${start(row)};${observed};${end(row)}\r\n`;
  };
}

type TextColumn = Exclude<(typeof columns)[number], 'year' | 'value'>;

/** Text cells of one file. Row after row has the same few, so that each is made once. */
function textCells(separator: ',' | ';') {
  const made = new Map<string, string>();
  const cell = (text: string): string => {
    const known = made.get(text);
    if (known !== undefined) return known;
    const quotedText = quoted(safeCell(text), separator);
    made.set(text, quotedText);
    return quotedText;
  };
  /** Neighbouring cells, which are most often those of the row before. */
  const cells = (names: readonly TextColumn[]) => {
    let before: ExportRecord | undefined;
    let text = '';
    return (row: ExportRecord): string => {
      const last = before;
      before = row;
      if (last !== undefined && names.every((name) => row[name] === last[name])) return text;
      text = names.map((name) => cell(row[name])).join(separator);
      return text;
    };
  };
  return { cell, cells };
}

function line(cells: readonly string[], separator: ',' | ';'): string {
  return `${cells.map((cell) => quoted(cell, separator)).join(separator)}\r\n`;
}

function quoted(cell: string, separator: string): string {
  const needs = cell.includes(separator) || /["\r\n]|^\s|\s$/.test(cell);
  return needs ? `"${cell.replaceAll('"', '""')}"` : cell;
}
