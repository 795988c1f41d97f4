import {
  DuckDBListValue,
  listValue,
  type DuckDBConnection,
  type DuckDBInstance,
  type DuckDBMaterializedResult,
  type DuckDBPreparedStatement,
  type DuckDBValue,
  type DuckDBVector,
} from '@duckdb/node-api';
import { nextTurn } from '../work.ts';
import {
  duckdbType,
  readQuery,
  type AnyQuery,
  type Query,
  type Shape,
  type Values,
} from './query.ts';

/** One connection with the statements it has prepared. Runs one statement at a time. */
export interface Session {
  all: <P extends Shape, R extends Shape>(
    query: Query<P, R>,
    params: Values<P>,
  ) => Promise<Values<R>[]>;
  /** The whole answer, held outside JavaScript's heap until its rows are asked for. */
  hold: <P extends Shape, R extends Shape>(
    query: Query<P, R>,
    params: Values<P>,
  ) => Promise<HeldRows<R>>;
  prepare: (query: AnyQuery) => Promise<void>;
  /** Stops the statement that is running, whose promise rejects, and refuses more until `resume`. */
  interrupt: () => void;
  resume: () => void;
  close: () => void;
}

/** An answer that is complete before its first row is read, so that it cannot end short. */
export interface HeldRows<R extends Shape> {
  readonly rowCount: number;
  readonly chunkCount: number;
  chunk: (index: number) => Values<R>[];
  /** A chunk of so many rows that an object for each would be most of the work. */
  cells: (index: number) => Cells<R>;
}

/** One chunk's cells: `of.year(3)` is the fourth row's year. */
export interface Cells<R extends Shape> {
  readonly rowCount: number;
  readonly of: { readonly [Name in keyof R]: (row: number) => Values<R>[Name] };
}

export async function openSession(instance: DuckDBInstance): Promise<Session> {
  const connection = await instance.connect();
  const statements = new Map<string, DuckDBPreparedStatement>();

  const prepared = async (query: AnyQuery) => {
    const known = statements.get(query.name);
    if (known !== undefined) return known;
    const statement = await connection.prepare(await readQuery(query));
    statements.set(query.name, statement);
    return statement;
  };
  let isStopped = false;
  const hold: Session['hold'] = async (query, params) => {
    const statement = await prepared(query);
    if (isStopped) throw new Error('the session has been interrupted');
    bind(statement, query, params);
    return heldRows(query, await statement.run());
  };

  return {
    hold,
    all: async (query, params) => {
      const held = await hold(query, params);
      const rows = [];
      for (let index = 0; index < held.chunkCount; index++) {
        if (index > 0) await nextTurn();
        rows.push(...held.chunk(index));
      }
      return rows;
    },
    prepare: async (query) => {
      await prepared(query);
    },
    interrupt: () => {
      isStopped = true;
      connection.interrupt();
    },
    resume: () => {
      isStopped = false;
    },
    close: () => close(connection, statements),
  };
}

function close(
  connection: DuckDBConnection,
  statements: ReadonlyMap<string, DuckDBPreparedStatement>,
): void {
  for (const statement of statements.values()) statement.destroySync();
  connection.closeSync();
}

function bind(
  statement: DuckDBPreparedStatement,
  query: AnyQuery,
  params: Readonly<Record<string, Values<Shape>[string]>>,
): void {
  for (const [name, type] of Object.entries(query.params)) {
    const value = params[name];
    const given = Array.isArray(value) ? listValue(value) : value;
    statement.bindValue(statement.parameterIndex(name), toDuckDB(given), duckdbType(type));
  }
}

function toDuckDB(value: unknown): DuckDBValue {
  if (value instanceof DuckDBListValue) return value;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value;
  }
  return null;
}

function heldRows<P extends Shape, R extends Shape>(
  query: Query<P, R>,
  result: DuckDBMaterializedResult,
): HeldRows<R> {
  const names = Object.keys(query.row);
  return {
    rowCount: result.rowCount,
    chunkCount: result.chunkCount,
    chunk: (index) => {
      const chunk = result.getChunk(index);
      const columns = names.map((_, column) => chunk.getColumnValues(column).map(toJs));
      // The contract test holds the file's columns and types to `query.row`.
      return Array.from({ length: chunk.rowCount }, (_, row) =>
        toRow(names, columns, row),
      ) as Values<R>[];
    },
    cells: (index) => {
      const chunk = result.getChunk(index);
      const cellOf = (vector: DuckDBVector) => (row: number) => toJs(vector.getItem(row));
      const of = names.map((name, column) => [name, cellOf(chunk.getColumnVector(column))]);
      return { rowCount: chunk.rowCount, of: Object.fromEntries(of) as Cells<R>['of'] };
    },
  };
}

function toRow(names: readonly string[], columns: readonly unknown[][], row: number): unknown {
  const object: Record<string, unknown> = {};
  for (const [column, name] of names.entries()) object[name] = columns[column]?.[row];
  return object;
}

function toJs(value: DuckDBValue): unknown {
  return value instanceof DuckDBListValue ? value.items : value;
}
