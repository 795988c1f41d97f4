import type { Comparison } from '../../web/shared/comparison/comparison.ts';
import {
  comparisonParams,
  isLatest,
  shownYears,
  toObservation,
  unknownKpi,
  type ComparisonContext,
  type ComparisonRow,
} from './compare.ts';
import { queries } from './queries.ts';
import type { Values } from './query.ts';
import { breathe, type HeldRows } from './session.ts';
import type { ExportRow, ExportStream } from './store.ts';

/**
 * The rows of `compare`, in its order, with what a data file says beside each. The whole answer is
 * held by DuckDB before the first row is read, so that the count is known and it cannot end short.
 *
 * @param letGo called once the last row is read, the reader gives up, or `close` is called
 */
export async function exportRows(
  comparison: Comparison,
  context: ComparisonContext,
  letGo: () => void,
): Promise<Omit<ExportStream, 'release'>> {
  const { file, release } = context;
  const catalogue = await file.catalogueOf(release);
  const params = await exportParams(comparison, context);
  const held = await file.slow((session) => session.hold(queries.comparison, params));
  const toExportRow = (row: ComparisonRow): ExportRow => {
    const kpi =
      catalogue.kpis.get(row.kpi) ?? file.catalogue.kpis.get(row.kpi) ?? unknownKpi(row.kpi);
    const area = catalogue.directory.find(row.area) ?? file.catalogue.directory.find(row.area);
    return {
      ...toObservation(row),
      kpiTitle: kpi.title,
      unit: kpi.unit,
      municipalityName: area?.name ?? row.area,
      source: file.sources.get(row.source) ?? 'Kolada',
    };
  };
  return { rowCount: held.rowCount, rows: readChunks(held, toExportRow, letGo), close: letGo };
}

/** Narrows each KPI to its own latest year before anything is read for the file. */
async function exportParams(
  comparison: Comparison,
  { file, release }: ComparisonContext,
): Promise<Values<typeof queries.comparison.params>> {
  const params = comparisonParams(comparison, release.number);
  if (!isLatest(comparison)) return params;
  const rows = await file.quick((session) =>
    session.all(queries.comparison, { ...params, genders: comparison.genders.slice(0, 1) }),
  );
  const rowsByKpi = Map.groupBy(rows, ({ kpi }) => kpi);
  const years = comparison.kpis.map((kpi) => shownYears(comparison, rowsByKpi.get(kpi) ?? [])[0]);
  return {
    ...params,
    first_years: years.map((year) => year ?? 1),
    last_years: years.map((year) => year ?? 0),
  };
}

/** Not a generator: one that is never started would never let go when it is returned. */
function readChunks(
  held: HeldRows<typeof queries.comparison.row>,
  toExportRow: (row: ComparisonRow) => ExportRow,
  letGo: () => void,
): AsyncIterable<readonly ExportRow[]> {
  let index = 0;
  let given = 0;
  const end = { done: true, value: undefined } as const;
  const iterator: AsyncIterator<readonly ExportRow[], undefined> = {
    next: async () => {
      if (index === held.chunkCount) {
        letGo();
        if (given !== held.rowCount) throw new Error(`${given} of ${held.rowCount} rows came`);
        return end;
      }
      await breathe();
      const value = held.chunk(index).map(toExportRow);
      index += 1;
      given += value.length;
      return { done: false, value };
    },
    return: async () => {
      letGo();
      return end;
    },
  };
  return { [Symbol.asyncIterator]: () => iterator };
}
