import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  BOOLEAN,
  DOUBLE,
  INTEGER,
  LIST,
  SMALLINT,
  VARCHAR,
  type DuckDBType,
} from '@duckdb/node-api';

/** Column and parameter types that statements may use; a `?` after one says that it may be null. */
export type ColumnType = keyof TypeOf;
export type Shape = Readonly<Record<string, ColumnType | `${ColumnType}?`>>;

interface TypeOf {
  VARCHAR: string;
  'VARCHAR[]': readonly string[];
  'SMALLINT[]': readonly number[];
  BOOLEAN: boolean;
  SMALLINT: number;
  INTEGER: number;
  DOUBLE: number;
}

type ValueOf<Name> = Name extends `${infer Base extends ColumnType}?`
  ? TypeOf[Base] | null
  : Name extends ColumnType
    ? TypeOf[Name]
    : never;

/** What a shape's literal says, as a TypeScript type. */
export type Values<S extends Shape> = { readonly [Key in keyof S]: ValueOf<S[Key]> };

/** One file in `queries/`, with the types of what goes in and of each row that comes out. */
export interface Query<Params extends Shape, Row extends Shape> {
  /** The file's name without `.sql`. */
  readonly name: string;
  readonly params: Params;
  readonly row: Row;
}

export type AnyQuery = Query<Shape, Shape>;

/** Names a statement; `tests/queries/contract.test.ts` holds the literal and the file together. */
export function defineQuery<const Params extends Shape, const Row extends Shape>(
  name: string,
  shape: { readonly params: Params; readonly row: Row },
): Query<Params, Row> {
  return { name, ...shape };
}

export const queriesDir = join(import.meta.dirname, '../../queries');

/** The statement's text, read once. */
export function readQuery({ name }: AnyQuery): Promise<string> {
  const known = texts.get(name);
  if (known !== undefined) return known;
  const reading = readFile(join(queriesDir, `${name}.sql`), 'utf8');
  texts.set(name, reading);
  return reading;
}

/** Reading a file takes one of the few threads that slow statements may fill. */
const texts = new Map<string, Promise<string>>();

/** DuckDB's type of a shape's entry, for binding. */
export function duckdbType(type: Shape[string]): DuckDBType {
  switch (type.replace('?', '')) {
    case 'VARCHAR[]':
      return LIST(VARCHAR);
    case 'SMALLINT[]':
      return LIST(SMALLINT);
    case 'BOOLEAN':
      return BOOLEAN;
    case 'SMALLINT':
      return SMALLINT;
    case 'INTEGER':
      return INTEGER;
    case 'DOUBLE':
      return DOUBLE;
    default:
      return VARCHAR;
  }
}
