import { describe, expect, it } from 'vitest';
import { writeExcelCsv, writeMachineCsv } from '../../../server/export/csv.ts';
import { openExportRows, type ExportRows } from '../../../server/export/export-rows.ts';
import { writeJson } from '../../../server/export/json.ts';
import { writeParquet } from '../../../server/export/parquet.ts';
import { writeXlsx } from '../../../server/export/xlsx.ts';
import { defaultComparison } from '../../../web/shared/comparison/comparison.ts';
import { manyRows } from '../../support/many-rows.ts';

const rowCount = 200_000;
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
      const rows = await openExportRows(
        { exportRows: manyRows({ count: rowCount }) },
        defaultComparison,
      );
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
