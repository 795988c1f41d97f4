import type { DuckDBConnection } from '@duckdb/node-api';
import { DOUBLE, DuckDBDataChunk, INTEGER, USMALLINT, UTINYINT } from '@duckdb/node-api';
import type { KoladaValue } from '../kolada/types.ts';
import { IngestError } from './errors.ts';

const chunkTypes = [INTEGER, DOUBLE, USMALLINT, INTEGER, UTINYINT];
const rowsAtATime = 2048;
const firstYear = 1900;
const genderCodes = { T: 0, K: 1, M: 2 } as const;

/** How many KPIs and areas the packed key has room for. */
export const keyLimits = { kpis: 32, areas: 4096 } as const;

/**
 * Parts of the packed key of a staged value, as SQL over a column `key`. One integer sorts, joins
 * and is compared several times faster than (kpi, area, year, gender) as texts.
 */
export const keySql = {
  kpi: '(key >> 22)',
  area: '((key >> 10) & 4095)',
  year: '(((key >> 2) & 255) + 1900)::SMALLINT',
  gender: `CASE key & 3 WHEN 0 THEN 'T' WHEN 1 THEN 'K' ELSE 'M' END`,
  /** The other way: from indexes and an observation `o`. */
  pack: `((k.i << 22) | (a.i << 10) | ((o.year - 1900) << 2)
    | CASE o.gender WHEN 'T' THEN 0 WHEN 'K' THEN 1 ELSE 2 END)::INTEGER`,
} as const;

/** Made anew for each part: a temporary table never gives back the room of rows deleted from it. */
const stagingSchema = `
  CREATE OR REPLACE TEMP TABLE stage (
    key INTEGER NOT NULL, value DOUBLE, status USMALLINT NOT NULL, count INTEGER NOT NULL,
    deleted UTINYINT NOT NULL);
  CREATE OR REPLACE TEMP TABLE stage_kpi (i INTEGER NOT NULL, id VARCHAR NOT NULL);
  CREATE OR REPLACE TEMP TABLE stage_area (i INTEGER NOT NULL, id VARCHAR NOT NULL);
  CREATE OR REPLACE TEMP TABLE stage_status (i USMALLINT NOT NULL, text VARCHAR NOT NULL);
  CREATE OR REPLACE TEMP TABLE stage_current (
    id BIGINT NOT NULL, key INTEGER NOT NULL, value DOUBLE, status VARCHAR NOT NULL,
    count INTEGER NOT NULL, source USMALLINT NOT NULL);
  CREATE OR REPLACE TEMP VIEW stage_snapshot AS
    SELECT id FROM stage_current WHERE source IN (SELECT id FROM source WHERE kind = 'snapshot');`;

/** Values of up to 32 KPIs for one list of areas, packed in memory until all have come. */
export interface StagedValues {
  readonly kpis: readonly string[];
  readonly areas: readonly string[];
  /** @throws {IngestError} `answer` when a value is for something that was not asked */
  readonly add: (values: readonly KoladaValue[]) => void;
  readonly size: () => number;
  /** Texts of the statuses that have come, by their number in `stage`. */
  readonly statuses: () => readonly string[];
  /** Makes the connection's staging tables, from which `mergeValues` works, and fills them. */
  readonly load: (connection: DuckDBConnection) => Promise<void>;
}

export function createStagedValues(
  kpis: readonly string[],
  areas: readonly string[],
): StagedValues {
  if (kpis.length > keyLimits.kpis || areas.length > keyLimits.areas) {
    throw new RangeError(`${kpis.length} KPIs and ${areas.length} areas do not fit in one key`);
  }
  const kpiIndex = new Map(kpis.map((id, i) => [id, i]));
  const areaIndex = new Map(areas.map((id, i) => [id, i]));
  const statusIndex = new Map<string, number>();
  const columns = createColumns(1 << 15);

  const add = (values: readonly KoladaValue[]) => {
    columns.reserve(values.length);
    for (const row of values) {
      const kpi = kpiIndex.get(row.kpi);
      const area = areaIndex.get(row.area);
      const year = row.year - firstYear;
      if (kpi === undefined || area === undefined || year < 0 || year > 255) {
        throw new IngestError('answer', `not asked for: ${row.kpi} ${row.area} ${row.year}`);
      }
      let status = statusIndex.get(row.status);
      if (status === undefined) {
        status = statusIndex.size;
        if (status > 0xffff) throw new IngestError('answer', 'more statuses than there can be');
        statusIndex.set(row.status, status);
      }
      const key = (kpi << 22) | (area << 10) | (year << 2) | genderCodes[row.gender];
      columns.push(key, row, status);
    }
  };
  return {
    kpis,
    areas,
    add,
    size: columns.size,
    statuses: () => [...statusIndex.keys()],
    load: async (connection) => {
      await connection.run(stagingSchema);
      await loadNames(connection, 'stage_kpi', kpis);
      await loadNames(connection, 'stage_area', areas);
      await loadNames(connection, 'stage_status', [...statusIndex.keys()]);
      const appender = await connection.createAppender('stage', 'main', 'temp');
      columns.eachChunk((chunk) => appender.appendDataChunk(chunk));
      appender.closeSync();
    },
  };
}

/** Makes a temporary table of integers, in a column `key`. */
export async function loadKeys(
  { connection }: { readonly connection: DuckDBConnection },
  table: 'stage_keep' | 'stage_certain',
  keys: Iterable<number>,
): Promise<void> {
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${table} (key INTEGER NOT NULL)`);
  const appender = await connection.createAppender(table, 'main', 'temp');
  for (const key of keys) {
    appender.appendInteger(key);
    appender.endRow();
  }
  appender.closeSync();
}

type NameTable = 'stage_kpi' | 'stage_area' | 'stage_status';

async function loadNames(connection: DuckDBConnection, table: NameTable, names: readonly string[]) {
  const appender = await connection.createAppender(table, 'main', 'temp');
  for (const [i, name] of names.entries()) {
    if (table === 'stage_status') appender.appendUSmallInt(i);
    else appender.appendInteger(i);
    appender.appendVarchar(name);
    appender.endRow();
  }
  appender.closeSync();
}

function createColumns(initial: number) {
  let capacity = initial;
  let length = 0;
  let keys = new Int32Array(capacity);
  // NaN stands for null: JSON has no NaN.
  let numbers = new Float64Array(capacity);
  let statuses = new Uint16Array(capacity);
  let counts = new Int32Array(capacity);
  let deleted = new Uint8Array(capacity);
  return {
    size: () => length,
    reserve: (more: number) => {
      if (length + more <= capacity) return;
      capacity = Math.max(capacity * 2, length + more);
      keys = grown(keys, new Int32Array(capacity));
      numbers = grown(numbers, new Float64Array(capacity));
      statuses = grown(statuses, new Uint16Array(capacity));
      counts = grown(counts, new Int32Array(capacity));
      deleted = grown(deleted, new Uint8Array(capacity));
    },
    push: (key: number, row: KoladaValue, status: number) => {
      keys[length] = key;
      numbers[length] = row.value ?? Number.NaN;
      statuses[length] = status;
      counts[length] = row.count;
      deleted[length] = row.isDeleted ? 1 : 0;
      length++;
    },
    eachChunk: (use: (chunk: DuckDBDataChunk) => void) => {
      for (let start = 0; start < length; start += rowsAtATime) {
        const size = Math.min(rowsAtATime, length - start);
        const chunk = DuckDBDataChunk.create(chunkTypes, size);
        const vectors = chunkTypes.map((_, column) => chunk.getColumnVector(column));
        const [key, value, status, count, gone] = vectors;
        for (let row = 0; row < size; row++) {
          const number = numbers[start + row] ?? Number.NaN;
          key?.setItem(row, keys[start + row] ?? 0);
          value?.setItem(row, Number.isNaN(number) ? null : number);
          status?.setItem(row, statuses[start + row] ?? 0);
          count?.setItem(row, counts[start + row] ?? 0);
          gone?.setItem(row, deleted[start + row] ?? 0);
        }
        for (const vector of vectors) vector.flush();
        use(chunk);
      }
    },
  };
}

function grown<Column extends Int32Array | Float64Array | Uint16Array | Uint8Array>(
  from: Column,
  to: Column,
): Column {
  to.set(from);
  return to;
}
