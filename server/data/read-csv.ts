import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { withoutFormat } from '../../web/shared/plain-text.ts';

/** A file in data/ that does not hold what it should; says which, on what line, and why. */
export class DataFileError extends Error {
  override readonly name = 'DataFileError';
  readonly code = 'bad-data-file';
  readonly file: string;
  /** 1 is the header; undefined when the fault is the file's as a whole. */
  readonly line: number | undefined;

  constructor(file: string, line: number | undefined, fault: string, options?: ErrorOptions) {
    super(`data/${file}${line === undefined ? '' : `, line ${line}`}: ${fault}`, options);
    this.file = file;
    this.line = line;
  }
}

/** A row as the schema made it, with the line it stood on. */
export interface CsvRow<Row> {
  readonly line: number;
  readonly row: Row;
}

const recordSchema = z.object({
  record: z.record(z.string(), z.string()),
  info: z.object({ lines: z.number() }),
});

/**
 * Reads a comma-separated UTF-8 file with a header line; format characters in it are left out.
 * @param dir the data folder
 * @param schema one row; its keys are the columns the header must have, in any order
 * @throws {DataFileError} at the first fault
 */
export function readCsv<Shape extends z.ZodRawShape>(
  dir: string,
  file: string,
  schema: z.ZodObject<Shape>,
): CsvRow<z.infer<z.ZodObject<Shape>>>[] {
  const columns = Object.keys(schema.shape);
  const rows = parseRecords(readText(dir, file), file, columns).map(({ record, info }) => {
    const result = schema.safeParse(record);
    if (result.success) return { line: info.lines, row: result.data };
    const [issue] = result.error.issues;
    const column = String(issue?.path[0]);
    const text = JSON.stringify(record[column] ?? '').slice(0, 80);
    throw new DataFileError(file, info.lines, `${column} is ${text}: ${issue?.message ?? ''}`);
  });
  if (rows.length === 0) throw new DataFileError(file, undefined, 'holds no rows');
  return rows;
}

/** @throws {DataFileError} on the second row that has the same key */
export function assertUnique<Row>(
  file: string,
  rows: readonly CsvRow<Row>[],
  key: (row: Row) => string,
): void {
  const lines = new Map<string, number>();
  for (const { line, row } of rows) {
    const text = key(row);
    const first = lines.get(text);
    if (first !== undefined) {
      throw new DataFileError(file, line, `${text} is already on line ${first}`);
    }
    lines.set(text, line);
  }
}

function readText(dir: string, file: string): string {
  try {
    const bytes = readFileSync(join(dir, file));
    return withoutFormat(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    const fault = cause instanceof TypeError ? 'is not UTF-8' : `cannot be read: ${String(cause)}`;
    throw new DataFileError(basename(file), undefined, fault, { cause });
  }
}

function parseRecords(text: string, file: string, columns: readonly string[]) {
  try {
    const records: unknown = parse(text, {
      bom: true,
      info: true,
      skip_empty_lines: true,
      columns: (header: readonly string[]) => checkHeader(file, header, columns),
    });
    return z.array(recordSchema).parse(records);
  } catch (cause) {
    if (cause instanceof DataFileError) throw cause;
    const lines: unknown = cause instanceof CsvError ? cause['lines'] : undefined;
    throw new DataFileError(file, typeof lines === 'number' ? lines : undefined, String(cause), {
      cause,
    });
  }
}

function checkHeader(file: string, header: readonly string[], columns: readonly string[]) {
  const missing = columns.filter((column) => !header.includes(column));
  const unknown = header.filter((column) => !columns.includes(column));
  if (missing.length > 0 || unknown.length > 0 || header.length !== columns.length) {
    const faults = [
      ...missing.map((column) => `column ${column} is missing`),
      ...unknown.map((column) => `column ${column} is unknown`),
    ];
    throw new DataFileError(file, 1, faults.join(', ') || 'a column is repeated');
  }
  return [...header];
}
