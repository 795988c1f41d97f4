import { ByteWriter, ParquetWriter, type ColumnSource, type SchemaElement } from 'hyparquet-writer';
import { columns, type ExportRecord, type ExportRows } from './export-rows.ts';

const rowsPerGroup = 32_768;

const schema: SchemaElement[] = [
  { name: 'root', num_children: columns.length },
  ...columns.map((name): SchemaElement => {
    if (name === 'value') return { name, type: 'DOUBLE', repetition_type: 'OPTIONAL' };
    if (name === 'year') return { name, type: 'INT32', repetition_type: 'REQUIRED' };
    return { name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' };
  }),
];

/**
 * Apache Parquet with the machine CSV's columns: `year` INT32, `value` DOUBLE or null, the rest
 * text. At most one row group is in memory.
 *
 * @param about text for the file's own metadata, asked for after the last row
 */
export async function* writeParquet(
  { release, batches }: ExportRows,
  about: () => string,
): AsyncGenerator<Uint8Array> {
  const sink = new ByteWriter();
  const writer = new ParquetWriter({
    writer: sink,
    schema,
    createdBy: 'omvarldsbevakning',
  });
  let waiting: ExportRecord[] = [];
  for await (const batch of batches) {
    for (const record of batch) waiting.push(record);
    if (waiting.length < rowsPerGroup) continue;
    await writer.write({ columnData: toColumns(waiting), rowGroupSize: waiting.length });
    yield take(sink);
    waiting = [];
  }
  if (waiting.length > 0) {
    await writer.write({ columnData: toColumns(waiting), rowGroupSize: waiting.length });
  }
  writer.kvMetadata = [
    { key: 'release', value: release.id },
    { key: 'about', value: about() },
  ];
  await writer.finish();
  yield take(sink);
}

function toColumns(records: readonly ExportRecord[]): ColumnSource[] {
  return columns.map((name) => ({ name, data: records.map((record) => record[name]) }));
}

/** What has been written since the last time; the sink's own count of bytes goes on. */
function take(sink: ByteWriter): Uint8Array {
  const bytes = sink.getBytes().slice();
  sink.index = 0;
  return bytes;
}
