import type { Comparison } from '../../web/shared/comparison/comparison.ts';
import { whenAllDone } from './all-done.ts';
import { findArea, findKpi, type ComparisonContext } from './compare.ts';
import {
  comparisonParams,
  isLatest,
  shownYears,
  sortRows,
  toObservation,
  type ComparisonRow,
} from './comparison-rows.ts';
import { queries } from './queries.ts';
import { breathe, type HeldRows, type Session } from './session.ts';
import type { ExportRow, ExportStream } from './store.ts';

/**
 * The rows of `compare`, in its order, with what a data file says beside each. The whole answer is
 * held by DuckDB before the first row is read, so that the count is known and it cannot end short.
 *
 * @param letGo called once the last row is read, the reader gives up, or `close` is called
 */
export async function exportRows(
  comparison: Comparison,
  { file, release }: ComparisonContext,
  letGo: () => void,
): Promise<Omit<ExportStream, 'release'>> {
  const catalogue = await file.catalogueOf(release);
  const parts = await whenAllDone(
    comparison.kpis.map((kpi) =>
      file.slow((session) => holdRows(session, comparison, { kpi, release: release.number })),
    ),
  );
  const toExportRow = (kpiId: string, row: ComparisonRow): ExportRow => {
    const kpi = findKpi(kpiId, catalogue, file);
    return {
      ...toObservation(kpiId, row),
      kpiTitle: kpi.title,
      unit: kpi.unit,
      municipalityName: findArea(row.area, catalogue, file).name,
      source: file.sources.get(row.source) ?? 'Kolada',
    };
  };
  const readPart = async (index: number) => {
    const rows = [];
    const held = parts[index];
    for (let chunk = 0; chunk < (held?.chunkCount ?? 0); chunk++) {
      await breathe();
      rows.push(...(held?.chunk(chunk) ?? []));
    }
    const kpi = comparison.kpis[index] ?? '';
    const sorted = sortRows(comparison, rows);
    return inBatches(sorted.length, (from, to) =>
      sorted.slice(from, to).map((row) => toExportRow(kpi, row)),
    );
  };
  const rowCount = parts.reduce((sum, part) => sum + part.rowCount, 0);
  return { rowCount, ...readParts({ partCount: parts.length, rowCount, readPart, letGo }) };
}

/** So few that what a writer makes of them is garbage before it is old. */
const batchSize = 1024;

/** A KPI's rows, a batch at each call; undefined after the last. */
type Part = () => readonly ExportRow[] | undefined;

function inBatches(
  count: number,
  rowsBetween: (from: number, to: number) => readonly ExportRow[],
): Part {
  let from = 0;
  return () => {
    if (from >= count) return undefined;
    const batch = rowsBetween(from, from + batchSize);
    from += batch.length;
    return batch;
  };
}

/** One KPI's rows; where it picks its own latest year, a look at the others comes first. */
async function holdRows(
  session: Session,
  comparison: Comparison,
  { kpi, release }: { readonly kpi: string; readonly release: number },
): Promise<HeldRows<typeof queries.comparison.row>> {
  const params = comparisonParams(comparison, kpi, release);
  if (!isLatest(comparison)) return session.hold(queries.comparison, params);
  const genders = comparison.genders.slice(0, 1);
  const rows = await session.all(queries.comparison, { ...params, genders });
  const [year] = shownYears(comparison, rows);
  const range = { first_year: year ?? 1, last_year: year ?? 0 };
  return session.hold(queries.comparison, { ...params, ...range });
}

interface Parts {
  readonly partCount: number;
  readonly rowCount: number;
  readonly readPart: (index: number) => Promise<Part>;
  readonly letGo: () => void;
}

/**
 * Not a generator: one that is never started would never let go when it is returned. Lets go once,
 * and never while a part is being read.
 */
function readParts({
  partCount,
  rowCount,
  readPart,
  letGo,
}: Parts): Pick<ExportStream, 'rows' | 'close'> {
  let index = 0;
  let part: Part = () => undefined;
  let given = 0;
  let isReading = false;
  let isOver = false;
  const close = () => {
    isOver = true;
    if (!isReading) letGo();
  };
  const give = (value: readonly ExportRow[]) => {
    given += value.length;
    return { done: false, value } as const;
  };
  const next = async (): Promise<IteratorResult<readonly ExportRow[], undefined>> => {
    const more = isOver ? undefined : part();
    if (more !== undefined) return give(more);
    if (index === partCount) {
      close();
      if (given !== rowCount) throw new Error(`${given} of ${rowCount} rows came`);
      return { done: true, value: undefined };
    }
    if (isOver) throw new Error('the export has been closed');
    isReading = true;
    try {
      part = await readPart(index);
      index += 1;
      return give(part() ?? []);
    } catch (error) {
      isOver = true;
      throw error;
    } finally {
      isReading = false;
      if (isOver) letGo();
    }
  };
  const giveUp = async () => {
    close();
    return { done: true, value: undefined } as const;
  };
  return { close, rows: { [Symbol.asyncIterator]: () => ({ next, return: giveUp }) } };
}
