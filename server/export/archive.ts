import { createHash } from 'node:crypto';
import { aboutFile, exportText, type AboutLine } from '../../web/shared/text/export.ts';
import { writeExcelCsv, writeMachineCsv } from './csv.ts';
import type { ExportRows } from './export-rows.ts';
import { writeJson } from './json.ts';
import { zipStream, type ZipEntry } from './zip-stream.ts';

interface ArchiveOptions {
  readonly rows: ExportRows;
  /** The same rows anew; each file reads them once. */
  readonly reopen: () => Promise<ExportRows>;
  readonly json: Parameters<typeof writeJson>[1];
  /** What the rows held, once they have been read. */
  readonly about: (rows: ExportRows) => readonly AboutLine[];
  readonly modified: Date;
}

/** A ZIP with the data in three formats, and `om-uppgifterna.txt` with checksums of each. */
export function writeArchive(options: ArchiveOptions): AsyncGenerator<Uint8Array> {
  return zipStream(entries(options), options.modified);
}

async function* entries({ rows, reopen, json, about }: ArchiveOptions): AsyncGenerator<ZipEntry> {
  const { files } = exportText;
  const checksums: { name: string; sha256: string }[] = [];
  const hashed = async function* (name: string, chunks: AsyncIterable<string>) {
    const hash = createHash('sha256');
    for await (const chunk of chunks) {
      hash.update(chunk);
      yield chunk;
    }
    checksums.push({ name, sha256: hash.digest('hex') });
  };

  yield { name: files.machine, chunks: hashed(files.machine, writeMachineCsv(rows)) };
  yield { name: files.excel, chunks: hashed(files.excel, writeExcelCsv(await reopen())) };
  yield { name: files.json, chunks: hashed(files.json, writeJson(await reopen(), json)) };
  yield { name: files.about, chunks: [`\ufeff${aboutFile(about(rows), checksums)}`] };
}
