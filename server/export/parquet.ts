import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import { columns, type ExportRows } from './export-rows.ts';

const rowsPerGroup = 32_768;

interface WaitingColumn {
  readonly name: (typeof columns)[number];
  readonly data: (string | number | null)[];
}

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
  let waiting = emptyColumns();
  let count = 0;
  const writeGroup = async () => {
    await writer.write({ columnData: waiting, rowGroupSize: count });
    waiting = emptyColumns();
    count = 0;
  };
  for await (const batch of batches) {
    for (const { name, data } of waiting) for (const record of batch) data.push(record[name]);
    count += batch.length;
    if (count < rowsPerGroup) continue;
    await writeGroup();
    yield take(sink);
  }
  if (count > 0) await writeGroup();
  writer.kvMetadata = [
    { key: 'release', value: release.id },
    { key: 'about', value: about() },
  ];
  await writer.finish();
  yield take(sink);
}

function emptyColumns(): WaitingColumn[] {
  return columns.map((name) => ({ name, data: [] }));
}

/** What has been written since the last time; the sink's own count of bytes goes on. */
function take(sink: ByteWriter): Uint8Array {
  const bytes = sink.getBytes().slice();
  sink.index = 0;
  return bytes;
}
