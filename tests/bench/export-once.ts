import { writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { writeMachineCsv } from '../../server/export/csv.ts';
import { openExportRows, type ExportRows } from '../../server/export/export-rows.ts';
import { writeParquet } from '../../server/export/parquet.ts';
import { writeXlsx } from '../../server/export/xlsx.ts';
import { openStore } from '../../server/store/open-store.ts';
import { defaultComparison } from '../../web/shared/comparison/comparison.ts';
import { memoryOf } from './measure.ts';

/** One file of very many rows, written for nobody: what it took as JSON. */
const { dir, kpis, format } = z
  .object({
    dir: z.string(),
    kpis: z.array(z.string()),
    format: z.enum(['csv', 'xlsx', 'parquet']),
  })
  .parse(JSON.parse(process.argv[2] ?? ''));

const writers = {
  csv: writeMachineCsv,
  xlsx: (rows: ExportRows) => writeXlsx(rows, () => []),
  parquet: (rows: ExportRows) => writeParquet(rows, () => ''),
};
const store = await openStore({ dataDir: dir, pollMs: 0 });
// Its index, made behind the first answers, is not what a file takes.
await store.searchKpis({ text: '', limit: 1, offset: 0 });
const { areas } = store.directory();
const everywhere = areas.filter(({ kind }) => kind !== 'group').map(({ id }) => id);
const comparison = {
  ...defaultComparison,
  areas: everywhere,
  genders: ['T', 'K', 'M'] as const,
  years: { kind: 'range', from: 1900, to: 2100 } as const,
};
await write(kpis.slice(0, 2));
// Linux then counts the peak anew; looking after each chunk would take longer than writing it.
await writeFile('/proc/self/clear_refs', '5').catch(() => undefined);
const { residentMb } = await memoryOf(process.pid);
const before = performance.now();
const { rows, bytes } = await write(kpis);
const seconds = (performance.now() - before) / 1000;
const { peakMb } = await memoryOf(process.pid);
console.log(JSON.stringify({ rows, seconds, bytes, growthMb: peakMb - residentMb }));
await store.close();

async function write(some: readonly string[]) {
  const opened = await openExportRows(store, { ...comparison, kpis: some });
  let bytes = 0;
  for await (const chunk of writers[format](opened)) {
    bytes += typeof chunk === 'string' ? Buffer.byteLength(chunk) : chunk.byteLength;
  }
  return { rows: opened.rowCount, bytes };
}
