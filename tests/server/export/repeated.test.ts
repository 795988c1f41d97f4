import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { writeExcelCsv, writeMachineCsv } from '../../../server/export/csv.ts';
import type { ExportRecord, ExportRows } from '../../../server/export/export-rows.ts';
import { writeJson } from '../../../server/export/json.ts';
import { writeXlsx } from '../../../server/export/xlsx.ts';
import { readWorkbook } from '../../support/workbook.ts';

/** Few enough that neighbours often agree in some columns and not in others. */
const text = fc.constantFrom('', 'T', '=1', 'a,b', 'a;b', '"', '\r\n', ' å', '<&>', '_x0041_');
const record: fc.Arbitrary<ExportRecord> = fc.record({
  kpi: text,
  kpi_title: text,
  unit: text,
  municipality_id: text,
  municipality: text,
  year: fc.constantFrom(2023, 2024),
  gender: text,
  value: fc.constantFrom(null, -12.5, 1.5e-7),
  status: text,
  release: text,
  source: text,
});
const batches = fc.array(fc.array(record, { maxLength: 12 }), { maxLength: 3 });

it.each([
  ['machine CSV', writeMachineCsv],
  ['Excel CSV', writeExcelCsv],
] as const)('a row of the %s is the same whatever stands before it', async (_, write) => {
  const { length } = await textOf(write(rowsOf([])));
  const bodyOf = async (given: Batches) => (await textOf(write(rowsOf(given)))).slice(length);
  await fc.assert(
    fc.asyncProperty(batches, async (given) => {
      const alone = await Promise.all(given.flat().map((row) => bodyOf([[row]])));
      expect(await bodyOf(given)).toBe(alone.join(''));
    }),
  );
});

it('an object of the JSON is the same whatever stands before it', async () => {
  await fc.assert(
    fc.asyncProperty(batches, async (given) => {
      const file = await textOf(writeJson(rowsOf(given), { query: '', kpis: [] }));
      const objects = given.flat().map((row) => JSON.stringify(row));
      expect(file.split('"rows":[')[1]?.trim()).toBe(`${objects.join(',\n')}\n]}`.trim());
    }),
  );
});

it('a row of the workbook is the same whatever stands before it, but for its number', async () => {
  const bodyOf = async (given: Batches) => {
    const written = await Array.fromAsync(writeXlsx(rowsOf(given), () => []));
    const [sheet] = readWorkbook(Buffer.concat(written));
    return [...(sheet?.xml.matchAll(/<row .*?<\/row>/gs) ?? [])].map(String).slice(1);
  };
  const renumbered = (row: string, number: number) =>
    row.replace(/ r="([A-K]?)2"/g, (_, column) => ` r="${column}${number}"`);
  await fc.assert(
    fc.asyncProperty(batches, async (given) => {
      const alone = await Promise.all(given.flat().map((row) => bodyOf([[row]])));
      const expected = alone.flat().map((row, index) => renumbered(row, index + 2));
      expect(await bodyOf(given)).toEqual(expected);
    }),
    { numRuns: 25 },
  );
});

type Batches = readonly (readonly ExportRecord[])[];

function rowsOf(given: Batches): ExportRows {
  return {
    release: {
      id: '2026-11-22.1',
      publishedAt: '2026-11-22T00:00:00Z',
      checkedAt: '2026-11-22T00:00:00Z',
      source: 'kolada',
    },
    rowCount: given.flat().length,
    batches: Readable.from(given),
    seen: () => ({ years: [], sources: [] }),
    close: () => {},
  };
}

async function textOf(chunks: AsyncIterable<string>): Promise<string> {
  return (await Array.fromAsync(chunks)).join('');
}
