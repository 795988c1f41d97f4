import { describe, expect, it } from 'vitest';
import { writeExcelCsv, writeMachineCsv } from '../../../server/export/csv.ts';
import { openExportRows, type ExportRows } from '../../../server/export/export-rows.ts';
import { writeJson } from '../../../server/export/json.ts';
import { writeParquet } from '../../../server/export/parquet.ts';
import { writeXlsx } from '../../../server/export/xlsx.ts';
import type { ExportRow } from '../../../server/store/store.ts';
import { defaultComparison } from '../../../web/shared/comparison/comparison.ts';

const rowCount = 200_000;
const batchSize = 2048;
const mebibyte = 1_048_576;

const writers: Readonly<Record<string, (rows: ExportRows) => AsyncIterable<string | Uint8Array>>> =
  {
    csv: writeMachineCsv,
    excel: writeExcelCsv,
    xlsx: (rows) => writeXlsx(rows, () => []),
    json: (rows) => writeJson(rows, { query: '', kpis: [] }),
    parquet: (rows) => writeParquet(rows, () => ''),
  };

describe('a file of many rows', () => {
  it.each(Object.keys(writers))(
    'is written in the memory of a few batches: %s',
    async (name) => {
      const rows = await openExportRows({ exportRows: async () => manyRows() }, defaultComparison);
      const before = process.memoryUsage();
      let most = 0;
      let bytes = 0;
      let chunks = 0;
      for await (const chunk of writers[name]?.(rows) ?? []) {
        bytes += chunk.length;
        if (chunks++ % 10 === 0) {
          const { heapUsed, external } = process.memoryUsage();
          most = Math.max(most, heapUsed + external - before.heapUsed - before.external);
        }
      }
      expect(bytes).toBeGreaterThan(name === 'parquet' ? 10_000 : mebibyte);
      expect(most / mebibyte).toBeLessThan(120);
    },
    60_000,
  );
});

function manyRows() {
  return {
    release: {
      id: '2026-11-22.1',
      publishedAt: '2026-11-22T00:00:00Z',
      checkedAt: '2026-11-22T00:00:00Z',
      source: 'kolada' as const,
    },
    rowCount,
    rows: batches(),
    close: () => {},
  };
}

async function* batches(): AsyncGenerator<readonly ExportRow[]> {
  for (let start = 0; start < rowCount; start += batchSize) {
    const length = Math.min(batchSize, rowCount - start);
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
