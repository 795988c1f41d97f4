import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DuckDBInstance,
  INTEGER,
  LIST,
  listValue,
  SMALLINT,
  VARCHAR,
  type DuckDBConnection,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import { root } from './processes.ts';

/** The product's statements with nothing around them: as many at once, the rows as JavaScript. */
export interface BareQuery {
  /** @returns rows found */
  readonly comparison: (kpis: readonly string[], areas: readonly string[]) => Promise<number>;
  readonly spread: (kpi: string, year: number) => Promise<number>;
  readonly close: () => void;
}

const types: Readonly<Record<string, DuckDBType>> = {
  kpi: VARCHAR,
  kind: VARCHAR,
  areas: LIST(VARCHAR),
  genders: LIST(VARCHAR),
  years: LIST(SMALLINT),
  first_year: SMALLINT,
  last_year: SMALLINT,
  year: SMALLINT,
  release: INTEGER,
};

export async function openBareQuery(file: string): Promise<BareQuery> {
  const instance = await DuckDBInstance.create(file, { access_mode: 'READ_ONLY', threads: '1' });
  const connections = await Promise.all(Array.from({ length: 4 }, () => instance.connect()));
  const comparison = await prepareAll(connections, 'comparison');
  const spread = await prepareAll(connections, 'spread');

  return {
    comparison: async (kpis, areas) => {
      const answers = await Promise.all(
        comparison.map(async (ask, place) => {
          let rows = 0;
          for (let index = place; index < kpis.length; index += comparison.length) {
            rows += await ask({
              kpi: kpis[index] ?? '',
              areas: listValue(areas),
              genders: listValue(['T']),
              first_year: 1900,
              last_year: 2100,
              years: listValue([]),
              release: 1,
            });
          }
          return rows;
        }),
      );
      return answers.reduce((sum, rows) => sum + rows, 0);
    },
    spread: async (kpi, year) =>
      (await spread[0]?.({ kpi, year, kind: 'municipality', release: 1 })) ?? 0,
    close: () => {
      for (const connection of connections) connection.closeSync();
      instance.closeSync();
    },
  };
}

type Ask = (values: Readonly<Record<string, DuckDBValue>>) => Promise<number>;

async function prepareAll(connections: readonly DuckDBConnection[], name: string): Promise<Ask[]> {
  const sql = await readFile(join(root, `queries/${name}.sql`), 'utf8');
  return Promise.all(
    connections.map(async (connection): Promise<Ask> => {
      const statement = await connection.prepare(sql);
      return async (values) => {
        statement.bind(values, types);
        const reader = await statement.runAndReadAll();
        return reader.getRowsJS().length;
      };
    }),
  );
}
