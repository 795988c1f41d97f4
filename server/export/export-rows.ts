import type { Comparison } from '../../web/shared/comparison/comparison.ts';
import { sourceText } from '../../web/shared/text/export.ts';
import { pricedSource, pricedUnit } from '../../web/shared/text/prices.ts';
import type { ReleaseInfo, Source } from '../../web/shared/api.ts';
import type { ExportRow, Store } from '../store/store.ts';

/** Columns of the machine-readable files, in order. */
export const columns = [
  'kpi',
  'kpi_title',
  'unit',
  'municipality_id',
  'municipality',
  'year',
  'gender',
  'value',
  'status',
  'release',
  'source',
] as const;

/** One row as every file format writes it. */
export interface ExportRecord {
  readonly kpi: string;
  readonly kpi_title: string;
  readonly unit: string;
  readonly municipality_id: string;
  readonly municipality: string;
  readonly year: number;
  readonly gender: string;
  /** Exactly what Kolada sent, but for amounts in fixed prices; null is a gap, and `status` says which. */
  readonly value: number | null;
  readonly status: string;
  readonly release: string;
  readonly source: string;
}

/** The rows of one file, to be read once. */
export interface ExportRows {
  readonly release: ReleaseInfo;
  readonly rowCount: number;
  /** Batches; ends only when all `rowCount` rows have been given. @throws {ShortExportError} */
  readonly batches: AsyncIterable<readonly ExportRecord[]>;
  /** What the rows given so far have held. */
  readonly seen: () => { readonly years: number[]; readonly sources: string[] };
  /** For rows that will not be read to the end; may be called again. */
  readonly close: () => void;
}

/** The release gave another number of rows than it said: the file must break, not end. */
export class ShortExportError extends Error {
  override readonly name = 'ShortExportError';
}

/** @throws {UnknownReleaseError} */
export async function openExportRows(
  store: Pick<Store, 'exportRows'>,
  comparison: Comparison,
): Promise<ExportRows> {
  const { release, rowCount, rows, close } = await store.exportRows(comparison);
  const years = new Set<number>();
  const sources = new Set<string>();

  const toRecords = (batch: readonly ExportRow[]) =>
    batch.map((row) => {
      const record = toRecord(row, release.id, release.source);
      years.add(record.year);
      sources.add(record.source);
      return record;
    });
  const counted = async function* () {
    let given = 0;
    for await (const batch of rows) {
      given += batch.length;
      if (given > rowCount) break;
      yield toRecords(batch);
    }
    if (given !== rowCount) throw new ShortExportError(`${given} of ${rowCount} rows`);
  };

  return {
    release,
    rowCount,
    batches: counted(),
    seen: () => ({ years: [...years].toSorted((a, b) => a - b), sources: [...sources] }),
    close,
  };
}

function toRecord(row: ExportRow, release: string, source: Source): ExportRecord {
  return {
    kpi: row.kpi,
    kpi_title: row.kpiTitle,
    unit: pricedUnit(row.unit, row.prices),
    municipality_id: row.municipality,
    municipality: row.municipalityName,
    year: row.year,
    gender: row.gender,
    value: row.value,
    status: row.status,
    release,
    source: pricedSource(sourceText(row.source, source), row.prices),
  };
}
