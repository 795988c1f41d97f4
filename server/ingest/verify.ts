import { stat } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { DuckDBInstance, listValue } from '@duckdb/node-api';
import { z } from 'zod';
import { IngestError } from './errors.ts';

/** Row counts by which a file read back is compared with what was written. */
export type ReleaseContent = ReadonlyMap<string, number>;

const countRow = z.object({ key: z.string(), n: z.number() });
const kpisAtATime = 25;
/** Left to itself, DuckDB keeps every block that it has read, up to four fifths of the machine. */
export const readerMemory = '256MB';

/** Observations in all, those that hold by KPI, and rows of the other tables. */
export async function contentOf(connection: DuckDBConnection): Promise<ReleaseContent> {
  const reader = await connection.runAndReadAll(`
    SELECT 'kpi ' || kpi AS key, count(*)::DOUBLE AS n
      FROM observation WHERE until IS NULL GROUP BY kpi
    UNION ALL SELECT 'observation', count(*)::DOUBLE FROM observation
    UNION ALL SELECT 'release', count(*)::DOUBLE FROM release
    UNION ALL SELECT 'source', count(*)::DOUBLE FROM source
    UNION ALL SELECT 'kpi', count(*)::DOUBLE FROM kpi
    UNION ALL SELECT 'area', count(*)::DOUBLE FROM area
    UNION ALL SELECT 'area_group', count(*)::DOUBLE FROM area_group
    UNION ALL SELECT 'watch', count(*)::DOUBLE FROM watch`);
  const rows = z.array(countRow).parse(reader.getRowObjectsJS());
  return new Map(rows.map(({ key, n }) => [key, n]));
}

/** Each counts rows that must not be; the name says what they break. */
const faults: readonly (readonly [string, string])[] = [
  [
    'rows outside the history',
    `SELECT count(*)::DOUBLE AS n FROM observation
     WHERE since < 1 OR until <= since
       OR greatest(since, until) > (SELECT max(number) FROM release)`,
  ],
  [
    'releases out of number',
    `SELECT count(*)::DOUBLE AS n FROM (
       SELECT number, row_number() OVER (ORDER BY number) AS place FROM release
     ) WHERE number <> place`,
  ],
  [
    'current KPIs twice',
    `SELECT count(*)::DOUBLE AS n FROM (
       SELECT id FROM kpi WHERE until IS NULL GROUP BY id HAVING count(*) > 1)`,
  ],
  [
    'current areas twice',
    `SELECT count(*)::DOUBLE AS n FROM (
       SELECT id FROM area WHERE until IS NULL GROUP BY id HAVING count(*) > 1
       UNION ALL SELECT slug FROM area WHERE until IS NULL GROUP BY slug HAVING count(*) > 1
       UNION ALL SELECT id FROM area_group WHERE until IS NULL GROUP BY id HAVING count(*) > 1)`,
  ],
  [
    'observations of unknown KPIs or sources',
    `SELECT count(*)::DOUBLE AS n FROM (SELECT DISTINCT kpi, source FROM observation) o
     WHERE NOT EXISTS (SELECT 1 FROM kpi k WHERE k.id = o.kpi)
       OR NOT EXISTS (SELECT 1 FROM source s WHERE s.id = o.source)`,
  ],
];

const repeatedKeys = `
  SELECT count(*)::DOUBLE AS n FROM (
    SELECT kpi, area, year, gender FROM observation
    WHERE until IS NULL AND list_contains($kpis, kpi) AND kpi BETWEEN $first AND $last
    GROUP BY ALL HAVING count(*) > 1)`;

/**
 * Opens a closed release file as a reader will, and holds it against what was written.
 * @param touchedKpis KPIs whose rows this run may have changed: their keys must be unique
 * @throws {IngestError} `verify`
 */
export async function verifyFile(
  path: string,
  expected: ReleaseContent,
  touchedKpis: readonly string[],
): Promise<void> {
  const hasLog = await stat(`${path}.wal`).then(
    () => true,
    () => false,
  );
  if (hasLog) throw new IngestError('verify', `${path} was closed with a log beside it`);
  const instance = await DuckDBInstance.create(path, {
    access_mode: 'READ_ONLY',
    memory_limit: readerMemory,
  });
  try {
    const connection = await instance.connect();
    const found = await contentOf(connection);
    for (const key of new Set([...expected.keys(), ...found.keys()])) {
      if (expected.get(key) !== found.get(key)) {
        const counts = `${expected.get(key)} rows written, ${found.get(key)} read back`;
        throw new IngestError('verify', `${key}: ${counts}`);
      }
    }
    for (const [name, sql] of faults) assertNone(name, await count(connection, sql));
    const kpis = [...touchedKpis].sort();
    for (let start = 0; start < kpis.length; start += kpisAtATime) {
      const some = kpis.slice(start, start + kpisAtATime);
      const reader = await connection.runAndReadAll(repeatedKeys, {
        kpis: listValue(some),
        first: some[0] ?? '',
        last: some.at(-1) ?? '',
      });
      assertNone('current keys twice', first(reader.getRowObjectsJS()));
    }
    connection.closeSync();
  } finally {
    instance.closeSync();
  }
}

async function count(connection: DuckDBConnection, sql: string): Promise<number> {
  return first((await connection.runAndReadAll(sql)).getRowObjectsJS());
}

function first(rows: unknown): number {
  return z.tuple([z.object({ n: z.number() })]).parse(rows)[0].n;
}

function assertNone(name: string, n: number): void {
  if (n > 0) throw new IngestError('verify', `${name}: ${n}`);
}
