import type { ExportRow, Store } from '../../server/store/store.ts';

interface ManyRowsOptions {
  readonly count: number;
  /** More than are given: a release that lacks some. */
  readonly promised?: number;
  readonly onClose?: () => void;
}

/** Rows of a large file, whose values do not compress, in place of those of a release. */
export function manyRows(
  options: ManyRowsOptions,
): () => Promise<Awaited<ReturnType<Store['exportRows']>>> {
  const { count, promised = count, onClose = () => undefined } = options;
  return async () => ({
    release: {
      id: '2026-11-22.1',
      publishedAt: '2026-11-22T00:00:00Z',
      checkedAt: '2026-11-22T00:00:00Z',
      source: 'kolada',
    },
    rowCount: promised,
    rows: batches(count),
    close: onClose,
  });
}

const batchSize = 2048;

async function* batches(count: number): AsyncGenerator<readonly ExportRow[]> {
  for (let start = 0; start < count; start += batchSize) {
    const length = Math.min(batchSize, count - start);
    yield Array.from({ length }, (_, at) => rowAt(start + at));
  }
}

function rowAt(number: number): ExportRow {
  return {
    kpi: 'U21468',
    kpiTitle: 'Brukarbedömning hemtjänst äldreomsorg - helhetssyn, andel (%)',
    unit: '%',
    municipality: String(number % 9999).padStart(4, '0'),
    municipalityName: `Kommun ${number % 290}`,
    year: 2000 + (number % 25),
    gender: 'T',
    value: Math.sin(number) * 100,
    status: '',
    source: 'Kolada',
  };
}
