import type { Comparison } from '../../web/shared/comparison/comparison.ts';
import { whenAllDone } from './all-done.ts';
import { findArea, findKpi, type ComparisonContext } from './compare.ts';
import { isLatest, readRows, shownYears, unpackRows } from './comparison-rows.ts';
import { fixedPrices, priced, type Prices } from './fixed-prices.ts';
import type { PackedRow, PackedRows } from './packed-rows.ts';
import type { Session } from './session.ts';
import type { ExportRow, ExportStream } from './store.ts';

/**
 * The rows of `compare`, in its order, with what a data file says beside each. Every row is held
 * before the first is given, so that the count is known and the file cannot end short.
 *
 * @param letGo called once the last row is read, the reader gives up, or `close` is called
 */
export async function exportRows(
  comparison: Comparison,
  { file, release, priceIndex }: ComparisonContext,
  letGo: () => void,
): Promise<Omit<ExportStream, 'release'>> {
  const catalogue = await file.catalogueOf(release);
  const areas = comparison.areas.map((id) => ({ id, name: findArea(id, catalogue).name }));
  const kpis = comparison.kpis.map((id) => {
    const kpi = findKpi(id, catalogue);
    return { kpi, prices: fixedPrices(comparison, kpi.form, priceIndex) };
  });
  const parts = await whenAllDone(
    kpis.map(({ kpi: { id }, prices }) =>
      file.slow((session) => packPart(session, comparison, { kpi: id, release, prices })),
    ),
  );
  const batches = kpis.flatMap(({ kpi: { id, title, form: unit }, prices }, index) => {
    const toExportRow = (row: PackedRow): ExportRow => {
      const { area, year, gender, value, status, source } = priced(row, prices);
      return {
        kpi: id,
        kpiTitle: title,
        unit,
        municipality: areas[area]?.id ?? '',
        municipalityName: areas[area]?.name ?? '',
        year,
        gender,
        value,
        status,
        source: file.sources.get(source) ?? 'Kolada',
        prices,
      };
    };
    const part = parts[index];
    return part === undefined ? [] : inBatches(part, toExportRow);
  });
  const rowCount = parts.reduce((sum, part) => sum + part.rowCount, 0);
  return { rowCount, ...giveBatches(batches, letGo) };
}

/** So few that what a writer makes of them is garbage before it is old. */
const batchSize = 1024;

/** Made when it is called. */
type Batch = () => readonly ExportRow[];

function inBatches(
  { rowCount, row }: PackedRows,
  toExportRow: (row: PackedRow) => ExportRow,
): readonly Batch[] {
  return Array.from({ length: Math.ceil(rowCount / batchSize) }, (_, index) => {
    const from = index * batchSize;
    const length = Math.min(batchSize, rowCount - from);
    return () => Array.from({ length }, (_row, offset) => toExportRow(row(from + offset)));
  });
}

interface PartOf extends Pick<ComparisonContext, 'release'> {
  readonly kpi: string;
  readonly prices: Prices | undefined;
}

/** One KPI's rows; where it picks its own latest year, a look at the others comes first. */
async function packPart(
  session: Session,
  comparison: Comparison,
  { kpi, release, prices }: PartOf,
): Promise<PackedRows> {
  const ofRelease = { kpi, release: release.number };
  if (!isLatest(comparison)) return readRows(session, comparison, ofRelease);
  const judged = { ...comparison, genders: comparison.genders.slice(0, 1) };
  const rows = unpackRows(await readRows(session, judged, ofRelease), comparison.areas);
  const [year] = shownYears(
    comparison,
    rows.map((row) => priced(row, prices)),
  );
  const years = { kind: 'range', from: year ?? 1, to: year ?? 0 } as const;
  return readRows(session, { ...comparison, years }, ofRelease);
}

/**
 * Not a generator: one that is never started would never let go when it is returned.
 *
 * @param batches taken out as they are given, so that what has been read is no longer held
 */
function giveBatches(batches: Batch[], letGo: () => void): Pick<ExportStream, 'rows' | 'close'> {
  let isClosed = false;
  let hasEnded = false;
  const close = () => {
    isClosed = true;
    letGo();
  };
  const end = () => {
    hasEnded = true;
    close();
    return { done: true, value: undefined } as const;
  };
  const next = async (): Promise<IteratorResult<readonly ExportRow[], undefined>> => {
    if (isClosed && !hasEnded) throw new Error('the export has been closed');
    const batch = hasEnded ? undefined : batches.shift();
    return batch === undefined ? end() : { done: false, value: batch() };
  };
  return { close, rows: { [Symbol.asyncIterator]: () => ({ next, return: async () => end() }) } };
}
