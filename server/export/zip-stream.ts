import { pipeline, Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';
import { Zip, type ZipInputFile } from 'fflate';

type Chunks = AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>;

export interface ZipEntry {
  readonly name: string;
  readonly chunks: Chunks;
}

const deflated = 8;

/**
 * A ZIP archive, entry by entry as they come, holding no more than a chunk at a time. Errors of an
 * entry's chunks pass through, so a broken entry breaks the archive. fflate writes the container;
 * Node's zlib compresses, faster and off the event loop.
 *
 * @param modified the same for every entry, so that the same content gives the same bytes
 */
export async function* zipStream(
  entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>,
  modified: Date,
): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error !== null) throw error;
    ready.push(chunk);
  });
  const take = () => {
    const taken = ready;
    ready = [];
    return taken;
  };

  for await (const { name, chunks } of entries) {
    const file: ZipInputFile = {
      filename: name,
      compression: deflated,
      mtime: modified,
      crc: 0,
      size: 0,
    };
    zip.add(file);
    for await (const compressed of deflate(measured(file, chunks))) {
      file.ondata?.(null, new Uint8Array(compressed), false);
      yield* take();
    }
    file.ondata?.(null, new Uint8Array(0), true);
    yield* take();
  }
  zip.end();
  yield* take();
}

/** Passes the bytes on, and keeps their checksum and number for the archive. */
async function* measured(file: ZipInputFile, chunks: Chunks): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    file.crc = crc32(bytes, file.crc);
    file.size += bytes.length;
    yield bytes;
  }
}

function deflate(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  // The pipeline hands errors on to the compressor, whose reader meets them.
  return pipeline(
    Readable.from(chunks, { objectMode: false }),
    createDeflateRaw({ level: 6, chunkSize: 65_536 }),
    () => {},
  );
}
