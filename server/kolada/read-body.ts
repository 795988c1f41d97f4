import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { KoladaAnswerError } from './errors.ts';

export const acceptEncoding = 'gzip, br';

type Decompress = (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

const decompressors: Readonly<Record<string, Decompress>> = {
  gzip: promisify(gunzip) as Decompress,
  'x-gzip': promisify(gunzip) as Decompress,
  deflate: promisify(inflate) as Decompress,
  br: promisify(brotliDecompress) as Decompress,
};

/**
 * Reads and decompresses a whole body to text. Neither the bytes on the wire nor the decoded
 * ones may exceed `maxBytes`, so that a compression bomb costs no more memory than an honest page.
 * @throws {KoladaAnswerError} too-large or encoding
 */
export async function readBody(
  body: AsyncIterable<Uint8Array>,
  encoding: string | undefined,
  maxBytes: number,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  const bytes = await decompress(Buffer.concat(chunks, size), encoding, maxBytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new KoladaAnswerError('encoding', 'the answer is not valid UTF-8', { cause });
  }
}

async function decompress(
  bytes: Buffer,
  encoding: string | undefined,
  maxBytes: number,
): Promise<Buffer> {
  const name = encoding?.trim().toLowerCase() ?? 'identity';
  if (name === '' || name === 'identity') return bytes;
  const run = Object.hasOwn(decompressors, name) ? decompressors[name] : undefined;
  if (!run) throw new KoladaAnswerError('encoding', `unknown content encoding: ${name}`);
  try {
    return await run(bytes, { maxOutputLength: maxBytes });
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE') {
      throw tooLarge(maxBytes, { cause });
    }
    throw new KoladaAnswerError('encoding', `the ${name} body is damaged`, { cause });
  }
}

function tooLarge(maxBytes: number, options?: ErrorOptions): KoladaAnswerError {
  return new KoladaAnswerError('too-large', `the answer exceeds ${maxBytes} bytes`, options);
}
