import { Readable } from 'node:stream';

interface StreamBodyOptions {
  /** Told of every error but the reader's leaving. */
  readonly onError: (error: unknown) => void;
  /** Called once, however it ends: read to the end, broken, left, or never begun. */
  readonly onClose: () => void;
}

/**
 * Chunks as a response body. The body errors when the chunks do, so that the connection breaks
 * rather than ends; a reader who leaves stops the chunks.
 */
export function streamBody(
  chunks: AsyncIterable<Uint8Array | string>,
  { onError, onClose }: StreamBodyOptions,
): ReadableStream {
  const source = Readable.from(bytesOf(chunks, onError), { objectMode: false });
  source.once('close', onClose);
  return Readable.toWeb(source);
}

async function* bytesOf(
  chunks: AsyncIterable<Uint8Array | string>,
  onError: (error: unknown) => void,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of chunks) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
  } catch (error) {
    onError(error);
    throw error;
  }
}
