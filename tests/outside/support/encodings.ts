/** What clients say they can unpack, and the unpacking. */
import { brotliDecompressSync, gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib';
import type { RawAnswer } from './socket.ts';

/** Accept-Encoding as these send it; undefined is no header at all. */
export const clients: Readonly<Record<string, string | undefined>> = {
  'curl without --compressed': undefined,
  'curl --compressed': 'deflate, gzip, br, zstd',
  Chrome: 'gzip, deflate, br, zstd',
  Safari: 'gzip, deflate, br',
  WordPress: 'deflate;q=1.0, compress;q=0.5, gzip;q=0.5',
  'Python requests': 'gzip, deflate',
  'Node fetch': 'br, gzip, deflate',
  Go: 'gzip',
  Word: 'deflate',
  'br alone': 'br',
  'zstd alone': 'zstd',
  identity: 'identity',
  anything: '*',
  'not gzip': 'gzip;q=0, *;q=0.1',
  'nothing at all': '',
  junk: 'gzipp, ;;q=, br;q=abc, \u00ff',
};

const unpackers: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  gzip: gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
  zstd: zstdDecompressSync,
  identity: (bytes) => bytes,
};

/** @throws {Error} when the body is not what the header says */
export function unpack({ headers, body }: RawAnswer): Buffer {
  const encoding = headers.get('content-encoding') ?? 'identity';
  const unpacker = unpackers[encoding];
  if (unpacker === undefined) throw new Error(`unknown Content-Encoding ${encoding}`);
  return unpacker(body);
}

/** Whether a client that sent `accepted` can read `encoding` (RFC 9110, 12.5.3). */
export function accepts(accepted: string | undefined, encoding: string): boolean {
  if (encoding === 'identity') return true;
  const weights = new Map(
    (accepted ?? '').split(',').map((item): [string, number] => {
      const [name = '', ...parameters] = item.split(';').map((part) => part.trim().toLowerCase());
      const weight = parameters.find((one) => one.startsWith('q='))?.slice(2);
      return [name, weight === undefined ? 1 : Number(weight)];
    }),
  );
  return (weights.get(encoding) ?? weights.get('*') ?? 0) > 0;
}
