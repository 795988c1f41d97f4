import { pipeline, Readable } from 'node:stream';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';
import type { Encoding } from '../http/answer-cache.ts';

/**
 * Chunks as a response body, compressed on the way. The body errors when the chunks do, so that the
 * connection breaks rather than ends; a reader who leaves stops the chunks.
 *
 * @param onError told of every error but the reader's leaving
 */
export function streamBody(
  chunks: AsyncGenerator<Uint8Array | string>,
  encoding: Encoding,
  onError: (error: unknown) => void,
): ReadableStream {
  const source = Readable.from(bytesOf(chunks, onError), { objectMode: false });
  if (encoding === 'identity') return Readable.toWeb(source);
  const compressor =
    encoding === 'gzip'
      ? createGzip({ level: 6 })
      : createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 4 } });
  // The pipeline hands errors on to the compressor, whose reader meets them.
  return Readable.toWeb(pipeline(source, compressor, () => {}));
}

async function* bytesOf(
  chunks: AsyncGenerator<Uint8Array | string>,
  onError: (error: unknown) => void,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of chunks) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
  } catch (error) {
    onError(error);
    throw error;
  }
}
