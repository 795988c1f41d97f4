import { promisify } from 'node:util';
import { Duplex } from 'node:stream';
import { brotliCompress, constants, createBrotliCompress, createGzip, gzip } from 'node:zlib';
import { parseAccept } from 'hono/utils/accept';
import { createBreather } from '../work.ts';

/** The content codings that answers go out in. Every other that a client may name is passed over. */
export const encodings = ['br', 'gzip', 'identity'] as const;
export type Encoding = (typeof encodings)[number];

/** What one client takes. */
export interface Accepted {
  readonly encoding: Encoding;
  /** For what is hardly worth compressing: plain, unless the client has ruled that out. */
  readonly whenSmall: Encoding;
}

/** Below so many bytes compressing gains less than it costs. */
export const smallBytes = 600;

const compressible =
  /^(?:text\/|application\/(?:[\w.-]+\+)?(?:json|xml|javascript)|image\/svg\+xml|font\/(?:ttf|otf))/i;

/** Whether compressing this content type is worth the work. */
export function isCompressible(contentType: string): boolean {
  return compressible.test(contentType);
}

const plainOnly: Accepted = { encoding: 'identity', whenSmall: 'identity' };
const longestHeader = 1000;
const mostRemembered = 100;
const remembered = new Map<string, Accepted>();

/**
 * The encoding to use, by `Accept-Encoding` (RFC 9110, 12.5.3): the best liked, Brotli before gzip
 * before none where they are as welcome. None too where nothing on offer is welcome, and for a
 * header that is absent, empty or longer than any client's.
 */
export function chooseEncoding(acceptEncoding: string | undefined): Accepted {
  if (acceptEncoding === undefined || acceptEncoding.length > longestHeader) return plainOnly;
  const known = remembered.get(acceptEncoding);
  if (known !== undefined) return known;
  const accepted = negotiate(acceptEncoding.toLowerCase());
  // A client can vary the header without end, and must not fill the memory with it.
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(acceptEncoding, accepted);
  return accepted;
}

function negotiate(acceptEncoding: string): Accepted {
  const weights = new Map<string, number>();
  for (const { type, params } of parseAccept(acceptEncoding)) {
    const weight = weightOf(params['q']);
    if (!weights.has(type)) weights.set(type, weight);
  }
  const others = weights.get('*');
  const named = [...weights.values()].filter((weight) => weight > 0);
  const weightFor = (name: Encoding) =>
    weights.get(name) ?? others ?? (name === 'identity' ? Math.min(1, ...named) : 0);
  const [encoding = 'identity'] = encodings
    .filter((name) => weightFor(name) > 0)
    .toSorted((a, b) => weightFor(b) - weightFor(a));
  return { encoding, whenSmall: weightFor('identity') > 0 ? 'identity' : encoding };
}

/** A weight that is none, such as `q=x`, welcomes nothing. */
function weightOf(text: string | undefined): number {
  if (text === undefined) return 1;
  return /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(text) ? Number(text) : 0;
}

const gzipLevel = 6;
/** Of what is kept, and sent many times; and of what is compressed while it is sent. */
const brotliQuality = { whole: 5, stream: 4 };

/** Of a text, in UTF-16 units at a time. */
const partSize = 500_000;

/** A text in UTF-8, made in parts where it is long: one of many megabytes would hold up everybody else. */
export async function encodeInParts(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  if (text.length <= partSize) return encoder.encode(text);
  const bytes = new Uint8Array(Buffer.byteLength(text));
  const breathe = createBreather();
  let filled = 0;
  for (let from = 0; from < text.length;) {
    await breathe();
    // Never between the two halves of one letter.
    const isHalf = isLeadSurrogate(text.charCodeAt(from + partSize - 1));
    const to = from + partSize + (isHalf ? 1 : 0);
    filled += encoder.encodeInto(text.slice(from, to), bytes.subarray(filled)).written;
    from = to;
  }
  return bytes;
}

function isLeadSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

/** Compresses on libuv's threads, so that nobody else waits for it. */
export async function compressBytes(
  plain: Uint8Array<ArrayBuffer>,
  encoding: Encoding,
): Promise<Uint8Array<ArrayBuffer>> {
  if (encoding === 'identity') return plain;
  if (encoding === 'gzip') return new Uint8Array(await gzipped(plain, { level: gzipLevel }));
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: brotliQuality.whole,
    [constants.BROTLI_PARAM_SIZE_HINT]: plain.byteLength,
  };
  return new Uint8Array(await brotlied(plain, { params }));
}

const gzipped = promisify(gzip);
const brotlied = promisify(brotliCompress);

/** The stream compressed as it goes by. An error of its own breaks it; a reader who leaves ends it. */
export function compressStream(
  plain: ReadableStream<Uint8Array>,
  encoding: Exclude<Encoding, 'identity'>,
): ReadableStream<Uint8Array> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: brotliQuality.stream };
  const compressor =
    encoding === 'gzip' ? createGzip({ level: gzipLevel }) : createBrotliCompress({ params });
  const { readable, writable } = Duplex.toWeb(compressor);
  return plain.pipeThrough({ readable, writable });
}
