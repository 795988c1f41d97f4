/** A file as far as it has been written. */
export interface FileStart {
  readonly chunks: readonly Uint8Array<ArrayBuffer>[];
  readonly byteLength: number;
  /** Nothing follows. */
  readonly isWhole: boolean;
}

/**
 * Reads a file from its start, to its end or until there are more than so many bytes of it. What
 * follows can still be read from the same chunks. A file that breaks on the way is an error.
 */
export async function readStart(
  chunks: AsyncIterator<Uint8Array | string>,
  mostBytes: number,
): Promise<FileStart> {
  const read: Uint8Array<ArrayBuffer>[] = [];
  let byteLength = 0;
  while (byteLength <= mostBytes) {
    const { done, value } = await chunks.next();
    if (done === true) return { chunks: read, byteLength, isWhole: true };
    const bytes = new Uint8Array(Buffer.from(value));
    read.push(bytes);
    byteLength += bytes.byteLength;
  }
  return { chunks: read, byteLength, isWhole: false };
}

/** The file in one piece, where it is whole. */
export function joined({ chunks }: FileStart): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat(chunks));
}

/** What was read, then what follows. */
export async function* continued(
  { chunks }: FileStart,
  rest: AsyncGenerator<Uint8Array | string>,
): AsyncGenerator<Uint8Array | string> {
  yield* chunks;
  yield* rest;
}
